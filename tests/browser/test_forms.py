"""Forms that people fill in: sent wrongly once, when nothing of it may be lost, and then rightly, to what they see."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from cms import clock
from tests.browser.hands import Hands
from tests.browser.screens import ADMIN, CONSULTANT, LEAD_GP, LEAD_GPS, OFFICER, SECOND_OFFICER
from tests.browser.watching import Watched
from tests.site import RunningSite

GROUNDS = "Every register was checked again, and they agree."
NO_CONFLICT = "No, I have no conflict of interest"


@pytest.fixture
def windows(own_site: RunningSite, watched: Callable[[RunningSite], Watched]) -> Callable[[str], Hands]:
    opened = watched(own_site)
    return lambda person: Hands(opened.person(person))


def suspends(officer: Hands, practice: str, on: date) -> None:
    officer.open(f"/practice/{practice}/decisions/")
    officer.follow("Decide on the award")
    officer.tick("Suspend")
    officer.fill_day("It takes effect on", on)
    officer.pick("Reason", "A concern about the evidence")
    officer.fill("In your own words", "Two registers differ.")
    officer.tick(NO_CONFLICT)
    officer.press(re.compile("^(Decide|Record|Take)"))


def test_a_practice_appeals_and_takes_it_back(windows: Callable[[str], Hands]) -> None:
    officer, lead = windows(OFFICER), windows(LEAD_GP)
    suspends(officer, LEAD_GPS, clock.today() + timedelta(days=10))

    lead.open(f"/practice/{LEAD_GPS}/decisions/")
    lead.follow("Appeal against it")
    lead.is_refused("Lodge the appeal", "Enter why the decision should be another.")
    lead.fill("Why the decision should be another", GROUNDS)
    lead.press("Lodge the appeal")
    lead.reads("The appeal is lodged.", "Appeal: being heard.")

    lead.follow(re.compile("^See the appeal"))
    lead.reads(GROUNDS, "The decision waits until the appeal is decided.")
    lead.follow("Take the appeal back")
    lead.reads("takes effect, today at the earliest")
    lead.press("Take the appeal back")
    lead.reads("The appeal is taken back.", "Taken back")
    assert lead.page.get_by_role("link", name="Take the appeal back").count() == 0


def test_an_officer_who_did_not_decide_hears_an_appeal(windows: Callable[[str], Hands]) -> None:
    first, second = windows(OFFICER), windows(SECOND_OFFICER)
    first.go_by_navigation("Inbox")
    first.follow(re.compile("appeals against"))
    first.reads("You took part in the decision, so others hear the appeal.")

    second.go_by_navigation("Inbox")
    second.follow(re.compile("appeals against"))
    second.tick("upheld: the decision is undone from its first day")
    second.tick(NO_CONFLICT)
    second.is_refused("Decide on the appeal", "Enter why.")
    expect(second.page.get_by_label("upheld: the decision is undone from its first day")).to_be_checked()
    second.fill("Why", "The log was checked: every start was reviewed twice.")
    second.press("Decide on the appeal")
    second.reads("The appeal is decided.", "Upheld", "The log was checked")
    second.follow(re.compile("Decisions"), second.page.locator("body"))
    second.reads("(undone on appeal)", "Appeal: upheld.")


def test_a_plan_is_agreed_to_and_closed(windows: Callable[[str], Hands]) -> None:
    lead, specialist = windows(LEAD_GP), windows(CONSULTANT)
    lead.open(f"/accreditation/{LEAD_GPS}/plans/")
    lead.follow(re.compile("^Read and agree"))
    lead.press(re.compile("agree", re.IGNORECASE))
    lead.reads("Agreed by")
    specialist.open(f"/accreditation/{LEAD_GPS}/plans/")
    specialist.follow(re.compile("^Close"))
    specialist.is_refused(re.compile("^Close"), "Choose how it ended.")
    specialist.tick("Done: the requirement is put right")
    specialist.press(re.compile("^Close"))
    specialist.reads("Done, ")


def test_a_specialist_records_a_credential_from_the_desk(windows: Callable[[str], Hands]) -> None:
    specialist = windows(CONSULTANT)
    specialist.go_by_navigation("Desk")
    specialist.follow(re.compile("^Record"), specialist.page.locator("main tbody tr").last)
    specialist.follow("Credential from elsewhere")
    somebody = specialist.page.get_by_label("Whose it is").locator("option").nth(1).inner_text()
    specialist.pick("Whose it is", f"^{re.escape(somebody)}$")
    specialist.tick("Another, which is not in this list")
    box = "If another: letters, numbers and hyphens"
    specialist.fill(box, "Mrs Jones' diploma")
    specialist.pick("How it was verified", "Counter-signed|countersigned")
    specialist.is_refused("Record", "give a short name of letters, numbers and hyphens")
    expect(specialist.page.get_by_label(box)).to_have_value("Mrs Jones' diploma")
    specialist.fill(box, "diabetes-diploma")
    specialist.press("Record")
    specialist.reads("It is recorded, and counts from now on.", "Credential “diabetes diploma” verified", somebody)


def test_an_admin_imports_indicators_and_reads_what_was_refused(windows: Callable[[str], Hands]) -> None:
    admin = windows(ADMIN)
    admin.go_by_navigation("Programme")
    admin.follow("Import evidence")
    admin.is_refused("Upload and import", "Choose the file.")
    header = "practice,submission,period,received_on,complete,accepted"
    rows = [f"{LEAD_GPS},annual-audit,2025-04-01,2026-05-01,yes,yes", "A99999,annual-audit,2025-04-01,soon,yes,yes"]
    admin.tick("Submissions")
    content = "\n".join([header, *rows]).encode()
    admin.page.locator("main input[type=file]").set_input_files(
        {"name": "returns.csv", "mimeType": "text/csv", "buffer": content}
    )
    admin.tick("Record the good rows even if others are refused")
    admin.press("Upload and import")
    admin.reads_eventually("new 1", lambda: admin.page.locator("main"))
    admin.reads("rows read 2, new 1, changed 0, unchanged 0, refused 1", "a real date as YYYY-MM-DD")
