"""Drafts of a framework, and their rehearsals."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from accreditation.drafting import STEPS
from accreditation.enums import DraftState, DraftStepKind
from accreditation.models import Draft, Framework, FrameworkVersion, Rehearsal
from accreditation.policies.decisions import check_next_version
from accreditation.rules.drafting import sentences
from accreditation.rules.grammar import parse
from cms.dates import in_words
from practices.models import Person

REHEARSAL_HOLDS = timedelta(days=7)


def check_being_written(draft: Draft) -> None:
    if not draft.is_being_written:
        raise ValueError(
            f"The draft is “{DraftState(draft.state).label.lower()}”, so nothing in it is changed. "
            "Ask for it to be sent back."
        )


def check_revision(draft: Draft, revision: int) -> None:
    if draft.revision != revision:
        raise ValueError(
            f"{draft.changed_by.name} changed the draft while you were writing. What you wrote is still here: save it "
            "again to put it in the place of theirs, or open the draft anew to see theirs."
        )


def check_step(state: str, kind: str) -> None:
    if (state, kind) not in STEPS:
        raise ValueError(
            f"A draft that is “{DraftState(state).label.lower()}” cannot be “{DraftStepKind(kind).label.lower()}”."
        )


def check_says_something(comment: str) -> None:
    if not comment.strip():
        raise ValueError("Write your comment first.")


def check_says_why(kind: str, comment: str) -> None:
    if kind == DraftStepKind.SEND_BACK and not comment.strip():
        raise ValueError("Say what should be changed: the author reads it.")


def check_another_person(draft: Draft, person: Person, had_a_hand: Any) -> None:
    """Author, clinical lead and commissioner are three people."""
    step = draft.steps.filter(by=person, kind__in=had_a_hand).order_by("-at", "-id").first()
    if step:
        raise ValueError(
            f"You have had a hand in this draft ({step.get_kind_display().lower()}), so another person has to look at "
            "it now."
        )


def check_finished(draft: Draft, framework: Framework | None, today: date) -> None:
    """The grammar takes the document, and it could be published on the day."""
    found = sentences(draft.document)
    if found:
        more = f" There {'is' if len(found) == 2 else 'are'} {len(found) - 1} more." if len(found) > 1 else ""
        raise ValueError(f"The draft is not finished. {found[0]}{more} Correct it in the editor.")
    if framework:
        check_next_version(framework, parse(draft.document), today)


def check_rehearsed(draft: Draft, rehearsal: Rehearsal | None, last: FrameworkVersion | None, at: datetime) -> None:
    """The rehearsal is of this very document, against the last version, and not older than a week."""
    if rehearsal is None:
        raise ValueError("This draft has not been rehearsed. Rehearse it first, to see whose standing would change.")
    if rehearsal.finished_at is None:
        raise ValueError("The rehearsal is still going on. Wait until it has finished.")
    if rehearsal.digest != draft.digest:
        raise ValueError("The draft has changed since it was rehearsed. Rehearse it again.")
    if rehearsal.against != last:
        raise ValueError("Another version has been published since the rehearsal. Rehearse the draft again.")
    if at - rehearsal.known_at > REHEARSAL_HOLDS:
        raise ValueError(
            f"The rehearsal rests on what was known on {in_words(rehearsal.as_of)}; the facts may have moved since. "
            "Rehearse the draft again."
        )
