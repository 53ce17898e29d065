from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cms.clock import london_date
from courses import policies
from courses.enums import CompletedBy
from courses.models import Attempt, Completion, Course, Enrolment, LessonProgress
from courses.queries.lessons import lessons_of
from courses.queries.packages import offered_packages, parts_left, reported_score
from courses.records import COMPLETIONS, completion_entry
from evidence import operations as evidence
from evidence.enums import Verification, VoidReason
from evidence.queries import entry_of_source
from practices.models import Person


@transaction.atomic
def enrol_person(*, person: Person, course: Course, by: Person | None, at: datetime, again: bool = False) -> Enrolment:
    """The person takes the course's current edition. An enrolment under way is returned as it is; so is a completed
    one, unless it is `again` or its completion is void.
    """
    course = Course.objects.select_for_update().get(pk=course.pk)
    latest = (
        Enrolment.objects.filter(person=person, course=course).select_related("completion").order_by("-number").first()
    )
    if latest is not None and _still_serves(latest, course, again):
        return latest
    policies.check_course_open(course)
    return Enrolment.objects.create(
        person=person,
        course=course,
        edition=course.edition,
        number=latest.number + 1 if latest else 1,
        enrolled_at=at,
    )


def _still_serves(enrolment: Enrolment, course: Course, again: bool) -> bool:
    completion = completion_of(enrolment)
    if completion is None:
        return enrolment.edition == course.edition
    return not again and not completion.is_void


def completion_of(enrolment: Enrolment) -> Completion | None:
    completion: Completion | None = getattr(enrolment, "completion", None)
    return completion


@transaction.atomic
def finish_lesson(*, enrolment: Enrolment, lesson_key: UUID, by: Person, at: datetime) -> LessonProgress:
    """Mark a lesson as done. Twice is once. Completes the course when it was the last thing to do."""
    enrolment = locked(enrolment)
    policies.check_own(enrolment, by)
    policies.check_current_edition(enrolment, enrolment.course)
    if lesson_key not in {lesson.key for lesson in lessons_of(enrolment.course)}:
        raise ValueError("This lesson does not belong to the course any more. Go back to the course's page.")
    progress, _ = LessonProgress.objects.get_or_create(
        enrolment=enrolment, lesson_key=lesson_key, defaults={"done_at": at}
    )
    complete_course(enrolment=enrolment, by=by, at=at)
    return progress


def locked(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_for_update(of=("self",)).select_related("course", "person").get(pk=enrolment.pk)


@transaction.atomic
def complete_course(*, enrolment: Enrolment, by: Person | None, at: datetime) -> Completion | None:
    """Complete the course if every lesson and every part of its package is done and what completes it has, and record
    it as evidence: as strong as what completes it.

    Returns the completion, the existing one if there is one (void or not), or None while something is left to do.
    """
    completed = Completion.objects.filter(enrolment=enrolment).first()
    proof = proof_of(enrolment)
    if completed or proof is None or lessons_left(enrolment) or parts_left(enrolment):
        return completed
    completion = Completion.objects.create(
        enrolment=enrolment,
        person=enrolment.person,
        course=enrolment.course,
        course_title=enrolment.course.title,
        edition=enrolment.edition,
        completed_on=london_date(at),
        recorded_at=at,
        score=proof.score,
        verification=proof.verification,
        minutes=enrolment.course.cpd_minutes,
        certificate_ref=secrets.token_urlsafe(16),
    )
    evidence.record(completion_entry(completion), by=by, at=at)
    return completion


@dataclass(frozen=True)
class Proof:
    """What completes a course: with which score in per cent (None: none was reported), and how far it was verified."""

    score: int | None
    verification: Verification


def proof_of(enrolment: Enrolment) -> Proof | None:
    """None while the quiz is not passed, or, where a package completes the course, none is offered."""
    if enrolment.course.completed_by == CompletedBy.PACKAGE:
        package = offered_packages([enrolment.course_id]).get(enrolment.course_id)
        return Proof(reported_score(enrolment, package), Verification.SELF_DECLARED) if package else None
    passed = passed_attempt(enrolment)
    return Proof(passed.score, Verification.COUNTERSIGNED) if passed else None


def passed_attempt(enrolment: Enrolment) -> Attempt | None:
    submitted = Attempt.objects.filter(enrolment=enrolment, submitted_at__isnull=False)
    return next((attempt for attempt in submitted if attempt.has_passed), None)


def lessons_left(enrolment: Enrolment) -> set[UUID]:
    done = LessonProgress.objects.filter(enrolment=enrolment).values_list("lesson_key", flat=True)
    return {lesson.key for lesson in lessons_of(enrolment.course)} - set(done)


@transaction.atomic
def void_completion(*, completion: Completion, reason: VoidReason, by: Person | None, at: datetime) -> Completion:
    """From `at` on the completion does not count, and its certificate says so. The person may take the course again."""
    completion = Completion.objects.select_for_update().get(pk=completion.pk)
    if completion.is_void:
        return completion
    completion.voided_at, completion.voided_by, completion.void_reason = at, by, reason
    completion.save(update_fields=["voided_at", "voided_by", "void_reason"])
    entry = entry_of_source(
        source=COMPLETIONS, source_ref=f"{completion.pk}.{completion.revision}", kind="course.completed"
    )
    if entry:
        evidence.void(entry, reason=reason, by=by, at=at)
    return completion


@transaction.atomic
def restore_completion(*, completion: Completion, by: Person | None, at: datetime) -> Completion:
    """It was voided by mistake: from `at` on it counts again, as a new revision in the ledger."""
    completion = (
        Completion.objects.select_for_update(of=("self",)).select_related("course", "person").get(pk=completion.pk)
    )
    if not completion.is_void:
        return completion
    completion.voided_at, completion.voided_by, completion.void_reason = None, None, ""
    completion.revision += 1
    completion.save(update_fields=["voided_at", "voided_by", "void_reason", "revision"])
    evidence.record(completion_entry(completion), by=by, at=at)
    return completion
