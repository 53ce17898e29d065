"""An attempt's questions with what was answered. What is right is in here too: show it only once it is submitted."""

from __future__ import annotations

from dataclasses import dataclass

from courses.models import Attempt, Option, Question, Response


@dataclass(frozen=True)
class Answer:
    response: Response
    question: Question
    chosen: tuple[Option, ...]
    correct: tuple[Option, ...]


def answers_given(attempt: Attempt) -> list[Answer]:
    """In the order asked. Two queries for any number of questions."""
    responses = Response.objects.filter(attempt=attempt).order_by("position")
    return [
        _answer(response) for response in responses.select_related("question").prefetch_related("question__options")
    ]


def _answer(response: Response) -> Answer:
    options: list[Option] = list(response.question.options.all())  # type: ignore[attr-defined]
    return Answer(
        response=response,
        question=response.question,
        chosen=tuple(option for option in options if option.pk in response.chosen),
        correct=tuple(option for option in options if option.is_correct),
    )
