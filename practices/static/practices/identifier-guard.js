/* Says at once, in the browser, which words of a text could point at a patient, and holds the form back.
 *
 * Fields opt in with data-identifier-guard="true"; the patterns stand in the page as <script type="application/json"
 * id="identifier-patterns">, the same file that the server reads. The text never leaves the browser from here, and the
 * server refuses by itself what this script does not see: names, addresses, hospital numbers.
 */

const LOOK_BEFORE = 60;
const LOOK_AFTER = 30;
const PAUSE_IN_TYPING_MS = 300;
const DASHES = new Set("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d");
const SAME_AS = { "\u2044": "/", "\u2215": "/", "\u00b7": ".", "\u2022": ".", "\u2018": "'", "\u2019": "'", "\u02bc": "'" };
const DIGIT_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const INVISIBLE = /[\p{Cf}\p{Me}\u0300-\u036f\ufe00-\ufe0f]/u;
const SPACE = /[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]/u;
const DECIMAL = /\p{Nd}/u;

// Folding: the same as folding.py -------------------------------------------------------------------------------------

export function fold(text) {
  let folded = "";
  const places = [];
  let place = 0;
  for (const character of text) {
    const plain = foldCharacter(character);
    for (let unit = 0; unit < plain.length; unit += 1) places.push([place, place + character.length]);
    folded += plain;
    place += character.length;
  }
  return { text: folded, places, original: text };
}

function foldCharacter(character) {
  if (character >= " " && character <= "~") return character;
  if (character === "\n") return "\n";
  if (DASHES.has(character)) return "-";
  if (INVISIBLE.test(character)) return "";
  if (SPACE.test(character)) return " ";
  return Array.from(character.normalize("NFKC"), plainCharacter).join("");
}

function plainCharacter(character) {
  if (character in SAME_AS) return SAME_AS[character];
  return DECIMAL.test(character) ? String(decimalValue(character)) : character;
}

// Unicode keeps the decimal digits of a script in unbroken rows of ten, so the distance to the row's start is the value.
function decimalValue(character) {
  const point = character.codePointAt(0);
  let before = 0;
  while (DECIMAL.test(String.fromCodePoint(point - before - 1))) before += 1;
  return before % 10;
}

// Shapes: the same as structured.py -----------------------------------------------------------------------------------

export function compileShapes(patterns) {
  const expand = (regex) => {
    const expanded = regex.replace(/<([A-Z_]+)>/g, (_, name) => patterns.fragments[name]);
    return expanded === regex ? regex : expand(expanded);
  };
  const optional = (regex, flags) => (regex === undefined ? null : new RegExp(expand(regex), flags));
  const kinds = Object.fromEntries(patterns.kinds.map((entry) => [entry.kind, entry]));
  return patterns.patterns.map((entry) => ({
    kind: entry.kind,
    message: entry.message ?? kinds[entry.kind].message,
    regex: new RegExp(expand(entry.regex), entry.ignore_case ? "dgiu" : "dgu"),
    group: entry.group ? 1 : 0,
    check: CHECKS[entry.check ?? "none"],
    unlessBefore: optional(entry.unless_before, "iu"),
    unlessAfter: optional(entry.unless_after, "iu"),
    unlessWords: optional(entry.unless_words, "u"),
  }));
}

export function findStructured(typed, shapes) {
  const folded = fold(typed);
  const findings = shapes.flatMap((shape) => searchShape(shape, folded.text));
  return withoutOverlaps(findings).map((finding) => toHit(finding, folded));
}

function searchShape(shape, text) {
  const findings = [];
  shape.regex.lastIndex = 0;
  for (let found = shape.regex.exec(text); found; found = shape.regex.exec(text)) {
    const [start, end] = found.indices[shape.group];
    const accepted = accepts(shape, text, start, end);
    if (accepted) findings.push({ kind: shape.kind, message: shape.message, start, end });
    shape.regex.lastIndex = accepted ? Math.max(end, found.index + 1) : found.index + 1;
  }
  return findings;
}

function accepts(shape, text, start, end) {
  if (shape.unlessBefore?.test(text.slice(Math.max(0, start - LOOK_BEFORE), start))) return false;
  if (shape.unlessAfter?.test(text.slice(end, end + LOOK_AFTER))) return false;
  if (shape.unlessWords?.test(text.slice(start, end))) return false;
  return shape.check(text.slice(start, end));
}

function withoutOverlaps(findings) {
  const kept = [];
  for (const finding of findings) {
    if (!kept.some((other) => finding.start < other.end && other.start < finding.end)) kept.push(finding);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function toHit(finding, folded) {
  const start = folded.places[finding.start][0];
  const end = folded.places[finding.end - 1][1];
  const words = folded.original.slice(start, end);
  return { kind: finding.kind, words, message: finding.message.replace("{words}", () => words.trim().split(/\s+/).join(" ")) };
}

function digitsOf(words) {
  const tokens = words.match(/[0-9]|zero|oh|nought|one|two|three|four|five|six|seven|eight|nine/gi) ?? [];
  return tokens.map((token) => digitOf(token.toLowerCase())).join("");
}

function digitOf(token) {
  if (token >= "0" && token <= "9") return token;
  return token === "oh" || token === "nought" ? "0" : String(DIGIT_WORDS.indexOf(token));
}

function isMod11(words) {
  const digits = Array.from(digitsOf(words), Number);
  if (digits.length !== 10) return false;
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  return (11 - (sum % 11)) % 11 === digits[9];
}

function isGroupedMod11(words) {
  const sizes = (words.match(/[0-9]+/g) ?? []).map((group) => group.length);
  return (sizes.length <= 4 || new Set(sizes).size === 1) && isMod11(words);
}

function isNotFinancialYear(words) {
  const digits = digitsOf(words);
  return Number(digits.slice(4, 6)) !== (Number(digits.slice(2, 4)) + 1) % 100;
}

const CHECKS = {
  none: () => true,
  mod11: isMod11,
  mod11_grouped: isGroupedMod11,
  not_mod11: (words) => !isMod11(words),
  not_financial_year: isNotFinancialYear,
};

// The page ------------------------------------------------------------------------------------------------------------

const GUARDED = "[data-identifier-guard='true']";

/* Listens on the whole document, so that fields added later are guarded as well. */
export function guardDocument(page, shapes) {
  const pauses = new WeakMap();
  page.addEventListener("focusin", ({ target }) => {
    if (target.matches?.(GUARDED)) messageBox(target);
  });
  page.addEventListener("input", ({ target }) => {
    if (!target.matches?.(GUARDED)) return;
    clearTimeout(pauses.get(target));
    pauses.set(target, setTimeout(() => checkField(target, shapes), PAUSE_IN_TYPING_MS));
  });
  page.addEventListener("submit", (event) => holdBack(event, shapes), { capture: true });
}

function holdBack(event, shapes) {
  const fields = Array.from(event.target.elements).filter((field) => field.matches(GUARDED));
  const refused = fields.filter((field) => checkField(field, shapes));
  if (refused.length === 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  refused[0].focus();
}

function checkField(field, shapes) {
  const hits = findStructured(field.value, shapes);
  const box = messageBox(field);
  box.replaceChildren(...hits.map((hit) => errorMessage(hit.message)));
  showRefused(field, box, hits.length > 0);
  return hits.length > 0;
}

/* The box stands empty in the page before it speaks: a live region is only read out when it was there before. */
function messageBox(field) {
  const id = `${field.id || field.name}-identifiers`;
  const standing = field.ownerDocument.getElementById(id);
  if (standing) return standing;
  const box = field.ownerDocument.createElement("div");
  box.id = id;
  box.setAttribute("aria-live", "polite");
  field.before(box);
  return box;
}

function errorMessage(sentence) {
  const message = document.createElement("span");
  message.className = "nhsuk-error-message";
  const hidden = document.createElement("span");
  hidden.className = "nhsuk-u-visually-hidden";
  hidden.textContent = "Error: ";
  message.append(hidden, sentence);
  return message;
}

/* What the server marked as wrong stays marked; only what this script marked is taken back. */
function showRefused(field, box, refused) {
  if (refused === field.hasAttribute("data-identifier-refused")) return;
  const before = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((id) => id && id !== box.id);
  setOrRemove(field, "aria-describedby", (refused ? [...before, box.id] : before).join(" "));
  if (refused) field.dataset.identifierWasInvalid = field.getAttribute("aria-invalid") ?? "";
  setOrRemove(field, "aria-invalid", refused ? "true" : field.dataset.identifierWasInvalid);
  field.toggleAttribute("data-identifier-refused", refused);
  if (field.dataset.identifierWasInvalid) return;
  field.classList.toggle(field.localName === "textarea" ? "nhsuk-textarea--error" : "nhsuk-input--error", refused);
  field.closest(".nhsuk-form-group")?.classList.toggle("nhsuk-form-group--error", refused);
}

function setOrRemove(field, attribute, value) {
  if (value) field.setAttribute(attribute, value);
  else field.removeAttribute(attribute);
}

if (typeof document !== "undefined") {
  const patterns = document.getElementById("identifier-patterns");
  if (patterns) guardDocument(document, compileShapes(JSON.parse(patterns.textContent)));
}
