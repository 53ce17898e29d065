from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from evidence.models import Entry
from evidence.reconciliation import discrepancies
from practices.enums import PracticeRole
from tests.factories.practices import a_consultant, a_network, a_practice, a_specialist_nurse, employed
from tests.factories.visits import AFTER_VISIT, HELD_ON, a_held_visit, a_report, a_signed_off_visit
from visits import operations, records
from visits.enums import Side

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 6, 10, 9, tzinfo=UTC)


@pytest.fixture
def place():
    network = a_network()
    practice = a_practice(network)
    return {
        "network": network,
        "practice": practice,
        "consultant": a_consultant(network),
        "specialist_nurse": a_specialist_nurse(network),
        "gp": employed(practice, PracticeRole.SALARIED_GP),
        "nurse": employed(practice),
    }


def signed_off(place):
    return a_signed_off_visit(
        place["practice"], [place["consultant"], place["specialist_nurse"]], [place["gp"], place["nurse"]]
    )


def standing(kind):
    return list(Entry.objects.standing().filter(kind=kind).order_by("id"))


def participants(entry, side):
    return {each["person"]: (each["role"], each["minutes"]) for each in entry.values[side]}


def all_discrepancies():
    return [each for source in (records.VISIT, records.ATTENDANCE, records.FEEDBACK) for each in discrepancies(source)]


def test_signing_off_records_the_visit_with_everybody_who_was_there(place):
    visit = signed_off(place)
    (entry,) = standing("visit.held")
    assert (entry.practice, entry.happened_on, entry.recorded_at) == (place["practice"], HELD_ON, AFTER_VISIT)
    assert {key: entry.values[key] for key in ("visit", "visit_kind", "minutes", "agenda")} == {
        "visit": str(visit.pk),
        "visit_kind": "joint",
        "minutes": 90,
        "agenda": ["education"],
    }
    assert participants(entry, "visitors") == {
        place["consultant"].key: ("consultant", 90),
        place["specialist_nurse"].key: ("diabetes_specialist_nurse", 90),
    }
    assert participants(entry, "hosts") == {
        place["gp"].key: ("salaried_gp", 90),
        place["nurse"].key: ("practice_nurse", 90),
    }


def test_signing_off_records_an_attendance_of_each_person(place):
    signed_off(place)
    assert {(each.person, each.values["side"], each.values["role"]) for each in standing("visit.attended")} == {
        (place["consultant"], "visitor", "consultant"),
        (place["specialist_nurse"], "visitor", "diabetes_specialist_nurse"),
        (place["gp"], "host", "salaried_gp"),
        (place["nurse"], "host", "practice_nurse"),
    }


def test_signing_off_twice_is_a_no_op(place):
    visit = signed_off(place)
    again = operations.sign_off_visit(visit=visit, by=place["specialist_nurse"], at=LATER)
    assert (again.signed_off_by, again.signed_off_at) == (place["consultant"], AFTER_VISIT)
    assert Entry.objects.count() == 5
    assert again.letter.sent_at == AFTER_VISIT


def test_a_visit_that_is_only_held_is_no_evidence(place):
    a_held_visit(place["practice"], [place["consultant"]], [place["nurse"]])
    assert Entry.objects.count() == 0
    assert all_discrepancies() == []


def test_a_corrected_attendance_voids_what_was_wrong_and_records_what_is_right(place):
    visit = signed_off(place)
    visit = operations.correct_attendance(
        visit=visit, person=place["nurse"], side=Side.HOST, minutes=45, by=place["consultant"], at=LATER
    )
    visit = operations.correct_attendance(
        visit=visit, person=place["specialist_nurse"], side=Side.VISITOR, minutes=None, by=place["consultant"], at=LATER
    )
    (entry,) = standing("visit.held")
    assert entry.source_ref == f"{visit.pk}.3"
    assert participants(entry, "visitors") == {place["consultant"].key: ("consultant", 90)}
    assert participants(entry, "hosts")[place["nurse"].key] == ("practice_nurse", 45)
    assert [(each.person, each.values["minutes"]) for each in standing("visit.attended")] == [
        (place["consultant"], 90),
        (place["gp"], 90),
        (place["nurse"], 45),
    ]
    assert all_discrepancies() == []


def test_what_was_known_before_a_correction_stays_answerable(place):
    visit = signed_off(place)
    operations.correct_attendance(
        visit=visit, person=place["nurse"], side=Side.HOST, minutes=45, by=place["consultant"], at=LATER
    )
    (before,) = Entry.objects.known_at(AFTER_VISIT).filter(kind="visit.held")
    assert participants(before, "hosts")[place["nurse"].key] == ("practice_nurse", 90)


def test_the_same_correction_twice_is_a_no_op(place):
    visit = signed_off(place)
    for _ in range(2):
        visit = operations.correct_attendance(
            visit=visit, person=place["nurse"], side=Side.HOST, minutes=45, by=place["consultant"], at=LATER
        )
    assert visit.revision == 2
    assert list(visit.attendances.filter(person=place["nurse"]).values_list("revision", "minutes")) == [
        (1, 90),
        (2, 45),
    ]


def test_a_person_removed_by_mistake_can_be_put_back(place):
    visit = signed_off(place)
    for minutes in (None, 90):
        visit = operations.correct_attendance(
            visit=visit, person=place["nurse"], side=Side.HOST, minutes=minutes, by=place["consultant"], at=LATER
        )
    (entry,) = standing("visit.held")
    assert participants(entry, "hosts")[place["nurse"].key] == ("practice_nurse", 90)
    assert all_discrepancies() == []


def test_a_correction_cannot_leave_a_side_without_anybody(place):
    visit = a_signed_off_visit(place["practice"], [place["consultant"]], [place["nurse"]])
    with pytest.raises(ValueError, match="a visit needs at least one visitor"):
        operations.correct_attendance(
            visit=visit, person=place["consultant"], side=Side.VISITOR, minutes=None, by=place["consultant"], at=LATER
        )
    assert (Entry.objects.standing().count(), visit.attendances.current().count()) == (3, 2)


def test_a_corrected_day_moves_the_visit_and_everybody_on_it(place):
    visit = signed_off(place)
    operations.correct_day(visit=visit, held_on=date(2026, 5, 11), by=place["consultant"], at=LATER)
    assert {each.happened_on for each in Entry.objects.standing()} == {date(2026, 5, 11)}
    assert Entry.objects.standing().count() == 5
    assert all_discrepancies() == []


def test_late_evidence_happened_on_the_day_of_the_visit(place):
    visit = operations.enter_past_visit(
        practice=place["practice"],
        network=place["network"],
        report=a_report([place["consultant"]], [place["nurse"]], held_on=date(2026, 2, 3)),
        by=place["consultant"],
        at=LATER,
    )
    operations.sign_off_visit(visit=visit, by=place["consultant"], at=LATER)
    (entry,) = standing("visit.held")
    assert (entry.happened_on, entry.recorded_at) == (date(2026, 2, 3), LATER)
    assert list(Entry.objects.known_at(AFTER_VISIT)) == []


def test_feedback_is_evidence_once(place):
    visit = signed_off(place)
    for score in (5, 2):
        operations.give_feedback(visit=visit, score=score, comment="Very useful", by=place["nurse"], at=LATER)
    (entry,) = standing("feedback.given")
    assert entry.values == {"about": "visit", "subject": str(visit.pk)}
    assert (entry.happened_on, visit.feedback.score) == (date(2026, 6, 10), 5)
    assert all_discrepancies() == []
