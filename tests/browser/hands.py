"""What a person does with a page: reads, follows links, fills in forms by their labels."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date

from playwright.sync_api import Locator, Page, expect


def in_words(day: date) -> str:
    """27 March 2026, as the site writes days."""
    return f"{day.day} {day:%B %Y}"


class Hands:
    """Somebody at a browser window."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str) -> None:
        response = self.page.goto(address)
        assert response is not None
        assert response.ok, f"{response.status} from {response.url}:\n{self.words}"

    def follow(self, text: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Go through a link by its words, whether it looks like a link or like a button."""
        self._click((within or self.page.locator("main")).locator("a").filter(has_text=text).first)

    def come_in(self) -> None:
        if self.page.url == "about:blank":
            self.open("/start/")

    def go_by_navigation(self, text: str) -> None:
        """In a window too narrow for all of it, the rest of the navigation is behind a button."""
        self.come_in()
        link = self.page.get_by_role("banner").get_by_role("link", name=text, exact=True)
        if not link.is_visible():
            self.page.locator("#toggle-menu").click()
        self._click(link)

    def _click(self, link_or_button: Locator) -> None:
        """And wait for the page that it leads to."""
        with self.page.expect_navigation():
            link_or_button.click()

    def row(self, text: str) -> Locator:
        """The row of a table that says so."""
        return self.page.locator("main tbody tr").filter(has_text=text).first

    def press(self, text: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Send a form. A form that comes back with errors fails here, with its errors."""
        self._click((within or self.page.locator("main")).get_by_role("button", name=text).first)
        problems = self.page.locator(".nhsuk-error-summary")
        assert problems.count() == 0, problems.first.inner_text()

    def is_refused(self, text: str | re.Pattern[str], sentence: str) -> None:
        """Send a form that comes back, with the sentence above it."""
        self._click(self.page.locator("main").get_by_role("button", name=text).first)
        expect(self.page.locator(".nhsuk-error-summary")).to_contain_text(sentence)

    def fill(self, label: str, text: object, within: Locator | None = None) -> None:
        (within or self.page.locator("main")).get_by_label(label).first.fill(str(text))

    def pick(self, label: str, option: str | re.Pattern[str]) -> None:
        """Choose from a list whose option's words are, or match, the option."""
        box = self.page.locator("main").get_by_label(label).first
        words = box.locator("option").all_inner_texts()
        fits = [word for word in words if re.search(option, word)]
        assert fits, f"{label}: nothing like {option!r} among {words}"
        box.select_option(label=fits[0])

    def tick(self, label: str, within: Locator | None = None, exact: bool = False) -> None:
        (within or self.page.locator("main")).get_by_label(label, exact=exact).first.check()

    def fill_day(self, legend: str, day: date) -> None:
        group = self.page.get_by_role("group", name=legend).first
        for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(label, exact=True).fill(str(number))

    def unfold(self, summary: str) -> Locator:
        details = self.page.locator("details").filter(has=self.page.locator("summary", has_text=summary)).first
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        return details

    def reads(self, *sentences: str) -> None:
        """The page says so, somewhere in what it is about."""
        for sentence in sentences:
            expect(self.page.locator("main")).to_contain_text(sentence)

    def reads_eventually(self, sentence: str, where: Callable[[], Locator], seconds: float = 90) -> None:
        """The place says so once the worker has done its part. Reloads until then."""
        deadline = time.monotonic() + seconds
        while not where().count() or sentence not in where().inner_text():
            assert time.monotonic() < deadline, f"{seconds:.0f} seconds later still no {sentence!r}:\n{self.words}"
            self.page.reload()

    @property
    def own_name(self) -> str:
        """As the site greets them, wherever they are on it."""
        self.come_in()
        return self.page.locator(".nhsuk-header__account-link").first.inner_text().strip()

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())
