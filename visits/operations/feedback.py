"""The letter to the practice, and the practice's own feedback."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from evidence.operations import record
from practices.confidentiality import check_no_identifiers
from practices.models import Person
from visits import policies, records
from visits.letters import draft_letter
from visits.models import FeedbackLetter, Visit, VisitFeedback
from visits.operations.states import locked


@transaction.atomic
def write_letter(*, visit: Visit, text: str, by: Person, at: datetime) -> FeedbackLetter:
    """Keep the letter as edited, before it is sent. Raises IdentifierFound when it names somebody or a day."""
    policies.check_took_place(visit)
    policies.check_not_signed_off(visit)
    return _keep(visit, text, by=by, at=at)


def send_letter(visit: Visit, text: str, *, on: date, by: Person, at: datetime) -> FeedbackLetter:
    """Send it: the practice sees it from now on. The text given, or the one kept, or the draft."""
    letter = FeedbackLetter.objects.filter(visit=visit).first()
    if letter is None or text:
        letter = _keep(visit, text or draft_letter(visit.agenda.all(), visit.actions.all(), on=on), by=by, at=at)
    letter.sent_at = at
    letter.save(update_fields=["sent_at"])
    return letter


@transaction.atomic
def acknowledge_letter(*, visit: Visit, by: Person, at: datetime) -> FeedbackLetter:
    """The practice has read it. The first acknowledgement stays."""
    policies.check_signed_off(locked(visit))
    letter = FeedbackLetter.objects.get(visit=visit)
    if letter.acknowledged_at is None:
        letter.acknowledged_by, letter.acknowledged_at = by, at
        letter.save(update_fields=["acknowledged_by", "acknowledged_at"])
    return letter


@transaction.atomic
def give_feedback(*, visit: Visit, score: int, by: Person, at: datetime, comment: str = "") -> VisitFeedback:
    """The practice's own feedback on a signed-off visit, once, from 1 (poor) to 5 (excellent)."""
    check_no_identifiers(comment)
    policies.check_score(score)
    visit = locked(visit)
    policies.check_signed_off(visit)
    feedback, is_new = VisitFeedback.objects.get_or_create(
        visit=visit, defaults={"score": score, "comment": comment.strip(), "given_by": by, "given_at": at}
    )
    if is_new:
        record(records.feedback_given(feedback), by=by, at=at)
    return feedback


def _keep(visit: Visit, text: str, *, by: Person, at: datetime) -> FeedbackLetter:
    check_no_identifiers(text)
    if not text.strip():
        raise ValueError("Write the letter before you keep it.")
    letter, _ = FeedbackLetter.objects.update_or_create(
        visit=visit, defaults={"text": text.strip(), "written_by": by, "written_at": at}
    )
    return letter
