"""From a draft to a published version, by three people, and not without a rehearsal."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from accreditation import operations, queries
from accreditation.drafting import STEPS, WHOSE_TURN
from accreditation.enums import DraftState, DraftStepKind
from accreditation.models import Declaration, Draft, DraftStep, Framework, FrameworkVersion
from accreditation.rules import grammar
from practices.confidentiality import IdentifierFound
from practices.models import Network, Person
from tests.factories.accreditation import Team, a_version
from tests.factories.drafts import a_draft, a_draft_of, changed, no_report, rehearsed, stepped, with_sessions
from tests.factories.practices import a_consultant, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(network: Network) -> Person:
    return a_consultant(network)


@pytest.fixture
def clinical_lead(network: Network) -> Person:
    return a_consultant(network)


@pytest.fixture
def officer(network: Network) -> Person:
    return an_officer(network)


@pytest.fixture
def draft(network: Network, author: Person, now: datetime) -> Draft:
    """Version 2 of the published example, with three live sessions asked for."""
    draft = a_draft_of(a_version(network), author, now)
    document = with_sessions(draft.document, 3)
    return operations.write_draft(draft=draft, document=document, revision=1, by=author, at=now)


def test_every_state_of_a_draft_has_its_steps_and_somebody_whose_turn_it_is() -> None:
    moving = set(DraftState) - {DraftState.PUBLISHED, DraftState.DROPPED}
    assert {state for state, _ in STEPS} == set(WHOSE_TURN) == moving
    assert set(STEPS.values()) | {DraftState.WRITING} == set(DraftState)
    assert {kind for _, kind in STEPS} | {DraftStepKind.WRITE, DraftStepKind.COMMENT} == set(DraftStepKind)


def test_a_blank_draft_can_be_kept_before_it_is_anything(network: Network, author: Person, now: datetime) -> None:
    draft = operations.start_draft(network=network, code="new-les", title="A new scheme", by=author, at=now)
    assert draft.document == {
        "grammar": 1,
        "code": "new-les",
        "title": "A new scheme",
        "version": 1,
        "effective_from": "2027-04-01",
    }
    with pytest.raises(ValueError, match=r"not finished\. Tiers is missing\."):
        stepped(draft, DraftStepKind.SUBMIT, author, now)


def test_a_draft_of_a_published_framework_is_its_next_version(draft: Draft) -> None:
    assert (draft.number, draft.document["effective_from"]) == (2, "2027-04-01")


def test_what_is_written_is_kept_and_noted_once(draft: Draft, author: Person, now: datetime) -> None:
    kept = changed(draft, author, now, entry_months=6)
    assert (kept.revision, kept.document["entry_months"]) == (3, 6)
    again = operations.write_draft(draft=kept, document=kept.document, revision=3, by=author, at=now)
    assert again.revision == 3
    assert list(draft.steps.values_list("kind", flat=True)) == ["write"] * 3


def test_nobody_writes_over_what_another_has_written(
    draft: Draft, author: Person, clinical_lead: Person, now: datetime
) -> None:
    changed(draft, clinical_lead, now, entry_months=6)
    with pytest.raises(ValueError, match=f"{clinical_lead.name} changed the draft while you were writing"):
        changed(draft, author, now, entry_months=9)
    draft.refresh_from_db()
    assert draft.document["entry_months"] == 6


def test_an_identifier_is_refused_before_it_is_stored(draft: Draft, author: Person, now: datetime) -> None:
    with pytest.raises(IdentifierFound):
        changed(draft, author, now, notes={"example": "As with NHS number 943 476 5919"})
    with pytest.raises(IdentifierFound):
        operations.comment_on_draft(draft=draft, comment="Ask jane@example.org", by=author, at=now)
    draft.refresh_from_db()
    assert "example" not in draft.document["notes"]


def test_three_people_take_a_draft_to_a_version(
    draft: Draft, author: Person, clinical_lead: Person, officer: Person, now: datetime
) -> None:
    rehearsed(draft, author, now)
    stepped(draft, DraftStepKind.SUBMIT, author, now)
    with pytest.raises(ValueError, match="You have had a hand in this draft"):
        stepped(draft, DraftStepKind.ENDORSE, author, now)
    stepped(draft, DraftStepKind.ENDORSE, clinical_lead, now)
    for person in (author, clinical_lead):
        with pytest.raises(ValueError, match="another person has to look at it"):
            stepped(draft, DraftStepKind.PUBLISH, person, now)
    published = stepped(draft, DraftStepKind.PUBLISH, officer, now, "Agreed by the board.")
    version = published.published_version
    assert published.state == DraftState.PUBLISHED
    assert version is not None
    assert (version.number, version.document, version.published_by) == (2, draft.document, officer)
    assert version.digest == grammar.digest(draft.document)


def test_a_published_version_applies_from_its_day_and_the_old_one_before(
    draft: Draft, author: Person, clinical_lead: Person, officer: Person, now: datetime
) -> None:
    rehearsed(draft, author, now)
    for kind, person in ((DraftStepKind.SUBMIT, author), (DraftStepKind.ENDORSE, clinical_lead)):
        stepped(draft, kind, person, now)
    stepped(draft, DraftStepKind.PUBLISH, officer, now)
    framework = Framework.objects.get()

    def in_force(day: date) -> int | None:
        version = queries.version_in_force(framework, as_of=day, known_at=now)
        return version.number if version else None

    assert (in_force(date(2027, 3, 31)), in_force(date(2027, 4, 1))) == (1, 2)


def ready(draft: Draft, author: Person, clinical_lead: Person, now: datetime) -> Draft:
    stepped(draft, DraftStepKind.SUBMIT, author, now)
    return stepped(draft, DraftStepKind.ENDORSE, clinical_lead, now)


def test_nothing_is_published_unrehearsed(
    draft: Draft, author: Person, clinical_lead: Person, officer: Person, now: datetime
) -> None:
    ready(draft, author, clinical_lead, now)
    with pytest.raises(ValueError, match="has not been rehearsed"):
        stepped(draft, DraftStepKind.PUBLISH, officer, now)
    rehearsal = operations.request_rehearsal(draft=draft, by=author, at=now)
    with pytest.raises(ValueError, match="still going on"):
        stepped(draft, DraftStepKind.PUBLISH, officer, now)
    assert rehearsal.finished_at is None
    assert FrameworkVersion.objects.count() == 1


def test_a_rehearsal_of_an_earlier_text_is_none(
    draft: Draft, author: Person, clinical_lead: Person, officer: Person, now: datetime
) -> None:
    rehearsed(draft, author, now)
    ready(changed(draft, author, now, entry_months=6), author, clinical_lead, now)
    with pytest.raises(ValueError, match="has changed since it was rehearsed"):
        stepped(draft, DraftStepKind.PUBLISH, officer, now)


def test_a_rehearsal_holds_for_a_week(
    draft: Draft, author: Person, clinical_lead: Person, officer: Person, now: datetime
) -> None:
    rehearsed(draft, author, now)
    ready(draft, author, clinical_lead, now)
    with pytest.raises(ValueError, match="15 June 2026; the facts may have moved since"):
        stepped(draft, DraftStepKind.PUBLISH, officer, now + timedelta(days=7, microseconds=1))
    assert stepped(draft, DraftStepKind.PUBLISH, officer, now + timedelta(days=7)).state == DraftState.PUBLISHED


def test_a_rehearsal_against_another_version_is_none(
    draft: Draft, author: Person, clinical_lead: Person, officer: Person, now: datetime
) -> None:
    rehearsed(draft, author, now)
    ready(draft, author, clinical_lead, now)
    overtaking = with_sessions(draft.document, 2) | {"version": 2}
    operations.publish_version(framework=Framework.objects.get(), document=overtaking, by=None, at=now)
    with pytest.raises(ValueError, match=r"Version 2 is published\. Give the new document a higher number"):
        stepped(draft, DraftStepKind.PUBLISH, officer, now)


def test_what_is_sent_back_says_why_and_is_written_again(
    draft: Draft, author: Person, clinical_lead: Person, now: datetime
) -> None:
    stepped(draft, DraftStepKind.SUBMIT, author, now)
    with pytest.raises(ValueError, match="so nothing in it is changed"):
        changed(Draft.objects.get(), author, now, entry_months=6)
    with pytest.raises(ValueError, match="Say what should be changed"):
        stepped(draft, DraftStepKind.SEND_BACK, clinical_lead, now)
    back = stepped(draft, DraftStepKind.SEND_BACK, clinical_lead, now, "Two sessions would do.")
    assert back.state == DraftState.WRITING
    assert changed(back, author, now, entry_months=6).document["entry_months"] == 6


def test_a_step_that_the_state_does_not_allow_is_refused(draft: Draft, officer: Person, now: datetime) -> None:
    with pytest.raises(ValueError, match="“being written” cannot be “approved and published”"):
        stepped(draft, DraftStepKind.PUBLISH, officer, now)


def test_the_database_keeps_what_happened_to_a_draft(draft: Draft) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        DraftStep.objects.update(comment="Something else")


def test_a_rehearsal_says_whose_standing_would_change_when_and_why(
    draft: Draft, author: Person, team: Team, now: datetime
) -> None:
    team.meets_everything()
    rehearsal = rehearsed(draft, author, now)
    (row,) = rehearsal.result
    assert (row["code"], row["before"], row["after"]) == (team.practice.code, "met", "not met")
    assert row["stretches"] == [["2026-04-01", "2026-06-16", "met", "not met"]]
    assert row["days"] == (date(2026, 6, 16) - date(2026, 4, 1)).days
    (why,) = row["why"]
    assert why.startswith("“A trained GP and a trained nurse” would not be met: ")


def test_a_rehearsal_rests_on_what_was_known_when_it_was_asked_for(
    draft: Draft, author: Person, team: Team, now: datetime
) -> None:
    team.meets_everything()
    rehearsal = operations.request_rehearsal(draft=draft, by=author, at=now)
    later = now + timedelta(hours=1)
    declaration = Declaration.objects.filter(code="nda-participation").get()
    operations.withdraw_declaration(declaration=declaration, by=team.lead_gp, at=later)
    operations.run_rehearsal(rehearsal=rehearsal, at=later, report=no_report)
    rehearsal.refresh_from_db()
    assert [row["before"] for row in rehearsal.result] == ["met"]
    assert [row["before"] for row in rehearsed(draft, author, later).result] == ["not met"]


def test_a_framework_that_nobody_is_in_is_rehearsed_as_if_all_were(
    network: Network, author: Person, team: Team, now: datetime
) -> None:
    team.meets_everything()
    draft = a_draft(network, author, now, code="another-les")
    (row,) = rehearsed(draft, author, now).result
    assert (row["before"], row["after"]) == ("not assessed", "met")


def test_the_same_document_changes_nothing(network: Network, author: Person, team: Team, now: datetime) -> None:
    team.meets_everything()
    (row,) = rehearsed(a_draft_of(a_version(network), author, now), author, now).result
    assert (row["before"], row["after"], row["stretches"], row["why"]) == ("met", "met", [], [])


def test_a_rehearsal_is_done_by_a_worker_and_tells_how_far_it_is(
    draft: Draft, author: Person, team: Team, now: datetime, worked_out: object
) -> None:
    rehearsal = operations.request_rehearsal(draft=draft, by=author, at=now)
    assert callable(worked_out)
    worked_out()
    rehearsal.refresh_from_db()
    assert rehearsal.finished_at is not None
    assert rehearsal.job is not None
    assert (rehearsal.job.steps_done, rehearsal.job.steps_total) == (1, 1)
