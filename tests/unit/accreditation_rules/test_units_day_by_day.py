"""Pooled, practices, succession and transitions against the slow evaluators, and how far the invented facts reach."""

import pytest

from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse
from accreditation.rules.grammar.registry import OF_PERSON as KINDS_OF_PERSON
from accreditation.rules.grammar.registry import OF_PRACTICE as KINDS_OF_PRACTICE
from tests.differential import OF_PERSON, SOURCES, THREE_YEARS, Met, Source, differences, words_of

from .invented import KNOWN_AT

CHUNK = 30
CHOSEN = 300
COMBINED = {"all_of", "any_of", "n_of", "menu", "pooled", "practices"}
OF_EVERY_PRACTICE = {"met", "not_met", "not_yet_due", "unknown", "not_applicable", "waived", "by grace", "by plan"}
OF_EVERY_PERSON = {"met", "not_met", "unknown", "not_applicable"}


@pytest.mark.parametrize("first", range(0, 3 * CHUNK, CHUNK))
@pytest.mark.parametrize("source", ["units", "versions"])
def test_what_several_practices_or_versions_do_equals_the_day_by_day_evaluator(source, first):
    met = Met()
    found = [
        d for number in range(first, first + CHUNK) for d in differences(SOURCES[source], number, THREE_YEARS, met)
    ]
    assert found == []
    if source == "units":
        assert {"pooled", "practices", "supervised" + OF_PERSON, "(tier)"} <= set(met.timelines)
    else:
        assert {"(from_date)", "(until_renewal)", "(whichever_better)", "(governing tier)"} <= set(met.timelines)


def test_every_kind_is_invented_with_every_verdict_it_can_have():
    met = Met()
    for source in SOURCES.values():
        for number in range(CHOSEN) if isinstance(source, Source) else ():
            reach(source, number, met)
    wanted = {(kind, word) for kind in KINDS_OF_PRACTICE for word in OF_EVERY_PRACTICE}
    wanted |= {(kind, "by waiver") for kind in COMBINED}
    wanted |= {(kind + OF_PERSON, word) for kind in KINDS_OF_PERSON for word in OF_EVERY_PERSON}
    assert wanted - set(met.reached) == set()


def reach(source, number, met):
    document, facts = source.practice(number)
    framework = parse(document)
    assessment = evaluate(framework, facts.as_known_at(KNOWN_AT))
    kinds = {node.key: node.kind for node in framework.nodes()}
    for key, timeline in assessment.timelines.items():
        met.add(kinds[key], words_of(timeline, timeline.start, THREE_YEARS))
    for key, people in assessment.people.items():
        for timeline in people.values():
            met.add(kinds[key] + OF_PERSON, words_of(timeline, timeline.start, THREE_YEARS))
