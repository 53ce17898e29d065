"""Take every screen at 1280 and 390 px into var/screenshots, and a few into docs/screenshots. `make screenshots`."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM_ARGUMENTS, PATIENCE_MS
from tests.browser.screens import SCREENS, Screen
from tests.browser.watching import NARROW, WIDE, Watched
from tests.installation import ROOT, Installation
from tests.services import chromium
from tests.site import RunningSite

FOLDER = ROOT / "var" / "screenshots"
DOCS = ROOT / "docs" / "screenshots"
# What the README shows, how wide, and from where on.
SHOWN = {
    "practice": (WIDE, "h2:has-text('What to do next')"),
    "register": (WIDE, ".ep-metrics"),
    "run-a-clinic": (WIDE, "#agenda"),
    "my-learning": (NARROW, "h1"),
    "submit-a-case": (NARROW, "h1"),
}
COLOURS = 64
MOST_BYTES = 120_000


def small(png: bytes) -> bytes:
    """The same picture in few colours, as a document can carry it."""
    kept = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS).save(kept, "PNG", optimize=True)
    assert len(kept.getvalue()) <= MOST_BYTES, f"{len(kept.getvalue())} bytes are too many for a document"
    return kept.getvalue()


def take(screen: Screen, windows: Watched) -> None:
    page = windows.person(screen.person) if screen.person else windows.stranger()
    screen.open(page)
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        page.screenshot(path=FOLDER / f"{screen.name}-{size['width']}.png", full_page=True)
        width, start = SHOWN.get(screen.name, (None, ""))
        if width == size:
            page.locator(f"main {start}").first.evaluate("start => start.scrollIntoView()")
            (DOCS / f"{screen.name}.png").write_bytes(small(page.screenshot()))
    page.context.close()


def main() -> int:
    for folder in (FOLDER, DOCS):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ep-screens-") as folder:
        installation = Installation.migrated(Path(folder) / "site")
        installation.manage("prepare")
        with RunningSite(installation) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
            windows = Watched(browser, site, PATIENCE_MS)
            for screen in SCREENS:
                print(f"  {screen}", flush=True)  # noqa: T201
                take(screen, windows)
            for trouble in windows.troubles:
                print(trouble)  # noqa: T201
            browser.close()
        installation.removed()
    return 1 if windows.troubles else 0


if __name__ == "__main__":
    sys.exit(main())
