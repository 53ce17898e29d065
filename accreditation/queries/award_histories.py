"""What was decided on practices, ready to be asked which award was held when, as known when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from accreditation.awards import WITHOUT_TIER, Award, AwardHistory, Decided
from accreditation.enums import BEGINS_AN_AWARD, AwardState
from accreditation.models import KNOWN_FOR_EVER, Decision, Framework
from accreditation.rules.award import award_period
from accreditation.rules.days import Span
from practices.models import Practice

COLUMNS = (
    *("pk", "kind", "tier", "effective_on", "decided_at", "overturned__decided_at"),
    *("appeal__freezes", "appeal__lodged_at", "appeal__closed_at", "appeal__takes_effect_on"),
)


def award_histories(frameworks: Iterable[int], practices: Iterable[int]) -> dict[tuple[int, int], AwardHistory]:
    """By id of the practice and of the framework. One query."""
    decisions = Decision.objects.filter(framework__in=list(frameworks), practice__in=list(practices))
    found: dict[tuple[int, int], list[Decided]] = defaultdict(list)
    rows = decisions.order_by("decided_at", "pk").values_list("practice_id", "framework_id", *COLUMNS)
    for practice_id, framework_id, *values in rows:
        found[practice_id, framework_id].append(Decided(*values))
    return {key: AwardHistory(tuple(decided)) for key, decided in found.items()}


def period_held(practice: Practice, framework: Framework) -> Span | None:
    """The period of the award that the last decisions leave, by the rules it was granted under; None without one.

    One query.
    """
    standing = Decision.objects.filter(practice=practice, framework=framework).effective(date.max, KNOWN_FOR_EVER)
    period: Span | None = None
    award = Award(AwardState.WORKING_TOWARDS)
    for decision in standing.select_related("framework_version"):
        after = award.after(decision.kind, decision.tier, decision.effective_on, decision.pk)
        if after is award:
            continue
        award = after
        if award.state in WITHOUT_TIER:
            period = None
        elif decision.kind in BEGINS_AN_AWARD:
            period = award_period(decision.framework_version.parsed, decision.effective_on, period)
    return period
