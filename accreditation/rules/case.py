"""One framework applied to one practice's facts: indexes of the facts, and what has been worked out so far."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from .days import FOREVER, Span, validity
from .facts import Employment, Entry, Facts
from .findings import Ending, Findings, Weighing
from .finish import finish, why_it_ends
from .grammar.base import Requirement, Roles
from .grammar.framework import Framework
from .kinds import kind_of
from .spans import union
from .timeline import Timeline


class Case:
    """`start` is the first day of every timeline: the practice is enrolled and the framework in force."""

    def __init__(self, framework: Framework, facts: Facts, enrolled_on: date) -> None:
        self.framework = framework
        self.facts = facts
        self.enrolled_on = enrolled_on
        self.start = max(framework.effective_from, enrolled_on)
        self.entry_until = validity(enrolled_on, framework.entry_months)[1] if framework.entry_months else enrolled_on
        self.nodes = {node.key: node for node in framework.nodes()}
        self._of_person = set(framework.keys_of_person())
        self.weighings: dict[tuple[str, str | None], Weighing] = {}
        self.raw_timelines: dict[tuple[str, str | None], Timeline] = {}
        self.eligible: dict[str, dict[tuple[str, str], list[Span]]] = {}
        self._finished: dict[str, Timeline] = {}
        self._entries = self._index(facts.entries)
        self._employments: dict[str, list[Employment]] = defaultdict(list)
        for employment in facts.employments:
            self._employments[employment.person].append(employment)

    @staticmethod
    def _index(entries: Iterable[Entry]) -> dict[tuple[str, str | None], list[Entry]]:
        index: dict[tuple[str, str | None], list[Entry]] = defaultdict(list)
        for entry in sorted(entries, key=lambda entry: (entry.happened_on, entry.ref)):
            index[entry.kind, entry.person].append(entry)
        return index

    def timeline(self, node: Requirement, person: str | None = None) -> Timeline:
        """The final timeline: for the practice after grace, entry period and waivers, for a person as computed."""
        if person is not None:
            return self.raw(node, person)
        if node.key not in self._finished:
            self._finished[node.key] = finish(node, self.raw(node), self)
        return self._finished[node.key]

    def raw(self, node: Requirement, person: str | None = None) -> Timeline:
        """What the kind itself says."""
        place = node.key, person
        if place not in self.raw_timelines:
            self.raw_timelines[place] = kind_of(node).timeline(node, self, person)
        return self.raw_timelines[place]

    def weighing(self, node: Requirement, person: str | None = None) -> Weighing:
        place = node.key, person
        if place not in self.weighings:
            self.weighings[place] = kind_of(node).weigh(node, self, person)
        return self.weighings[place]

    def findings(self, node: Requirement, person: str | None, on: date) -> Findings:
        return kind_of(node).findings(node, self, person, on)

    def ending(self, node: Requirement, person: str | None, on: date) -> Ending:
        """Why the final timeline of `node` changes on `on`."""
        return why_it_ends(node, self, person, on)

    def entries(self, kind: str, person: str | None = None) -> list[Entry]:
        """Of one person, or (None) of the practice itself; by day, then ref."""
        found = self._entries.get((kind, person), [])
        return found if person is not None else [e for e in found if e.practice == self.facts.practice]

    def is_of_person(self, node: Requirement) -> bool:
        """Is it a requirement that a person meets, not the practice?"""
        return node.key in self._of_person

    @property
    def staff(self) -> list[str]:
        """Everybody ever employed here."""
        return sorted(self._employments)

    def employments(self, person: str) -> list[Employment]:
        return self._employments.get(person, [])

    def employed_spans(self, person: str, roles: Roles | None) -> list[Span]:
        """The days on which the person works here in one of the roles (None: any)."""
        return union(
            (employment.from_on, employment.until_on or FOREVER)
            for employment in self.employments(person)
            if roles is None or employment.role in roles.codes
        )
