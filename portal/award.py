"""What runs beside a practice's standing on its page: notices, appeals, waivers, cover, what a suspension means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accreditation.enums import AwardState
from accreditation.models import Appeal, Coverage, Framework, Notice, SuspensionEffects, Waiver
from accreditation.officer_panels import Rows, effects_rows
from accreditation.queries import (
    PracticeStanding,
    appeals_being_heard,
    cover_of,
    history_of_decisions,
    open_notices,
    waivers_of,
)
from practices.models import Practice


@dataclass(frozen=True)
class BesideStanding:
    """As of the day of the page; `effects` are those of a suspension that stands."""

    notices: list[Notice]
    appeals: list[Appeal]
    waivers: list[tuple[Waiver, str]]
    cover: list[Coverage]
    effects: Rows

    @property
    def is_empty(self) -> bool:
        return not (self.notices or self.appeals or self.waivers or self.cover or self.effects)


def beside_standing(
    practice: Practice, framework: Framework, standing: PracticeStanding, *, on: date, known_at: datetime
) -> BesideStanding:
    decisions = list(history_of_decisions(practice, framework, known_at=known_at))
    labels = {node.key: node.common.label for node in standing.rules.nodes()}
    return BesideStanding(
        notices=list(open_notices(practice, known_at=known_at)),
        appeals=list(appeals_being_heard(practice, framework, known_at=known_at)),
        waivers=[
            (each, labels.get(each.requirement_key, each.requirement_key))
            for each in waivers_of(practice).filter(framework=framework).on(on)  # type: ignore[attr-defined]
        ],
        cover=[each for each in cover_of(practice, known_at=known_at) if each.holds_on(on)],
        effects=_effects(standing, [each.effects for each in decisions if _suspends(standing, each.pk, each)]),
    )


def _suspends(standing: PracticeStanding, pk: int, decision: object) -> bool:
    return pk == standing.award.decision_id and hasattr(decision, "effects")


def _effects(standing: PracticeStanding, effects: list[SuspensionEffects]) -> Rows:
    is_suspended = standing.award.state == AwardState.SUSPENDED
    return effects_rows(effects[0]) if is_suspended and effects else []
