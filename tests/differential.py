"""The engine against the slow evaluators, over as many invented practices as asked for.

python -m tests.differential --practices 5000 [--days 1096] [--first 0] [--source practice]

Prints each difference (number, requirement, day, both words), and of each kind how many timelines were compared and
how many of them reached which verdict.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse
from accreditation.rules.versions import Awards, Policy, Version, governed_timeline, governing
from tests.unit.accreditation_rules.invented import KNOWN_AT
from tests.unit.accreditation_rules.invented_people import people_of
from tests.unit.accreditation_rules.invented_practice import practice_of
from tests.unit.accreditation_rules.invented_units import units_of
from tests.unit.accreditation_rules.invented_versions import Versions, versions_of
from tests.unit.accreditation_rules.naive import Naive
from tests.unit.accreditation_rules.naive_people import NaivePeople
from tests.unit.accreditation_rules.naive_practice import NaivePractice
from tests.unit.accreditation_rules.naive_units import NaiveUnits
from tests.unit.accreditation_rules.naive_versions import NaiveVersions

LEANS = {"grace": "in_grace", "plan": "by_plan", "waiver": "by_waiver"}
OF_PERSON = " of a person"
VERSIONS = {f"version {number}" for number in range(1, 9)}
THREE_YEARS = 3 * 365 + 1


class Met:
    """How many timelines of which kind were compared, and in how many of them each word was reached."""

    def __init__(self) -> None:
        self.timelines: Counter[str] = Counter()
        self.reached: Counter[tuple[str, str]] = Counter()

    def add(self, kind: str, states: list[Any]) -> list[Any]:
        self.timelines[kind] += 1
        self.reached.update((kind, word) for word in {part for state in set(states) for part in said(state)})
        return states

    def table(self) -> Iterator[str]:
        """One line for each kind: how often it was compared, and each word how often it was reached."""
        for kind, count in sorted(self.timelines.items()):
            words = sorted((word, number) for (its, word), number in self.reached.items() if its == kind)
            told = ", ".join(f"{word} {number}" for word, number in words if word not in VERSIONS)
            yield f"{count:8} {kind:32} {told}".rstrip()


def said(state: str) -> list[str]:
    """The words of a state: "met+grace" says met with grace."""
    verdict, *leans = state.split("+")
    return [f"by {lean}" for lean in leans] or [verdict]


class Source(NamedTuple):
    """Practices made from a number, and the slow evaluator that knows every kind in them."""

    practice: Callable[[int], tuple[Any, Any]]
    naive: Callable[..., Naive]


class Transitions(NamedTuple):
    """Versions of a framework made from a number, and which of them governs the slow way."""

    versions: Callable[[int], Versions]
    naive: Callable[..., NaiveVersions]


class Difference(NamedTuple):
    number: int
    key: str
    kind: str
    day: str
    slow: str
    engine: str


def _general(number: int) -> tuple[Any, Any]:
    from tests.unit.accreditation_rules.test_day_by_day import practice

    return practice(number)


SOURCES: dict[str, Source | Transitions] = {
    "general": Source(_general, Naive),
    "people": Source(people_of, NaivePeople),
    "practice": Source(practice_of, NaivePractice),
    "units": Source(units_of, NaiveUnits),
    "versions": Transitions(versions_of, NaiveVersions),
}


def differences(source: Source | Transitions, number: int, days: int, met_with: Met) -> Iterator[Difference]:
    """One for each requirement whose words are not the same on every day: its first such day."""
    if isinstance(source, Transitions):
        return of_versions(source, number, days, met_with)
    return of_practice(source, number, days, met_with)


def of_practice(source: Source, number: int, days: int, met_with: Met) -> Iterator[Difference]:
    document, facts = source.practice(number)
    naive = source.naive(document, facts, KNOWN_AT, days)
    assessment = evaluate(parse(document), facts.as_known_at(KNOWN_AT))
    for key, timeline in assessment.timelines.items():
        node = naive.by_key[key]
        states = met_with.add(node["kind"], naive.states(node))
        yield from _compared(number, key, node["kind"], naive.days, states, timeline)
    for key, people in assessment.people.items():
        node = naive.held_by_key[key]
        for person, timeline in people.items():
            held = met_with.add(node["kind"] + OF_PERSON, naive.person_states(node, person))
            yield from _compared(number, f"{key} of {person}", node["kind"], naive.days, held, timeline)
    for code, timeline in assessment.tiers.items():
        states = met_with.add("(tier)", naive.tier_states(code))
        yield from _compared(number, code, "(tier)", naive.days, states, timeline)


def of_versions(source: Transitions, number: int, days: int, met_with: Met) -> Iterator[Difference]:
    """Which version governs, and what the tier then is."""
    made = source.versions(number)
    naive = source.naive(*made, KNOWN_AT, days)
    known = made.facts.as_known_at(KNOWN_AT)
    frameworks = [parse(document) for document in made.documents]
    policies = [("from_date", None), *made.policies]
    versions = [
        Version(each, each.effective_from, Policy(policy), until)
        for each, (policy, until) in zip(frameworks, policies, strict=True)
    ]
    awards = Awards(tuple(sorted(made.granted)), tuple(sorted(made.ended)), tuple(made.held))
    spans = governing(versions, lambda framework: evaluate(framework, known), awards)
    named = ["version " + str(each + 1) for each in naive.governing()]
    for policy in {policy for policy, _ in made.policies}:
        met_with.add(f"({policy})", named)
    quick = ["version " + str(version_on(spans, day)) for day in naive.days]
    yield from _first(number, "governs", "(version)", naive.days, named, quick)
    timeline = governed_timeline(spans, known, made.tier)
    states = naive.states()
    before = sum(state is None for state in states)
    if before < len(states):
        states = met_with.add("(governing tier)", states[before:])
        yield from _compared(number, "tier", "(governing tier)", naive.days[before:], states, timeline)


def version_on(spans: Any, day: Any) -> int:
    (found,) = [each.framework.version for each in spans if each.from_on <= day < each.until_on]
    return int(found)


def _compared(
    number: int, key: str, kind: str, days: list[Any], slow: list[str], timeline: Any
) -> Iterator[Difference]:
    return _first(number, key, kind, days, slow, words_of(timeline, days[0], len(days)))


def _first(
    number: int, key: str, kind: str, days: list[Any], slow: list[str], quick: list[str]
) -> Iterator[Difference]:
    for day, one, other in zip(days, slow, quick, strict=True):
        if one != other:
            yield Difference(number, key, kind, day.isoformat(), one, other)
            return


def words_of(timeline: Any, start: Any, days: int) -> list[str]:
    """The state of every day in the slow evaluators' words."""
    words: list[str] = []
    for from_on, until_on, state in timeline.segments:
        length = min((until_on - start).days, days) - (from_on - start).days
        leans = [word for word, name in LEANS.items() if getattr(state, name)]
        words += ["+".join([str(state.verdict), *leans])] * max(length, 0)
    return words


def main() -> int:
    parser = argparse.ArgumentParser(description="The engine against the slow evaluators.")
    parser.add_argument("--practices", type=int, default=5000)
    parser.add_argument("--days", type=int, default=THREE_YEARS)
    parser.add_argument("--first", type=int, default=0, help="the number of the first practice")
    parser.add_argument(
        "--source", choices=SOURCES, help="only practices of this source; all of them in turn if not given"
    )
    asked = parser.parse_args()
    began, met_with, found = time.monotonic(), Met(), 0
    chosen = [SOURCES[asked.source]] if asked.source else list(SOURCES.values())
    for number in range(asked.first, asked.first + asked.practices):
        for difference in differences(chosen[number % len(chosen)], number, asked.days, met_with):
            found += 1
            print(*difference, flush=True)
    print("\n".join(met_with.table()))
    took = time.monotonic() - began
    print(
        f"{asked.practices} practices, {asked.days} days, {sum(met_with.timelines.values())} timelines: "
        f"{found} differences ({took:.0f} s)"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
