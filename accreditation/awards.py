"""Where an award stands, and stood: by decisions alone. No database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from accreditation.enums import BEGINS_AN_AWARD, GIVES_A_TIER, HOLDING, AwardState, DecisionKind
from accreditation.lifecycle import TRANSITIONS
from accreditation.rules.versions import Awards


class Award(NamedTuple):
    """Where a practice's award stands on a day, by decisions alone.

    `tier` is the tier held or suspended; else empty.
    """

    state: AwardState
    since_on: date | None = None
    tier: str = ""
    decision_id: int | None = None

    def after(self, kind: str, tier: str, effective_on: date, decision_id: int) -> Award:
        """A decision that does not follow on the state leaves it: what it followed on was overturned on appeal."""
        if (self.state, kind) not in TRANSITIONS:
            return self
        state = TRANSITIONS[self.state, kind]
        held = tier if kind in GIVES_A_TIER else self.tier
        return Award(state, effective_on, "" if state in WITHOUT_TIER else held, decision_id)


NOT_ENROLLED = Award(AwardState.NOT_ENROLLED)
WITHOUT_TIER = frozenset(AwardState) - {*HOLDING, AwardState.SUSPENDED}


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
