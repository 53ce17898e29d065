"""What was decided on practices, with the moments at which each decision stood: which award was held when, as known
when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from accreditation.enums import BEGINS_AN_AWARD, AwardState, DecisionKind
from accreditation.models import KNOWN_FOR_EVER, Decision, Framework
from accreditation.queries.awards import WITHOUT_TIER, Award
from accreditation.rules.award import award_period
from accreditation.rules.days import Span
from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.versions import Awards
from practices.models import Practice

COLUMNS = (
    *("pk", "kind", "tier", "effective_on", "decided_at", "overturned__decided_at"),
    *("appeal__freezes", "appeal__lodged_at", "appeal__closed_at", "appeal__takes_effect_on"),
)


class Decided(NamedTuple):
    """A decision: when it was known, when it stood, and from which day it took effect."""

    pk: int
    kind: str
    tier: str
    effective_on: date
    decided_at: datetime
    overturned_at: datetime | None
    freezes: bool | None
    lodged_at: datetime | None
    closed_at: datetime | None
    delayed_on: date | None

    @property
    def moments(self) -> list[datetime]:
        """At which it came to stand, or stood no longer."""
        heard = (self.lodged_at, self.closed_at) if self.freezes else ()
        return [moment for moment in (self.decided_at, self.overturned_at, *heard) if moment]

    def stands_at(self, moment: datetime) -> bool:
        """As `DecisionQuerySet.known_at` says."""
        if self.kind == DecisionKind.UPHOLD or self.decided_at > moment:
            return False
        if self.overturned_at and self.overturned_at <= moment:
            return False
        lodged = bool(self.freezes and self.lodged_at and self.lodged_at <= moment)
        return not (lodged and not self._is_closed_at(moment))

    def from_on(self, moment: datetime) -> date:
        """The first day of its effect: a later one, once an appeal that held it was closed."""
        delayed_on = self.delayed_on if self._is_closed_at(moment) else None
        return max(self.effective_on, delayed_on or self.effective_on)

    def _is_closed_at(self, moment: datetime) -> bool:
        return self.closed_at is not None and self.closed_at <= moment


@dataclass(frozen=True)
class AwardHistory:
    """Every decision on one practice under one framework, in the order they were taken."""

    decided: tuple[Decided, ...] = ()

    @property
    def moments(self) -> list[datetime]:
        return [moment for each in self.decided for moment in each.moments]

    def as_known_at(self, moment: datetime, *, renewed_on: date | None = None) -> Awards:
        """The awards as known at the moment (included); `renewed_on` adds one that is only thought of."""
        granted, ended, tiers = [], [], []
        award = Award(AwardState.WORKING_TOWARDS)
        for each in self.decided:
            if not each.stands_at(moment):
                continue
            from_on = each.from_on(moment)
            after = award.after(each.kind, each.tier, from_on, each.pk)
            if after is award:
                continue
            if each.kind in BEGINS_AN_AWARD:
                granted.append(from_on)
            if after.state in WITHOUT_TIER:
                ended.append(from_on)
            tiers.append((from_on, after.tier))
            award = after
        if renewed_on:
            granted.append(renewed_on)
        return Awards(tuple(sorted(granted)), tuple(sorted(ended)), tuple(sorted(tiers, key=lambda each: each[0])))


NOTHING_DECIDED = AwardHistory()


def award_histories(frameworks: Iterable[int], practices: Iterable[int]) -> dict[tuple[int, int], AwardHistory]:
    """By id of the practice and of the framework. One query."""
    decisions = Decision.objects.filter(framework__in=list(frameworks), practice__in=list(practices))
    found: dict[tuple[int, int], list[Decided]] = defaultdict(list)
    rows = decisions.order_by("decided_at", "pk").values_list("practice_id", "framework_id", *COLUMNS)
    for practice_id, framework_id, *values in rows:
        found[practice_id, framework_id].append(Decided(*values))
    return {key: AwardHistory(tuple(decided)) for key, decided in found.items()}


def period_held(practice: Practice, framework: Framework) -> tuple[Rules, Span] | None:
    """The period of the award that the last decisions leave, and the rules it was granted under; None without one.

    Two queries.
    """
    standing = Decision.objects.filter(practice=practice, framework=framework).effective(date.max, KNOWN_FOR_EVER)
    held: tuple[Rules, Span] | None = None
    award = Award(AwardState.WORKING_TOWARDS)
    for decision in standing.select_related("framework_version"):
        after = award.after(decision.kind, decision.tier, decision.effective_on, decision.pk)
        if after is award:
            continue
        award = after
        if award.state in WITHOUT_TIER:
            held = None
        elif decision.kind in BEGINS_AN_AWARD:
            rules = decision.framework_version.parsed
            held = rules, award_period(rules, decision.effective_on, held[1] if held else None)
    return held
