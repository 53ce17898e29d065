from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from courses.models import Attendance, Completion, Course, LiveSession
from courses.records import attendance_entry, completion_entry
from evidence.vocabulary import check_values
from practices.models import Person

NURSE = Person(given_name="Practice", family_name="Nurse")


def test_a_completion_is_evidence_of_the_person_on_the_day_of_completion():
    completion = Completion(
        pk=5, revision=2, person=NURSE, course=Course(code="insulin-safety"), completed_on=date(2026, 3, 2), score=90,
        edition=1, minutes=45,
    )  # fmt: skip
    entry = completion_entry(completion)
    assert (entry.kind, entry.source, entry.source_ref) == ("course.completed", "courses.completion", "5.2")
    assert (entry.person, entry.practice, entry.happened_on) == (NURSE, None, date(2026, 3, 2))
    assert entry.values == {"course": "insulin-safety", "score": 90, "edition": 1, "minutes": 45}
    check_values(entry.kind, entry.values)


def test_an_attendance_is_evidence_on_the_london_day_of_the_session():
    late = datetime(2026, 6, 15, 23, 30, tzinfo=UTC)
    session = LiveSession(
        pk=7, programme="network-education", starts_at=late, ends_at=late + timedelta(hours=1), participatory=True
    )
    attendance = Attendance(session=session, person=NURSE, minutes=60, role="practice_nurse", revision=3)
    entry = attendance_entry(attendance)
    assert (entry.kind, entry.source_ref) == ("session.attended", f"7.{NURSE.key}.3")
    assert entry.happened_on == date(2026, 6, 16)
    assert entry.values == {
        "session": "7",
        "programme": "network-education",
        "minutes": 60,
        "role": "practice_nurse",
        "participatory": True,
    }
    check_values(entry.kind, entry.values)


def test_a_visitor_without_a_post_has_no_role():
    moment = datetime(2026, 6, 15, 12, tzinfo=UTC)
    session = LiveSession(pk=7, programme="network-education", starts_at=moment, ends_at=moment + timedelta(hours=1))
    assert attendance_entry(Attendance(session=session, person=NURSE, minutes=60)).values["role"] is None
