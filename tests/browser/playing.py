"""Packages in the browser: uploaded by an editor, started by a learner, through the pages that both use."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.screens import ADMIN, NURSE
from tests.browser.watching import Watched

COURSE = "insulin-safety"


def upload(windows: Watched, course: str, name: str, package: bytes) -> None:
    """The editor's part, until the worker has unpacked it."""
    page = windows.person(ADMIN)
    page.goto(f"/courses/{course}/")
    page.get_by_role("link", name="Packages of this course").click()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "application/zip", "buffer": package})
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("Learners of the course play this package")).to_be_visible(timeout=60_000)
    page.close()


def play(windows: Watched, course: str, part: int = 0, person: str = NURSE) -> Page:
    """The learner's part, up to the frame."""
    page = windows.person(person)
    page.goto(f"/courses/{course}/")
    page.get_by_role("button", name=re.compile("^Play")).nth(part).click()
    page.wait_for_url("**/courses/launches/*/")
    return page


def framed(page: Page) -> FrameLocator:
    return page.frame_locator("iframe.ep-player")


def real(folder: Path, name: str) -> bytes:
    return (folder / name).read_bytes()
