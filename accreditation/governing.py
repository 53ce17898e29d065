"""Which version of a framework governs a practice on which day, as known when: from the published versions, how each
follows on the one before, and what was decided.

Stored beside the verdicts, as beliefs under the version that governs, and only while some published version follows
otherwise than from its first day: else the day alone says which version governs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from accreditation.awards import NOTHING_DECIDED, AwardHistory
from accreditation.bitemporal import Belief, beliefs_of
from accreditation.enums import Transition
from accreditation.facts import History
from accreditation.models import FrameworkVersion
from accreditation.rules.evaluate import Assessment, evaluate
from accreditation.rules.facts import Facts
from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.needs import needs_of
from accreditation.rules.verdicts import Verdict
from accreditation.rules.versions import Awards, Governed, governing

GOVERNS = "version:governs"
Beliefs = frozenset[Belief]
NOTHING: Beliefs = frozenset()


def has_transition(versions: Iterable[FrameworkVersion]) -> bool:
    """Whether the day alone does not say which version governs."""
    return any(version.transition != Transition.FROM_DATE for version in versions)


def spans_of(
    versions: Sequence[FrameworkVersion], assessed: Callable[[Rules], Assessment], awards: Awards
) -> tuple[Governed, ...]:
    """`rules.versions.governing`, of published versions; nothing if there is none."""
    return governing([version.follows for version in versions], assessed, awards) if versions else ()


def governs_on(spans: Iterable[Governed], day: date) -> Governed | None:
    return next((span for span in spans if span.from_on <= day < span.until_on), None)


def beliefs_by_number(spans: Iterable[Governed]) -> dict[int, Beliefs]:
    """By number of the version: the days on which it governs, as rows to be stored under it."""
    found: dict[int, Beliefs] = {}
    for from_on, until_on, rules in spans:
        row = Belief(GOVERNS, Verdict.MET.value, False, from_on, until_on, None)
        found[rules.version] = found.get(rules.version, NOTHING) | {row}
    return found


@dataclass
class Knowledge:
    """Everything ever recorded that a practice's standing rests on: facts, versions, decisions.

    versions: every one published of the frameworks it is enrolled in. awards: by id of the framework.
    """

    history: History
    versions: Sequence[FrameworkVersion]
    awards: Mapping[int, AwardHistory] = field(default_factory=dict)
    _assessments: dict[int, tuple[Facts, Assessment]] = field(default_factory=dict)
    _governed: dict[int, tuple[object, dict[int, Beliefs]]] = field(default_factory=dict)

    @property
    def moments(self) -> list[datetime]:
        """Every moment at which something became known, ascending and with repeats."""
        decided = [moment for awards in self.awards.values() for moment in awards.moments]
        return sorted([*self.history.moments, *decided, *(version.published_at for version in self.versions)])

    def moments_of(self, version: FrameworkVersion) -> list[datetime]:
        """Those that bear on a version: from its publication on."""
        others = [each.published_at for each in self._siblings(version)] if self._follows(version) else []
        decided = self._awards(version).moments
        known = {*self.history.moments, *others, *decided, version.published_at}
        return sorted(moment for moment in known if moment >= version.published_at)

    def believer(self, version: FrameworkVersion) -> Callable[[datetime], Beliefs]:
        """What is believed under the version at a moment; evaluated again only when something that bears on it became
        known.
        """
        last: tuple[Assessment | None, Beliefs] = (None, NOTHING)

        def believe(moment: datetime) -> Beliefs:
            nonlocal last
            assessment = self._assessed(version, moment)
            if assessment is not last[0]:
                last = (assessment, beliefs_of(assessment))
            governs = self._governs(version, moment) if self._follows(version) else NOTHING
            return last[1] | governs if governs else last[1]

        return believe

    def _siblings(self, version: FrameworkVersion) -> list[FrameworkVersion]:
        return [each for each in self.versions if each.framework_id == version.framework_id]

    def _follows(self, version: FrameworkVersion) -> bool:
        return has_transition(self._siblings(version))

    def _awards(self, version: FrameworkVersion) -> AwardHistory:
        return self.awards.get(version.framework_id, NOTHING_DECIDED)

    def _assessed(self, version: FrameworkVersion, moment: datetime) -> Assessment:
        facts = self.history.as_known_at(moment, version.framework.key, needs_of(version.parsed))
        held = self._assessments.get(version.pk)
        if held is None or held[0] != facts:
            held = (facts, evaluate(version.parsed, facts))
            self._assessments[version.pk] = held
        return held[1]

    def _governs(self, version: FrameworkVersion, moment: datetime) -> Beliefs:
        published = [each for each in self._siblings(version) if each.published_at <= moment]
        if not has_transition(published):
            return NOTHING
        awards = self._awards(version).as_known_at(moment)
        better = any(each.transition == Transition.WHICHEVER_BETTER for each in published)
        assessed = {each.number: self._assessed(each, moment) for each in published} if better else {}
        basis = (len(published), awards, tuple(map(id, assessed.values())))
        held = self._governed.get(version.framework_id)
        if held is None or held[0] != basis:
            spans = spans_of(published, lambda rules: assessed[rules.version], awards)
            held = (basis, beliefs_by_number(spans))
            self._governed[version.framework_id] = held
        return held[1].get(version.number, NOTHING)
