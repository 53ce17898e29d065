"""A valid NHS number never gets in: not past the browser, and without JavaScript not past the server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.people import Staff
from tests.browser.screens import NURSE
from tests.browser.watching import Watched
from tests.installation import Installation, on_postgresql
from tests.site import RunningSite

# From the range that NHS England keeps for tests; its check digit is right.
NHS_NUMBER = "999 000 0018"
DIGITS = NHS_NUMBER.replace(" ", "")
SENTENCE = f"She is known to the foot clinic as {NHS_NUMBER}. What next?"
FREE_TEXTS = (
    "Your question for the specialist",
    "What you have tried so far",
    "Current treatment, with doses",
    "What failed or was not tolerated",
    "What matters to the person",
)
Watch = Callable[[RunningSite], Watched]


def nurse_with_a_new_case(site: RunningSite, windows: Watched, **options: Any) -> Staff:
    page = windows.person(NURSE, **options)
    page.goto("/practice/")
    practice = page.url.rstrip("/").rsplit("/", 1)[1]
    nurse = Staff(page, "", practice)
    nurse.open(f"/clinics/practice/{practice}/cases/new/")
    nurse.fill_case("Would you start insulin?", "Metformin 1 g twice a day")
    return nurse


def type_into(page: Page, label: str) -> None:
    """Wherever the field is: some are folded away until somebody wants them."""
    folded = page.locator("main details:not([open])").filter(has=page.get_by_label(label))
    if folded.count():
        folded.first.locator("summary").click()
    page.get_by_label(label).first.fill(SENTENCE)


def posts(page: Page) -> list[Request]:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    return sent


@pytest.mark.parametrize("label", FREE_TEXTS)
def test_the_browser_refuses_before_anything_is_sent(label: str, site: RunningSite, watched: Watch) -> None:
    nurse = nurse_with_a_new_case(site, watched(site))
    sent = posts(nurse.page)
    type_into(nurse.page, label)
    nurse.page.get_by_role("button", name="Submit the case").click()
    expect(nurse.page.locator(".nhsuk-error-message").filter(has_text=NHS_NUMBER).first).to_be_visible()
    assert sent == []
    assert not traces(site.installation)


@pytest.mark.parametrize("label", FREE_TEXTS)
@pytest.mark.parametrize("button", ["Submit the case", "Keep as a draft"])
def test_the_server_refuses_without_javascript(label: str, button: str, site: RunningSite, watched: Watch) -> None:
    nurse = nurse_with_a_new_case(site, watched(site), java_script_enabled=False)
    sent = posts(nurse.page)
    type_into(nurse.page, label)
    nurse.page.get_by_role("button", name=button).click()
    expect(nurse.page.locator(".nhsuk-error-summary")).to_contain_text(NHS_NUMBER)
    assert nurse.page.get_by_label(label).first.input_value() == SENTENCE
    assert len(sent) == 1
    assert not traces(site.installation)


def test_a_trace_would_be_found(migrated: Installation, tmp_path: Path) -> None:
    """The search itself: it finds what is there, in the database and in the log."""
    copy = migrated.copied(tmp_path / "site")
    (copy.folder / "site.log").write_text(f"GET /search/?query={DIGITS}")
    copy.manage("shell", "-v", "0", "-c", a_commissioner_called(NHS_NUMBER))
    found = [name for name, _ in traces(copy)]
    copy.removed()
    assert "site.log" in found
    assert len(found) >= 2


def a_commissioner_called(name: str) -> str:
    return f"from practices.models import Commissioner; Commissioner.objects.create(code='95Z', name='{name}')"


def traces(installation: Installation) -> list[tuple[str, str]]:
    """Where the number stands, with or without its blanks: every file of the installation, and its database."""
    files = [path for path in installation.folder.rglob("*") if path.is_file()]
    texts = {path.name: path.read_bytes().decode("latin-1") for path in files}
    if on_postgresql():
        texts["the database"] = installation.manage("dumpdata", "--all", "--exclude", "contenttypes")
    return [(name, form) for name, text in texts.items() for form in (NHS_NUMBER, DIGITS) if form in text]
