"""A clinical lead writes Portsmouth from a blank page; three people take it to a published version."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from accreditation.presets import load_preset
from accreditation.rules.grammar import digest
from tests.browser.hands import Hands
from tests.browser.screens import CONSULTANT, LEAD_GP, OFFICER, SPECIALIST_NURSE
from tests.browser.tree import Tree
from tests.browser.watching import Watched
from tests.installation import Installation
from tests.site import RunningSite

CODE = "harbour-les"
DOCUMENT = {**load_preset("portsmouth-example"), "code": CODE, "version": 1}
FEEDBACK = 1
SENTENCE = "At least one GP and one nurse, not the same person, each with the core modules and a live session"


@pytest.fixture(scope="module")
def studio_site(migrated: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The whole demo network, for this module alone: it publishes something there."""
    installation = migrated.copied(tmp_path_factory.mktemp("sites") / "studio")
    installation.manage("prepare")
    with RunningSite(installation) as running:
        yield running
    installation.removed()


def test_a_clinical_lead_builds_a_scheme_and_three_people_publish_it(
    studio_site: RunningSite, watched: Callable[[RunningSite], Watched]
) -> None:
    windows = watched(studio_site)
    author = Hands(windows.person(CONSULTANT))
    author.go_by_navigation("Studio")
    author.follow("Start a draft")
    author.tick("A blank page")
    author.fill("Title", "To be written")
    author.fill("Code", CODE)
    author.press("Start the draft")
    drafted = author.page.url

    author.follow("Open the editor")
    tree = Tree(author.page)
    tree.write(DOCUMENT)
    too_soon = f"{tree.place_of(FEEDBACK)}-within_days"
    tree.set(too_soon, "")
    tree.words.get_by_text("“Feedback after each visit”: within days is missing.").wait_for()
    tree.save()
    tree = Tree(author.page)
    assert tree.told_at(too_soon) == "Within days is missing."
    assert "Visits by the specialist team" in tree.words.inner_text()

    author.open(drafted)
    author.reads("Not finished", "“Feedback after each visit”: within days is missing.")
    author.tick("Send it to a clinical lead")
    author.page.get_by_role("button", name="Do this").click()
    author.reads("The draft is not finished. “Feedback after each visit”: within days is missing.")

    author.open(drafted)
    author.follow("Open the editor")
    tree = Tree(author.page)
    tree.set(too_soon, "42")
    tree.save()
    assert SENTENCE in Tree(author.page).words.inner_text()

    author.open(drafted)
    author.reads(SENTENCE)
    author.unfold("How this draft is identified")
    author.reads(digest(DOCUMENT))
    author.press("Rehearse this draft")
    author.reads_eventually("CSV", lambda: author.page.locator("main"))
    author.reads("Practices that would stand otherwise")
    author.page.locator("main tbody a").first.click()
    author.reads("Under the draft", "Visits by the specialist team")
    _step(author, drafted, "Send it to a clinical lead")

    nurse = Hands(windows.person(SPECIALIST_NURSE))
    nurse.go_by_navigation("Studio")
    nurse.follow(DOCUMENT["title"], nurse.row("With a clinical lead"))
    _step(nurse, drafted, "Endorse it as clinical lead")

    officer = Hands(windows.person(OFFICER))
    officer.go_by_navigation("Studio")
    officer.follow(DOCUMENT["title"], officer.row("With the commissioner"))
    _step(officer, drafted, "Approve and publish it")
    officer.reads("The version is published.")
    officer.open(f"/accreditation/frameworks/{CODE}/")
    officer.unfold("How this version is identified")
    officer.reads(SENTENCE, digest(DOCUMENT))


def test_a_practice_lead_never_sees_a_draft(
    studio_site: RunningSite, watched: Callable[[RunningSite], Watched]
) -> None:
    page = watched(studio_site).person(LEAD_GP)
    page.goto("/start/")
    assert page.get_by_role("banner").get_by_role("link", name="Studio").count() == 0
    response = page.goto("/accreditation/studio/")
    assert response is not None
    assert response.status == 403


def _step(hands: Hands, draft: str, label: str) -> None:
    hands.open(draft)
    hands.tick(label)
    hands.press("Do this")
