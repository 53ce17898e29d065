"""One practice, worked out live from its facts: for its own page, its proofs, and for decisions.

Reads never write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from accreditation.bitemporal import lapses_on
from accreditation.enums import HOLDING, Status
from accreditation.facts import facts_of
from accreditation.lifecycle import status_of
from accreditation.models import Framework, FrameworkVersion
from accreditation.queries.awards import Award, award_on
from accreditation.queries.frameworks import version_in_force
from accreditation.rules import suppose
from accreditation.rules.days import FOREVER
from accreditation.rules.evaluate import Assessment, evaluate
from accreditation.rules.facts import Facts
from accreditation.rules.forecast import Change, next_change
from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.needs import needs_of
from accreditation.rules.proof import Proof, explain, explain_all
from accreditation.rules.timeline import Timeline
from accreditation.rules.verdicts import State
from practices.models import Practice


class NotInForce(ValueError):
    """No version of the framework applied on the day, as known at the moment."""


@dataclass(frozen=True)
class PracticeStanding:
    """Everything that can be said of a practice under a framework on one day, as known at one moment."""

    practice: Practice
    framework: Framework
    version: FrameworkVersion
    as_of: date
    known_at: datetime
    facts: Facts
    assessment: Assessment
    award: Award

    @property
    def rules(self) -> Rules:
        return self.version.parsed

    @property
    def is_assessed(self) -> bool:
        """Whether the practice has timelines on the day; without them there are no proofs."""
        return self.assessment.start is not None and self.assessment.start <= self.as_of

    @property
    def timeline(self) -> Timeline | None:
        """That of the tier held; of the first tier for a practice that holds none."""
        return self.timeline_of_tier(self.award.tier)

    @property
    def state(self) -> State | None:
        return self.state_of_tier(self.award.tier)

    @property
    def until_on(self) -> date | None:
        """The first day with another verdict (or in or out of grace); None if nothing known ends it."""
        if self.timeline is None or not self.is_assessed:
            return None
        return _open(self.timeline.until(self.as_of))

    @property
    def lapses_on(self) -> date | None:
        """The first day on which the requirements, satisfied now, are satisfied no longer. Grace is counted in."""
        return lapses_on(self.timeline, self.as_of) if self.timeline else None

    @property
    def status(self) -> Status:
        ends_on = self.until_on if self.lapses_on else None
        return status_of(self.award.state, self.state, on=self.as_of, ends_on=ends_on)

    @property
    def is_accredited(self) -> bool:
        return self.award.state in HOLDING

    def timeline_of_tier(self, code: str) -> Timeline | None:
        return self.assessment.tiers.get(code, self.assessment.root)

    def state_of_tier(self, code: str) -> State | None:
        timeline = self.timeline_of_tier(code)
        return timeline.at(self.as_of) if timeline else None

    def proof(self, key: str | None = None) -> Proof:
        """Of one requirement, or of the first tier's with every part below it.

        Raises LookupError before enrolment.
        """
        return explain(self.rules, self.facts, key or self.rules.tiers[0].requirement.key, self.as_of)

    def proofs(self) -> Mapping[str, Proof]:
        return explain_all(self.rules, self.facts, self.as_of) if self.is_assessed else {}

    def next_change(self) -> Change | None:
        return next_change(self.rules, self.facts, self.as_of, self.award.tier)

    def with_facts(self, facts: Facts) -> PracticeStanding:
        """The same question asked of other facts; what-if never touches the ledger."""
        return replace(self, facts=facts, assessment=evaluate(self.rules, facts))


def standing_of(
    practice: Practice, framework: Framework, *, as_of: date, known_at: datetime, under: int | None = None
) -> PracticeStanding:
    """Seven queries, and up to eight more for what the framework looks at besides.

    `under` asks for a version by its number. Raises NotInForce when no version of the framework applies on the day,
    or there is none of the number.
    """
    version = version_in_force(framework, as_of=as_of, known_at=known_at, under=under)
    if version is None and under is not None:
        raise NotInForce(f"“{framework.title}” had no version {under} by then.")
    if version is None:
        raise NotInForce(f"No version of “{framework.title}” is in force on {as_of.isoformat()}.")
    facts = facts_of(practice, framework, known_at=known_at, needs=needs_of(version.parsed))
    return PracticeStanding(
        practice=practice,
        framework=framework,
        version=version,
        as_of=as_of,
        known_at=known_at,
        facts=facts,
        assessment=evaluate(version.parsed, facts),
        award=award_on(practice, framework, as_of=as_of, known_at=known_at),
    )


def what_if(standing: PracticeStanding, change: Callable[[Facts], Facts]) -> PracticeStanding:
    return standing.with_facts(change(standing.facts))


def what_if_leaves(standing: PracticeStanding, person: str, on: date) -> PracticeStanding:
    """The standing if the person (by key) worked here for the last time on the day before `on`."""
    return what_if(standing, lambda facts: suppose.leaves(facts, person, on))


def _open(day: date) -> date | None:
    return None if day == FOREVER else day
