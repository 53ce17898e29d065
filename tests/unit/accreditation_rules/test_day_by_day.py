"""The engine's timelines against the slow evaluator's days."""

from collections import Counter

import pytest

from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse

from .invented import KNOWN_AT, Invention
from .naive import Naive

LEANS = {"grace": "in_grace", "plan": "by_plan", "waiver": "by_waiver"}
PRACTICES = 1_000
CHUNK = 50
DAYS = 3 * 365 + 1


def words_of(timeline, start, days):
    """The state of every day in the slow evaluator's words."""
    words = []
    for from_on, until_on, state in timeline.segments:
        length = min((until_on - start).days, days) - (from_on - start).days
        leans = [name for name in ("grace", "plan", "waiver") if getattr(state, LEANS[name])]
        words += ["+".join([str(state.verdict), *leans])] * max(length, 0)
    return words


def keys_of(node):
    return [node["key"]] + [key for part in node.get("requirements", []) for key in keys_of(part)]


def practice(number):
    invention = Invention(number)
    document = invention.framework()
    keys = [key for tier in document["tiers"] for key in keys_of(tier["requirement"])]
    return document, invention.facts(keys)


def differences(number, seen):
    document, facts = practice(number)
    naive = Naive(document, facts, KNOWN_AT, DAYS)
    assessment = evaluate(parse(document), facts.as_known_at(KNOWN_AT))
    assert assessment.start == naive.days[0]
    assert list(assessment.timelines) == list(naive.by_key)
    for key, timeline in assessment.timelines.items():
        expected = naive.states(naive.by_key[key])
        seen.update(expected)
        if words_of(timeline, assessment.start, DAYS) != expected:
            yield key
    for key, people in assessment.people.items():
        for person, timeline in people.items():
            if words_of(timeline, assessment.start, DAYS) != naive.person_states(naive.held_by_key[key], person):
                yield key, person
    for code, timeline in assessment.tiers.items():
        if words_of(timeline, assessment.start, DAYS) != naive.tier_states(code):
            yield code


@pytest.mark.parametrize("first", range(0, PRACTICES, CHUNK))
def test_timelines_equal_the_day_by_day_evaluator_on_a_thousand_practices(first):
    seen = Counter()
    found = {number: list(differences(number, seen)) for number in range(first, first + CHUNK)}
    assert {number: keys for number, keys in found.items() if keys} == {}
    common = {"met", "met+grace", "not_met", "not_yet_due", "unknown", "not_applicable", "waived"}
    assert common <= set(seen), "the invented practices no longer reach every state"


def test_the_invented_practices_lean_on_everything_there_is():
    seen = set()
    for number in range(200):
        document, facts = practice(number)
        for timeline in evaluate(parse(document), facts.as_known_at(KNOWN_AT)).timelines.values():
            seen.update(words_of(timeline, timeline.start, DAYS))
    assert {"met+grace", "met+plan", "met+waiver"} <= seen
