"""Fixtures for tests that drive the running site in Chromium. They use no database of pytest's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.watching import Watched
from tests.installation import Installation
from tests.services import chromium
from tests.site import RunningSite

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 20_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    """A failed browser test shows what the site said meanwhile."""
    report = yield
    running = [value for value in getattr(item, "funcargs", {}).values() if isinstance(value, RunningSite)]
    if report.failed:
        report.sections += [(f"log of {site.url}", site.last_words) for site in running]
    return report


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    installation = Installation.migrated(tmp_path_factory.mktemp("sites") / "migrated")
    yield installation
    installation.removed()


@pytest.fixture(scope="session")
def filled(migrated: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The whole demo network, made once; nobody runs it, so that it can be copied."""
    installation = migrated.copied(tmp_path_factory.mktemp("sites") / "filled")
    installation.manage("prepare")
    yield installation
    installation.removed()


@pytest.fixture(scope="session")
def site(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The site with the whole demo network. Tests that share it change nothing in it."""
    installation = filled.copied(tmp_path_factory.mktemp("sites") / "demo")
    with RunningSite(installation) as running:
        yield running
    installation.removed()


@pytest.fixture(scope="module")
def own_site(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The same for a module that changes things in it."""
    installation = filled.copied(tmp_path_factory.mktemp("sites") / "own")
    with RunningSite(installation) as running:
        yield running
    installation.removed()


@pytest.fixture(scope="module")
def bare_site(migrated: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A network with its specialists, officer, admin and courses, and no practice yet. Each module has its own."""
    installation = migrated.copied(tmp_path_factory.mktemp("sites") / "bare")
    installation.manage("demo", "--bare")
    with RunningSite(installation) as running:
        yield running
    installation.removed()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Of the package, not the session: while it stands, Django refuses its database to the rest of the suite."""
    executable = chromium()
    assert executable, "No Chromium: set CHROMIUM, or install Debian's chromium."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


NewPage = Callable[..., Page]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Callable[[RunningSite], Watched]]:
    """Windows whose troubles fail the test: console errors, CSP refusals, failed requests, other hosts."""
    opened: list[Watched] = []

    def watch(running: RunningSite) -> Watched:
        opened.append(Watched(browser, running, PATIENCE_MS))
        return opened[-1]

    yield watch
    troubles = [trouble for windows in opened for trouble in windows.troubles]
    for windows in opened:
        windows.close()
    assert troubles == []
