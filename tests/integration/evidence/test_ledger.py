from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from evidence.enums import VoidReason
from evidence.models import Entry, Void
from evidence.operations import EvidenceConflict, NewEntry, record, void
from evidence.queries import entries_about, record_of_person
from evidence.reconciliation import discrepancies, register_source
from jobs.models import Job
from practices.models import Person
from tests.factories.practices import a_person, a_practice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def nurse() -> Person:
    return a_person()


@pytest.fixture
def completion(nurse: Person) -> NewEntry:
    return NewEntry(
        kind="course.completed",
        source="courses.completion",
        source_ref="1",
        happened_on=date(2026, 3, 10),
        values={"course": "insulin-safety", "score": 90, "edition": 1, "minutes": 60},
        person=nurse,
    )


def test_recording_twice_is_a_no_op(completion: NewEntry, now: datetime) -> None:
    first = record(completion, by=None, at=now)
    again = record(completion, by=None, at=now + timedelta(days=1))
    assert (again.pk, again.recorded_at) == (first.pk, now)
    assert Entry.objects.count() == 1


def test_other_content_under_the_same_source_is_refused(completion: NewEntry, now: datetime) -> None:
    record(completion, by=None, at=now)
    with pytest.raises(EvidenceConflict):
        record(replace(completion, happened_on=date(2026, 3, 11)), by=None, at=now)


def test_each_change_of_what_counts_is_announced_once(completion: NewEntry, now: datetime) -> None:
    entry = record(completion, by=None, at=now)
    record(completion, by=None, at=now)
    void(entry, reason=VoidReason.ENTERED_IN_ERROR, by=None, at=now)
    void(entry, reason=VoidReason.WRONG_DATE, by=None, at=now)
    keys = list(Job.objects.filter(topic="facts.changed").values_list("key", flat=True))
    assert keys == [f"facts.changed:entry:{entry.pk}:recorded", f"facts.changed:entry:{entry.pk}:voided"]


def test_a_voided_entry_counts_no_more_but_was_known(completion: NewEntry, nurse: Person, now: datetime) -> None:
    entry = record(completion, by=None, at=now)
    voided_at = now + timedelta(days=2)
    void(entry, reason=VoidReason.WRONG_PERSON, by=None, at=voided_at)
    before = voided_at - timedelta(seconds=1)
    assert list(record_of_person(nurse.pk, known_at=before)) == [entry]
    assert list(record_of_person(nurse.pk, known_at=voided_at)) == []


def test_an_entry_is_known_from_the_moment_it_is_recorded(completion: NewEntry, nurse: Person, now: datetime) -> None:
    entry = record(completion, by=None, at=now)
    assert list(record_of_person(nurse.pk, known_at=now - timedelta(microseconds=1))) == []
    assert list(record_of_person(nurse.pk, known_at=now)) == [entry]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "course.begun"}, "'course.begun' is not a kind of entry."),
        ({"values": {"course": "insulin-safety"}}, "course.completed carries"),
        (
            {"values": {"course": "x", "score": "90", "edition": 1, "minutes": 60}},
            "course.completed: score should be int?, not str.",
        ),
        (
            {"values": {"course": "x" * 65, "score": 90, "edition": 1, "minutes": 60}},
            "course.completed: course should be str, not str.",
        ),
        ({"person": None}, "course.completed is about a person, and about nothing else."),
    ],
)
def test_what_the_vocabulary_does_not_know_is_refused(
    completion: NewEntry, now: datetime, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        record(replace(completion, **changes), by=None, at=now)
    assert Entry.objects.count() == 0


def test_what_was_voided_counts_again_under_its_next_revision_alone(
    completion: NewEntry, nurse: Person, now: datetime
) -> None:
    void(record(completion, by=None, at=now), reason=VoidReason.ENTERED_IN_ERROR, by=None, at=now + DAY)
    with pytest.raises(EvidenceConflict, match="Record it again under its next revision"):
        record(completion, by=None, at=now + 2 * DAY)
    again = record(replace(completion, source_ref="again.2"), by=None, at=now + 2 * DAY)
    counted = [list(record_of_person(nurse.pk, known_at=now + days * DAY)) for days in (1, 2)]
    assert counted == [[], [again]]


def test_an_entry_of_a_person_is_not_of_a_practice_too(completion: NewEntry, now: datetime) -> None:
    with pytest.raises(ValueError, match="about nothing else"):
        record(replace(completion, practice=a_practice()), by=None, at=now)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE evidence_entry SET happened_on = '2020-01-01'",
        "DELETE FROM evidence_entry",
        "UPDATE evidence_void SET reason = 'corrected'",
        "DELETE FROM evidence_void",
    ],
)
def test_the_database_refuses_to_change_the_ledger(completion: NewEntry, now: datetime, sql: str) -> None:
    void(record(completion, by=None, at=now), reason=VoidReason.CORRECTED, by=None, at=now)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.get().happened_on == date(2026, 3, 10)
    assert Void.objects.get().reason == VoidReason.CORRECTED


def test_the_orm_cannot_delete_an_entry_either(completion: NewEntry, now: datetime) -> None:
    entry = record(completion, by=None, at=now)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="TRUNCATE is PostgreSQL's")
def test_the_ledger_cannot_be_truncated(completion: NewEntry, now: datetime) -> None:
    record(completion, by=None, at=now)
    connection.check_constraints()  # or PostgreSQL refuses for the foreign keys it has still to look at
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE evidence_void, evidence_entry CASCADE")


def test_entries_about_a_practice_take_in_its_people(completion: NewEntry, nurse: Person, now: datetime) -> None:
    practice = a_practice()
    signed = NewEntry(
        kind="declaration.signed",
        source="accreditation.declaration",
        source_ref="1",
        happened_on=date(2026, 1, 5),
        values={"declaration": "data_sharing", "valid_until": None, "by": nurse.key},
        practice=practice,
    )
    recorded = [record(signed, by=nurse, at=now), record(completion, by=None, at=now)]
    assert list(entries_about(practice_ids=[practice.pk], person_ids=[nurse.pk])) == recorded


class TestReconciliation:
    @pytest.fixture(autouse=True)
    def _only_this_source(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("evidence.reconciliation._sources", {})

    def problems(self, expected: list[NewEntry]) -> list[str]:
        register_source("courses.completion", lambda: iter(expected))
        return [discrepancy.problem for discrepancy in discrepancies("courses.completion")]

    def test_a_ledger_in_step_has_no_discrepancy(self, completion: NewEntry, now: datetime) -> None:
        record(completion, by=None, at=now)
        assert self.problems([completion]) == []

    def test_what_was_never_recorded_is_missing(self, completion: NewEntry) -> None:
        assert self.problems([completion]) == ["missing from the ledger"]

    def test_what_differs_is_named(self, completion: NewEntry, now: datetime) -> None:
        record(completion, by=None, at=now)
        moved = replace(completion, happened_on=date(2026, 3, 11))
        assert self.problems([moved]) == ["differs in happened_on"]

    def test_what_has_no_cause_any_more_is_found(self, completion: NewEntry, now: datetime) -> None:
        record(completion, by=None, at=now)
        assert self.problems([]) == ["in the ledger without a cause"]
