"""The engine against the slow evaluators, over as many invented practices as asked for.

python -m tests.differential --practices 5000 [--days 1096] [--first 0] [--source practice]

Prints how many requirements of which kind were compared, and each difference: number, requirement, day, both words.
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
from tests.unit.accreditation_rules.invented import KNOWN_AT
from tests.unit.accreditation_rules.invented_people import people_of
from tests.unit.accreditation_rules.invented_practice import practice_of
from tests.unit.accreditation_rules.naive import Naive
from tests.unit.accreditation_rules.naive_people import NaivePeople
from tests.unit.accreditation_rules.naive_practice import NaivePractice

LEANS = {"grace": "in_grace", "plan": "by_plan", "waiver": "by_waiver"}
THREE_YEARS = 3 * 365 + 1


class Source(NamedTuple):
    """Practices made from a number, and the slow evaluator that knows every kind in them."""

    practice: Callable[[int], tuple[Any, Any]]
    naive: Callable[..., Naive]


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


SOURCES = {
    "general": Source(_general, Naive),
    "people": Source(people_of, NaivePeople),
    "practice": Source(practice_of, NaivePractice),
}


def differences(source: Source, number: int, days: int, compared: Counter[str]) -> Iterator[Difference]:
    """One for each requirement whose words are not the same on every day: its first such day."""
    document, facts = source.practice(number)
    naive = source.naive(document, facts, KNOWN_AT, days)
    assessment = evaluate(parse(document), facts.as_known_at(KNOWN_AT))
    for key, timeline in assessment.timelines.items():
        node = naive.by_key[key]
        compared[node["kind"]] += 1
        yield from _compared(number, key, node["kind"], naive.days, naive.states(node), timeline)
    for key, people in assessment.people.items():
        node = naive.held_by_key[key]
        for person, timeline in people.items():
            compared[node["kind"]] += 1
            held = naive.person_states(node, person)
            yield from _compared(number, f"{key} of {person}", node["kind"], naive.days, held, timeline)
    for code, timeline in assessment.tiers.items():
        compared["(tier)"] += 1
        yield from _compared(number, code, "(tier)", naive.days, naive.tier_states(code), timeline)


def _compared(
    number: int, key: str, kind: str, days: list[Any], slow: list[str], timeline: Any
) -> Iterator[Difference]:
    quick = words_of(timeline, days[0], len(days))
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
    began, compared, found = time.monotonic(), Counter[str](), 0
    chosen = [SOURCES[asked.source]] if asked.source else list(SOURCES.values())
    for number in range(asked.first, asked.first + asked.practices):
        for difference in differences(chosen[number % len(chosen)], number, asked.days, compared):
            found += 1
            print(*difference, flush=True)
    for kind, count in sorted(compared.items()):
        print(f"{count:8} {kind}")
    took = time.monotonic() - began
    print(
        f"{asked.practices} practices, {asked.days} days, {sum(compared.values())} timelines: "
        f"{found} differences ({took:.0f} s)"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
