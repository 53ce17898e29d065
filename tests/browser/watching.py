"""Browser windows that write down everything that should not happen in one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from tests.site import RunningSite

PASSWORD = "demonstration-2026"
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}


class Watched:
    """Windows on one site. Who signs in keeps the session in every window of that site, whichever test opens it.

    A session for each test would be a burst that the site rightly refuses: it allows thirty sign-ins a minute.
    """

    def __init__(self, browser: Browser, site: RunningSite, patience_ms: int) -> None:
        self.browser = browser
        self.url = site.url
        self.patience_ms = patience_ms
        self.troubles: list[str] = []
        self._sessions = site.browser_sessions
        self._contexts: list[BrowserContext] = []

    def stranger(self, **options: Any) -> Page:
        """A window of somebody who has not signed in. Options are those of Playwright's contexts."""
        context = self.browser.new_context(
            **{"base_url": self.url, "viewport": WIDE, "locale": "en-GB", "timezone_id": "Europe/London"} | options
        )
        context.set_default_timeout(self.patience_ms)
        self._contexts.append(context)
        self._watch(context)
        return context.new_page()

    def person(self, email: str, password: str = PASSWORD, **options: Any) -> Page:
        """A window of somebody who is signed in, through the form that everybody uses."""
        if email not in self._sessions:
            page = self.stranger()
            sign_in(page, email, password)
            self._sessions[email] = page.context.storage_state()
            page.context.close()
        return self.stranger(storage_state=self._sessions[email], **options)

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _watch(self, context: BrowserContext) -> None:
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        context.on("request", self._on_request)
        context.on("requestfailed", self._on_failure)
        context.on("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {message.text} at {message.location.get('url')}")

    def _on_request(self, request: Request) -> None:
        there, here = urlsplit(request.url), urlsplit(self.url)
        plays = there.port == here.port and (there.hostname or "").endswith(".packages.localhost")
        if request.url.startswith("http") and there.netloc != here.netloc and not plays:
            self.troubles.append(f"another host: {request.url}")

    def _on_failure(self, request: Request) -> None:
        # A navigation ends whatever the page left behind was still loading.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"failed: {request.url}: {request.failure}")

    def _on_response(self, response: Response) -> None:
        """A page may refuse (its test says so); what a page is made of may not be missing; nothing may break."""
        is_page = response.request.resource_type == "document"
        if response.status >= (500 if is_page else 400):
            self.troubles.append(f"answer: {response.status} from {response.url}")


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    if "/accounts/second-factor/" in page.url:
        page.get_by_role("button").filter(has_text="demo").click()
        page.wait_for_url(lambda url: "/accounts/second-factor" not in url)
