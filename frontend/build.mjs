// Compiles the stylesheet and copies the NHS.UK JavaScript module into cms/static/build, which git ignores.
// Nothing in the result points anywhere else: no web fonts, no source maps, no absolute addresses.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { compile } from "sass"

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)
const target = join(root, "cms", "static", "build")
const nhsuk = dirname(createRequire(import.meta.url).resolve("nhsuk-frontend/package.json"))
const { version } = JSON.parse(readFileSync(join(nhsuk, "package.json"), "utf8"))

rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })

const { css } = compile(join(here, "scss", "site.scss"), {
  loadPaths: [join(root, "node_modules")],
  style: "compressed",
  quietDeps: true,
})
writeFileSync(join(target, "site.css"), css)

for (const [, image] of css.matchAll(/url\("(assets\/[^"]+)"\)/g)) {
  mkdirSync(dirname(join(target, image)), { recursive: true })
  cpSync(join(nhsuk, "dist", "nhsuk", image), join(target, image))
}

const module = readFileSync(join(nhsuk, "dist", "nhsuk", `nhsuk-frontend-${version}.min.js`), "utf8")
writeFileSync(join(target, "nhsuk-frontend.js"), module.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"))

// The run-time libraries of course packages. They are loaded in the packages' own origins, never in the site's.
const scorm = join(root, "node_modules", "scorm-again")
for (const standard of ["scorm12", "scorm2004"]) {
  const script = readFileSync(join(scorm, "dist", `${standard}.min.js`), "utf8")
  writeFileSync(join(target, `${standard}.js`), script.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"))
}

console.log(`Built site.css (${Math.round(css.length / 1024)} kB) and NHS.UK frontend ${version}.`)
