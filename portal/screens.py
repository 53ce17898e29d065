"""One practice's standing, ready to be shown. Composes queries of several rooms; reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from accreditation.enums import Status
from accreditation.models import Framework
from accreditation.queries import (
    NotInForce,
    PracticeStanding,
    frameworks_of_network,
    frameworks_of_practice,
    standing_of,
)
from accreditation.rules.days import add_months
from portal.showing import NameOf, ShownRequirement, end_in_words, keys_in, last_day_of, names_by_key, show
from practices.access import network_of
from practices.models import Practice
from practices.queries import name_of

MONTHS_BACK, MONTHS_AHEAD = 14, 14


@dataclass(frozen=True)
class StandingScreen:
    """What the practice page shows. `ends` says what breaks it first, and `last_day` the last day before that."""

    practice: Practice
    name: str
    standing: PracticeStanding
    status: Status
    headline: str
    last_day: date | None
    ends: str
    top: ShownRequirement | None
    name_by_key: NameOf

    @property
    def requirements(self) -> tuple[ShownRequirement, ...]:
        return self.top.parts if self.top else ()

    @property
    def asked(self) -> list[ShownRequirement]:
        return [requirement for requirement in self.requirements if not requirement.informative]

    @property
    def informative(self) -> list[ShownRequirement]:
        return [requirement for requirement in self.requirements if requirement.informative]

    @property
    def satisfied(self) -> int:
        return sum(requirement.is_satisfied for requirement in self.asked)

    @property
    def grace_from(self) -> date | None:
        """The day on which the requirements, plainly met now, would be met only in grace."""
        until_on, lapses_on = self.standing.until_on, self.standing.lapses_on
        return until_on if until_on and lapses_on and until_on < lapses_on else None

    @property
    def axis_from(self) -> date:
        return add_months(self.standing.as_of.replace(day=1), -MONTHS_BACK)

    @property
    def axis_until(self) -> date:
        return add_months(self.standing.as_of.replace(day=1), MONTHS_AHEAD)


def framework_for(practice: Practice, asked: str | None, *, on: date) -> Framework | None:
    """The framework asked for by its code, or the first that the practice is enrolled in, or its network's."""
    frameworks = list(frameworks_of_practice(practice))
    if not frameworks:
        network_id = network_of(practice, on)
        frameworks = list(frameworks_of_network([network_id])) if network_id else []
    if asked:
        frameworks = [framework for framework in frameworks if framework.code == asked]
        if not frameworks:
            raise Http404
    return frameworks[0] if frameworks else None


def standing_screen(
    practice: Practice, framework: Framework, *, as_of: date, known_at: datetime, under: int | None = None
) -> StandingScreen | None:
    """None when no version of the framework was in force on the day, as known at the moment, or none is `under`."""
    try:
        standing = standing_of(practice, framework, as_of=as_of, known_at=known_at, under=under)
    except NotInForce:
        return None
    proof = standing.proof() if standing.is_assessed else None
    change = standing.next_change() if standing.is_assessed else None
    people = keys_in([proof]) if proof else set()
    name_by_key = names_by_key(people | ({change.hangs_on.person} if change else set()))
    informative = {node.key: node.common.informative for node in standing.rules.nodes()}
    return StandingScreen(
        practice=practice,
        name=name_of(practice, on=as_of),
        standing=standing,
        status=standing.status,
        headline=headline(standing),
        last_day=last_day_of(standing.lapses_on) if standing.lapses_on else None,
        ends=end_in_words(change.hangs_on, name_by_key) if change and standing.lapses_on else "",
        top=show(proof, standing.assessment, informative, name_by_key) if proof else None,
        name_by_key=name_by_key,
    )


SENTENCES = {
    Status.NEVER: "This practice has not enrolled.",
    Status.NOT_ASSESSED: "Not assessed under this version on this day.",
    Status.WORKING_TOWARDS: "This practice is enrolled and works towards accreditation.",
    Status.PROVISIONAL: "Accredited provisionally: some requirements are not due yet.",
    Status.ACCREDITED: "Accredited, and every requirement is met.",
    Status.LAPSING_SOON: "Accredited, but a requirement is about to end.",
    Status.IN_GRACE: "Accredited, in grace: a requirement is no longer met, and some days are left to meet it again.",
    Status.LAPSED: "Awarded, but the requirements are not met on this day.",
    Status.SUSPENDED: "The award is suspended.",
    Status.WITHDRAWN: "The award was withdrawn.",
    Status.DECLINED: "An award was declined.",
    Status.CLOSED: "The practice has closed.",
    Status.MERGED: "The practice has become part of another.",
}


def headline(standing: PracticeStanding) -> str:
    if standing.status == Status.WORKING_TOWARDS and standing.state and standing.lapses_on is None:
        met = standing.state.verdict.value == "met"
        return "Every requirement is met. An officer can decide now." if met else SENTENCES[Status.WORKING_TOWARDS]
    return SENTENCES[standing.status]
