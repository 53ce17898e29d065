from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from courses import marking, policies
from courses.enums import QuestionKind
from courses.models import Attempt, Enrolment, Option, Question, Response
from courses.operations.learning import complete_course, completion_of, locked
from practices.models import Person

Answers = Mapping[int, Collection[int]]


@transaction.atomic
def start_attempt(*, enrolment: Enrolment, by: Person, at: datetime) -> Attempt:
    """Draw the questions of a new attempt. An attempt under way is returned as it is."""
    enrolment = locked(enrolment)
    course = enrolment.course
    policies.check_own(enrolment, by)
    policies.check_current_edition(enrolment, course)
    policies.check_not_completed(completion_of(enrolment))
    attempts = list(Attempt.objects.filter(enrolment=enrolment).order_by("number"))
    if attempts and attempts[-1].is_open:
        return attempts[-1]
    policies.check_may_attempt(course, attempts, at)
    bank = Question.objects.asked_in(course, enrolment.edition).values_list("pk", flat=True)
    policies.check_bank_suffices(course, len(bank))
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        number=len(attempts) + 1,
        edition=enrolment.edition,
        pass_mark=course.pass_mark,
        seed=secrets.randbelow(2**31),
        started_at=at,
    )
    drawn = marking.draw(bank, seed=attempt.seed, most=course.questions_per_attempt)
    Response.objects.bulk_create(
        Response(attempt=attempt, question_id=question, position=position)
        for position, question in enumerate(drawn, start=1)
    )
    return attempt


@transaction.atomic
def answer_question(*, attempt: Attempt, position: int, chosen: Collection[int], by: Person) -> Response:
    """Keep an answer until the attempt is submitted. Raises ValueError for options that were not on offer."""
    attempt = _locked(attempt)
    policies.check_own(attempt.enrolment, by)
    policies.check_attempt_open(attempt)
    response = Response.objects.select_related("question").get(attempt=attempt, position=position)
    offered = set(Option.objects.filter(question_id=response.question_id).values_list("pk", flat=True))
    response.chosen = _accepted(response.question, chosen, offered)
    response.save(update_fields=["chosen"])
    return response


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by: Person, at: datetime, answers: Answers | None = None) -> Attempt:
    """Mark the attempt against the bank. Completes the course when it was the last thing to do.

    `answers`, by question id, are kept first; those given before stay. Submitting again changes nothing.
    """
    attempt = _locked(attempt)
    policies.check_own(attempt.enrolment, by)
    if not attempt.is_open:
        return attempt
    responses = list(attempt.responses.select_related("question").prefetch_related("question__options"))  # type: ignore[attr-defined]
    for response in responses:
        _mark(response, answers or {})
    policies.check_all_answered(responses)
    Response.objects.bulk_update(responses, ["chosen", "is_right"])
    attempt.score = marking.score([bool(response.is_right) for response in responses])
    attempt.submitted_at = at
    attempt.save(update_fields=["score", "submitted_at"])
    if attempt.has_passed:
        complete_course(enrolment=attempt.enrolment, by=by, at=at)
    return attempt


def _locked(attempt: Attempt) -> Attempt:
    related = ("enrolment", "enrolment__course", "enrolment__person")
    return Attempt.objects.select_for_update(of=("self",)).select_related(*related).get(pk=attempt.pk)


def _mark(response: Response, answers: Answers) -> None:
    options = {option.pk: option.is_correct for option in response.question.options.all()}  # type: ignore[attr-defined]
    if response.question_id in answers:
        response.chosen = _accepted(response.question, answers[response.question_id], set(options))
    response.is_right = marking.is_right(response.chosen, [pk for pk, correct in options.items() if correct])


def _accepted(question: Question, chosen: Collection[int], offered: set[int]) -> list[int]:
    if not chosen or not set(chosen) <= offered:
        raise ValueError("Choose from the answers shown.")
    if question.kind == QuestionKind.SINGLE and len(set(chosen)) > 1:
        raise ValueError("Choose one answer.")
    return sorted(set(chosen))
