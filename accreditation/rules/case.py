"""One framework applied to one practice's facts: indexes of the facts, and what has been worked out so far."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from .algebra import all_of
from .compositions import Protection, View, pooled_views, succession_views
from .days import FOREVER, ONE_DAY, Span, validity
from .facts import Absence, Employment, Entry, Facts, Size
from .findings import Ending, Findings, Weighing
from .finish import finish, finish_of_person, why_it_ends
from .grammar.base import Requirement, Roles
from .grammar.framework import Framework
from .grammar.unit import Pooled
from .grammar.words import day
from .kinds import kind_of
from .spans import union
from .timeline import Timeline, combine
from .verdicts import State

BY_DAY = attrgetter("happened_on", "ref")


class Case:
    """`start` is the first day of every timeline: the practice is enrolled and the framework in force."""

    def __init__(
        self, framework: Framework, facts: Facts, enrolled_on: date, plain: frozenset[str] = frozenset()
    ) -> None:
        """`plain`: keys of pooled requirements whose facts are already taken together."""
        self.framework = framework
        self.facts = facts
        self.enrolled_on = enrolled_on
        self.start = max(framework.effective_from, enrolled_on)
        self.entry_until = validity(enrolled_on, framework.entry_months)[1] if framework.entry_months else enrolled_on
        self.nodes = framework.by_key
        self._of_person = framework.keys_of_person()
        self.weighings: dict[tuple[str, str | None], Weighing] = {}
        self.raw_timelines: dict[tuple[str, str | None], Timeline] = {}
        self._findings: dict[tuple[str, str | None, date], Findings] = {}
        self.eligible: dict[tuple[str, int], dict[tuple[str, str], list[Span]]] = {}
        self.finished: dict[tuple[str, str | None], Timeline] = {}
        self._tiers: dict[str, Timeline] = {}
        self._plain = plain
        self._pooled = {
            below.key: node for node in framework.nodes() if isinstance(node, Pooled) for below in node.below
        }
        self._views: dict[str, list[View]] = {}
        self._others: dict[str, Case] = {}
        self.protections: tuple[Protection, ...] = ()
        self._entries = self._index(facts.entries)
        self._employments: dict[str, list[Employment]] = defaultdict(list)
        for employment in facts.employments:
            self._employments[employment.person].append(employment)
        self._staff = sorted(self._employments)
        self._absences: dict[str, list[Absence]] = defaultdict(list)
        for absence in facts.absences:
            self._absences[absence.person].append(absence)
        self._sizes = sorted(facts.sizes, key=lambda size: (size.counted_on, size.ref))
        self._elsewhere: dict[str, list[Employment]] = defaultdict(list)
        for employment in facts.elsewhere:
            self._elsewhere[employment.person].append(employment)

    @staticmethod
    def _index(entries: Iterable[Entry]) -> dict[tuple[str, str | None], list[Entry]]:
        index: dict[tuple[str, str | None], list[Entry]] = defaultdict(list)
        for entry in entries:
            index[entry.kind, entry.person].append(entry)
        for found in index.values():
            found.sort(key=BY_DAY)
        return index

    def timeline(self, node: Requirement, person: str | None = None) -> Timeline:
        """The final timeline: with everything laid over what the kind itself says."""
        place = node.common.key, person
        found = self.finished.get(place)
        if found is None:
            found = self.finished[place] = self._timeline(node, person)
        return found

    def _timeline(self, node: Requirement, person: str | None) -> Timeline:
        if views := self.views(node):
            return self._protected(self._stitched(views, node, person), node, person)
        raw = self.raw(node, person)
        timeline = finish(node, raw, self) if person is None else finish_of_person(node, raw, self, person)
        return self._protected(timeline, node, person)

    def _protected(self, timeline: Timeline, node: Requirement, person: str | None) -> Timeline:
        """Last of all: what was met when a practice was taken over stays met in grace for a while."""
        for protection in self.protections if person is None else ():
            timeline = protection.laid_over(timeline, node)
        return timeline

    def views(self, node: Requirement) -> list[View]:
        """Who answers for which days, where the facts of several practices are taken together; else nobody else."""
        rule = self.framework.succession
        if rule and self.facts.predecessors:
            if "" not in self._views:
                self._views[""] = succession_views(self, rule)
            if self._views[""]:
                return self._views[""]
        pooled = self._pooled.get(node.key) if self._pooled else None
        if pooled is None or pooled.key in self._plain:
            return []
        if pooled.key not in self._views:
            self._views[pooled.key] = pooled_views(pooled, self)
        return self._views[pooled.key]

    def view(self, node: Requirement, on: date) -> "Case":
        """The case that answers for the requirement on the day."""
        return next((each.case for each in self.views(node) if each.from_on <= on < each.until_on), self)

    def _stitched(self, views: list[View], node: Requirement, person: str | None) -> Timeline:
        pieces: list[tuple[date, State]] = []
        for from_on, until_on, case in views:
            parts = case.timeline(node, person).segments
            pieces += (
                (max(p.from_on, from_on), p.state) for p in parts if p.from_on < until_on and p.until_on > from_on
            )
        return Timeline.of(pieces)

    def with_facts(self, facts: Facts, plain: str = "") -> "Case":
        """The same framework on other facts of the practice."""
        return Case(self.framework, facts, self.enrolled_on, self._plain | ({plain} if plain else frozenset()))

    def of_other(self, practice: str) -> "Case":
        """Another practice by itself; one that is not enrolled is asked what this one is asked."""
        if practice not in self._others:
            facts = self.facts.others[practice]
            pooled = frozenset(node.key for node in self._pooled.values())
            self._others[practice] = Case(self.framework, facts, facts.enrolled_on or self.enrolled_on, pooled)
        return self._others[practice]

    @property
    def places(self) -> list[tuple[str, str | None]]:
        """Which requirements, of whom, have been worked out: here, or by who answers for some days."""
        views = (view.case for each in self._views.values() for view in each)
        return list(dict.fromkeys((*self.finished, *(place for case in views for place in case.finished))))

    def tier(self, code: str) -> Timeline:
        """A tier's timeline: its own requirement and those of every tier it includes."""
        if code not in self._tiers:
            tiers = {tier.code: tier for tier in self.framework.tiers}
            asked = [self.timeline(tiers[each].requirement) for each in (*tiers[code].includes, code)]
            self._tiers[code] = combine(asked, all_of) if len(asked) > 1 else asked[0]
        return self._tiers[code]

    def raw(self, node: Requirement, person: str | None = None) -> Timeline:
        """What the kind itself says."""
        place = node.common.key, person
        found = self.raw_timelines.get(place)
        if found is None:
            found = self.raw_timelines[place] = kind_of(node).timeline(node, self, person)
        return found

    def weighing(self, node: Requirement, person: str | None = None) -> Weighing:
        place = node.common.key, person
        found = self.weighings.get(place)
        if found is None:
            found = self.weighings[place] = kind_of(node).weigh(node, self, person)
        return found

    def findings(self, node: Requirement, person: str | None, on: date) -> Findings:
        place = node.key, person, on
        if place not in self._findings:
            self._findings[place] = kind_of(node).findings(node, self.view(node, on), person, on)
        return self._findings[place]

    def ending(self, node: Requirement, person: str | None, on: date) -> Ending:
        """Why the final timeline of `node` changes on `on`."""
        case = self.view(node, on)
        if case is self.view(node, on - ONE_DAY):
            return why_it_ends(node, case, person, on)
        text = f"{node.common.label}: who belongs together changes on {day(on)}"
        return Ending(on, node.key, "composition", text, person)

    def entries(self, kind: str, person: str | None = None) -> list[Entry]:
        """Of one person, or (None) of the practice itself; by day, then ref."""
        found = self._entries.get((kind, person), [])
        if person is not None:
            return found
        here = self.facts.practice
        return [entry for entry in found if entry.practice == here]

    def is_of_person(self, node: Requirement) -> bool:
        """Is it a requirement that a person meets, not the practice?"""
        return node.key in self._of_person

    @property
    def staff(self) -> list[str]:
        """Everybody ever employed here."""
        return self._staff

    def employments(self, person: str) -> list[Employment]:
        return self._employments.get(person, [])

    def elsewhere(self, person: str) -> list[Employment]:
        """The person's employments at other practices."""
        return self._elsewhere.get(person, [])

    def absences(self, person: str) -> list[Absence]:
        return self._absences.get(person, [])

    def sizes(self, measure: str) -> list[Size]:
        """The counts of the measure, by the day they were taken."""
        return [size for size in self._sizes if size.measure == measure]

    def employed_spans(self, person: str, roles: Roles | None) -> list[Span]:
        """The days on which the person works here in one of the roles (None: any)."""
        return union(
            (employment.from_on, employment.until_on or FOREVER)
            for employment in self.employments(person)
            if roles is None or employment.role in roles.codes
        )
