from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from accreditation.enums import AwardState, DecisionKind
from accreditation.lifecycle import state_of
from accreditation.models import Decision, Enrolment, Framework
from practices.models import Practice


class Award(NamedTuple):
    """Where a practice's award stands on a day, by decisions alone.

    `tier` is the tier held or suspended; else empty.
    """

    state: AwardState
    since_on: date | None = None
    tier: str = ""
    decision_id: int | None = None

    def after(self, kind: str, tier: str, effective_on: date, decision_id: int) -> Award:
        state = state_of(kind, is_enrolled=True)
        held = tier if kind == DecisionKind.GRANT else self.tier
        return Award(state, effective_on, "" if state == AwardState.WITHDRAWN else held, decision_id)


NOT_ENROLLED = Award(AwardState.NOT_ENROLLED)
DECIDED = ("practice_id", "kind", "tier", "effective_on", "pk")


def awards_on(framework: Framework, *, as_of: date, known_at: datetime, practice_ids: Any = None) -> dict[int, Award]:
    """The award of every practice that was enrolled or decided on by the day, as known at the moment. Two queries.

    `practice_ids` (ids, or a subquery of ids) narrows the practices down. A practice that is not in the answer is
    not enrolled.
    """
    enrolments = Enrolment.objects.filter(framework=framework, started_on__lte=as_of, enrolled_at__lte=known_at)
    decisions = Decision.objects.filter(framework=framework).effective(as_of, known_at)
    if practice_ids is not None:
        enrolments = enrolments.filter(practice_id__in=practice_ids)
        decisions = decisions.filter(practice_id__in=practice_ids)
    awards = {
        practice_id: Award(AwardState.WORKING_TOWARDS, started_on)
        for practice_id, started_on in enrolments.order_by().values_list("practice_id", "started_on")
    }
    for practice_id, kind, tier, effective_on, pk in decisions.values_list(*DECIDED):
        awards[practice_id] = awards.get(practice_id, NOT_ENROLLED).after(kind, tier, effective_on, pk)
    return awards


def award_on(practice: Practice, framework: Framework, *, as_of: date, known_at: datetime) -> Award:
    awards = awards_on(framework, as_of=as_of, known_at=known_at, practice_ids=[practice.pk])
    return awards.get(practice.pk, NOT_ENROLLED)


def last_award_state(practice: Practice, framework: Framework) -> AwardState:
    """Where the last decision leads, whenever it takes effect: what the next one has to follow on."""
    last = Decision.objects.filter(practice=practice, framework=framework).last()
    is_enrolled = Enrolment.objects.filter(practice=practice, framework=framework).exists()
    return state_of(last.kind if last else None, is_enrolled=is_enrolled)


def history_of_decisions(practice: Practice, framework: Framework, *, known_at: datetime) -> QuerySet[Decision]:
    """Every decision on the practice as known at the moment, the latest first, with who took it."""
    decisions = Decision.objects.filter(practice=practice, framework=framework, decided_at__lte=known_at)
    return decisions.select_related("decided_by", "framework_version").order_by("-decided_at", "-id")
