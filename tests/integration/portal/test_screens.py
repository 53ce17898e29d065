from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from accreditation import operations as accreditation
from accreditation.models import Framework
from evidence.operations import NewEntry, record
from portal.learning import practices_needing
from portal.screens import StandingScreen, standing_screen
from practices.models import Person, Practice
from tests.factories.practices import LONG_AGO_AT, a_lead, a_network, a_practice, employed

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)
ENROLLED = date(2025, 4, 1)


@pytest.fixture
def practice() -> Practice:
    return a_practice(a_network())


@pytest.fixture
def framework(practice: Practice) -> Framework:
    network = practice.network_memberships.get().network
    version = accreditation.publish_preset(code="portsmouth-example", network=network, by=None, at=LONG_AGO_AT)
    accreditation.enrol_practice(
        practice=practice, framework=version.framework, started_on=ENROLLED, by=None, at=LONG_AGO_AT
    )
    return version.framework


def completed(person: Person, course: str, day: date, at: datetime = LONG_AGO_AT) -> None:
    record(
        NewEntry(
            kind="course.completed",
            source="test",
            source_ref=f"{person.key}{course}{day}",
            happened_on=day,
            values={"course": course, "score": 90, "edition": 1, "minutes": 60},
            person=person,
        ),
        by=None,
        at=at,
    )


def screen_of(practice: Practice, framework: Framework, now: datetime, on: date = DAY) -> StandingScreen:
    screen = standing_screen(practice, framework, as_of=on, known_at=now)
    assert screen is not None
    return screen


def test_leads_in_post_are_named(practice: Practice, framework: Framework, now: datetime) -> None:
    nurse, gp = a_lead(practice), a_lead(practice, "lead_gp", "gp_partner")
    leads = next(r for r in screen_of(practice, framework, now).asked if r.key == "leads")
    assert (leads.verdict, {person.name for person in leads.people}) == ("met", {nurse.name, gp.name})


def test_what_is_missing_is_said_in_words(practice: Practice, framework: Framework, now: datetime) -> None:
    trained = next(r for r in screen_of(practice, framework, now).asked if r.key == "trained-team")
    assert trained.verdict == "not_met"
    assert all("{" not in sentence and sentence.endswith(".") for sentence in trained.missing)
    assert len(trained.missing) == 2


def test_informative_requirements_are_apart(practice: Practice, framework: Framework, now: datetime) -> None:
    screen = screen_of(practice, framework, now)
    assert [requirement.key for requirement in screen.informative] == ["virtual-clinic", "patient-survey"]
    assert screen.satisfied == sum(requirement.is_satisfied for requirement in screen.asked)


def test_before_enrolment_there_is_nothing_to_show(practice: Practice, framework: Framework, now: datetime) -> None:
    assert screen_of(practice, framework, now, on=ENROLLED - timedelta(days=1)).top is None


def test_a_nurse_is_told_what_she_lacks_and_until_when_she_has_the_rest(
    practice: Practice, framework: Framework, now: datetime
) -> None:
    nurse = employed(practice)
    completed(nurse, "insulin-safety", date(2025, 9, 1))
    needs = {need.label: need for need in practices_needing(nurse, on=DAY, known_at=now)[0].needs}
    assert needs["Insulin safety"].is_met
    assert needs["Insulin safety"].last_day == date(2027, 9, 1)
    assert [label for label, need in needs.items() if not need.is_met and not need.is_alternative] == [
        "Annual review and foot",
        "A live session",
    ]
    assert needs["MERIT"].is_alternative


def test_whoever_counts_for_nothing_is_asked_for_nothing(
    practice: Practice, framework: Framework, now: datetime
) -> None:
    manager = employed(practice, "practice_manager")
    assert practices_needing(manager, on=DAY, known_at=now)[0].needs == ()
