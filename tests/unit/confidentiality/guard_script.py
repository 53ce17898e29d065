"""Runs the browser's script on many texts at once: in Node where there is one, else in Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import sync_playwright

import practices
from practices.confidentiality.structured import PATTERNS
from tests.services import chromium

SCRIPT = Path(practices.__file__).parent / "static" / "practices" / "identifier-guard.js"
FOUND = """({patterns, texts}) => {
  const shapes = compileShapes(patterns);
  return texts.map((text) => findStructured(text, shapes));
}"""


def found_by_script(texts: list[str]) -> list[list[dict[str, str]]]:
    """For each text, the hits of identifier-guard.js: kind, words and message."""
    task = json.dumps({"patterns": PATTERNS, "texts": texts})
    node = shutil.which("node")
    return _in_node(node, task) if node else _in_chromium(task)


def _in_node(node: str, task: str) -> list[list[dict[str, str]]]:
    source = f"{SCRIPT.read_text(encoding='utf-8')}\nconsole.log(JSON.stringify(({FOUND})({task})));"
    ran = subprocess.run([node, "--input-type=module", "-"], input=source, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


def _in_chromium(task: str) -> list[list[dict[str, str]]]:
    source = SCRIPT.read_text(encoding="utf-8").replace("export function", "function")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            return browser.new_page().evaluate(f"(task) => {{ {source}; return ({FOUND})(JSON.parse(task)); }}", task)
        finally:
            browser.close()
