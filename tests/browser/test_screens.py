"""What holds for every screen: accessible, fits a phone, works without JavaScript, and its console stays silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.screens import SCREENS, Screen
from tests.browser.watching import NARROW, WIDE, Watched
from tests.site import RunningSite

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST = {"width": 320, "height": 640}
Watch = Callable[[RunningSite], Watched]

each_screen = pytest.mark.parametrize("screen", SCREENS, ids=str)


def opened(windows: Watched, screen: Screen, **options: Any) -> Page:
    page = windows.person(screen.person, **options) if screen.person else windows.stranger(**options)
    screen.open(page)
    return page


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}}).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@each_screen
def test_axe_finds_nothing_and_no_screen_scrolls_sideways(screen: Screen, site: RunningSite, watched: Watch) -> None:
    page = opened(watched(site), screen)
    found = {}
    for size in (WIDE, NARROW, SMALLEST):
        page.set_viewport_size(size)
        found[size["width"]] = (violations(page), overflow(page))
    assert found == {1280: ([], 0), 390: ([], 0), 320: ([], 0)}


@each_screen
def test_a_screen_says_what_it_has_to_say_without_javascript(screen: Screen, site: RunningSite, watched: Watch) -> None:
    page = opened(watched(site), screen, java_script_enabled=False)
    assert page.locator("h1").count() == 1
    assert len(page.locator("main").inner_text()) > 40
