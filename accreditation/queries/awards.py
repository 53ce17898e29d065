from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from accreditation.awards import NOT_ENROLLED, Award
from accreditation.enums import AwardState
from accreditation.models import KNOWN_FOR_EVER, Decision, Enrolment, Framework
from practices.models import Practice

DECIDED = ("practice_id", "kind", "tier", "effective_on", "appeal__takes_effect_on", "appeal__closed_at", "pk")


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
    for practice_id, kind, tier, effective_on, delayed_on, closed_at, pk in decisions.values_list(*DECIDED):
        from_on = _takes_effect(effective_on, delayed_on, closed_at, known_at)
        awards[practice_id] = awards.get(practice_id, NOT_ENROLLED).after(kind, tier, from_on, pk)
    return awards


def award_on(practice: Practice, framework: Framework, *, as_of: date, known_at: datetime) -> Award:
    awards = awards_on(framework, as_of=as_of, known_at=known_at, practice_ids=[practice.pk])
    return awards.get(practice.pk, NOT_ENROLLED)


def last_award(practice: Practice, framework: Framework) -> Award:
    """Where the last decision leads, whenever it takes effect: what the next one has to follow on."""
    return award_on(practice, framework, as_of=date.max, known_at=KNOWN_FOR_EVER)


def last_decision(practice: Practice, framework: Framework) -> Decision | None:
    """The last one that stands: not overturned on appeal, and not waiting for one."""
    decisions = Decision.objects.filter(practice=practice, framework=framework)
    return decisions.effective(date.max, KNOWN_FOR_EVER).last()


def history_of_decisions(practice: Practice, framework: Framework, *, known_at: datetime) -> QuerySet[Decision]:
    """Every decision on the practice as known at the moment, the latest first, with who took it."""
    decisions = Decision.objects.filter(practice=practice, framework=framework, decided_at__lte=known_at)
    told = ("decided_by", "proposed_by", "framework_version", "effects", "appeal", "overturned")
    return decisions.select_related(*told).order_by("-decided_at", "-id")


def award_spans(practice: Practice, framework: Framework, *, known_at: datetime) -> list[tuple[date, date, Award]]:
    """Where the award stands, day by day: [from, until) with the award on those days, in order, from the first
    decision on. One query.
    """
    decisions = Decision.objects.filter(practice=practice, framework=framework).effective(date.max, known_at)
    award, changes = Award(AwardState.WORKING_TOWARDS), list[tuple[date, Award]]()
    for _, kind, tier, effective_on, delayed_on, closed_at, pk in decisions.values_list(*DECIDED):
        from_on = _takes_effect(effective_on, delayed_on, closed_at, known_at)
        award = award.after(kind, tier, from_on, pk)
        changes.append((from_on, award))
    ends = [*(from_on for from_on, _ in changes), date.max][1:]
    return [(begins, end, award) for (begins, award), end in zip(changes, ends, strict=True) if begins < end]


def _takes_effect(effective_on: date, delayed_on: date | None, closed_at: datetime | None, known_at: datetime) -> date:
    """Later, where an appeal that was closed by the moment has delayed it."""
    is_delayed = delayed_on is not None and closed_at is not None and closed_at <= known_at
    return max(effective_on, delayed_on) if is_delayed and delayed_on else effective_on
