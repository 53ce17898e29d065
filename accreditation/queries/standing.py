"""One practice, worked out live from its facts: for its own page, its proofs, and for decisions.

Reads never write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from accreditation.awards import NOTHING_DECIDED
from accreditation.bitemporal import lapses_on
from accreditation.enums import HOLDING, Status
from accreditation.facts import History, facts_of, history_of
from accreditation.governing import governs_on, has_transition, spans_of
from accreditation.lifecycle import status_of
from accreditation.models import Framework, FrameworkVersion
from accreditation.queries.award_histories import award_histories
from accreditation.queries.awards import Award, award_on
from accreditation.queries.frameworks import published_versions
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
from accreditation.rules.versions import Awards, Governed
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
    versions: tuple[FrameworkVersion, ...] = ()
    spans: tuple[Governed, ...] = ()

    @property
    def governing_version(self) -> FrameworkVersion | None:
        """The one that governs the practice on the day, whichever was asked for."""
        span = governs_on(self.spans, self.as_of)
        return next((each for each in self.versions if span and each.number == span.framework.version), None)

    @property
    def is_as_governed(self) -> bool:
        return self.governing_version == self.version

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
        if self.state is None and self.is_accredited and not self.is_as_governed:
            return Status.NOT_ASSESSED
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
    practice: Practice,
    framework: Framework,
    *,
    as_of: date,
    known_at: datetime,
    under: int | None = None,
    renewed_on: date | None = None,
) -> PracticeStanding:
    """Seven queries, and up to eight more for what the framework looks at besides; and one for the decisions, where the
    day alone does not say which version governs.

    `under` asks for a version by its number, whatever governs. `renewed_on` asks which would govern if an award were
    granted or renewed from that day. Raises NotInForce when no version of the framework applies on the day, or there is
    none of the number.
    """
    versions = published_versions(framework, known_at=known_at)
    asked = next((each for each in versions if each.number == under), None)
    if asked is None and under is not None:
        raise NotInForce(f"“{framework.title}” had no version {under} by then.")
    told = _Told(practice, framework, versions, known_at)
    spans = told.spans(renewed_on)
    governs = governs_on(spans, as_of)
    version = asked or next((each for each in versions if governs and each.number == governs.framework.version), None)
    if version is None:
        raise NotInForce(f"No version of “{framework.title}” is in force on {as_of.isoformat()}.")
    facts = told.facts(version.parsed)
    return PracticeStanding(
        practice=practice,
        framework=framework,
        version=version,
        as_of=as_of,
        known_at=known_at,
        facts=facts,
        assessment=told.assessment(version.parsed),
        award=award_on(practice, framework, as_of=as_of, known_at=known_at),
        versions=tuple(versions),
        spans=spans,
    )


class _Told:
    """What is known of a practice at a moment, under each version of a framework; read once, and only if asked for."""

    def __init__(
        self,
        practice: Practice,
        framework: Framework,
        versions: list[FrameworkVersion],
        known_at: datetime,
    ) -> None:
        self.practice, self.framework, self.versions, self.known_at = practice, framework, versions, known_at
        self.is_by_practice = has_transition(versions)
        self._facts: dict[int, Facts] = {}
        self._assessments: dict[int, Assessment] = {}

    def spans(self, renewed_on: date | None) -> tuple[Governed, ...]:
        if not self.is_by_practice:
            return spans_of(self.versions, self.assessment, Awards())
        place = self.practice.pk, self.framework.pk
        decided = award_histories([self.framework.pk], [self.practice.pk]).get(place, NOTHING_DECIDED)
        return spans_of(self.versions, self.assessment, decided.as_known_at(self.known_at, renewed_on=renewed_on))

    def facts(self, rules: Rules) -> Facts:
        if rules.version not in self._facts:
            needs, history = needs_of(rules), self._history if self.is_by_practice else None
            self._facts[rules.version] = (
                history.as_known_at(self.known_at, self.framework.key, needs)
                if history
                else facts_of(self.practice, self.framework, known_at=self.known_at, needs=needs)
            )
        return self._facts[rules.version]

    def assessment(self, rules: Rules) -> Assessment:
        if rules.version not in self._assessments:
            self._assessments[rules.version] = evaluate(rules, self.facts(rules))
        return self._assessments[rules.version]

    @cached_property
    def _history(self) -> History:
        return history_of(self.practice, frozenset().union(*(needs_of(each.parsed) for each in self.versions)))


def what_if(standing: PracticeStanding, change: Callable[[Facts], Facts]) -> PracticeStanding:
    return standing.with_facts(change(standing.facts))


def what_if_leaves(standing: PracticeStanding, person: str, on: date) -> PracticeStanding:
    """The standing if the person (by key) worked here for the last time on the day before `on`."""
    return what_if(standing, lambda facts: suppose.leaves(facts, person, on))


def _open(day: date) -> date | None:
    return None if day == FOREVER else day
