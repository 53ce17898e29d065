"""What is true of every framework holds too where practices pool, count one by one, or take over others."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse

from .invented import KNOWN_AT
from .invented_units import units_of

often = settings(max_examples=200, deadline=None, derandomize=True)
numbers = st.integers(0, 10_000)
LATER = KNOWN_AT + timedelta(days=1)


def everywhere(facts, change):
    """The facts with the entries of the practice and of each of the others changed."""
    others = {name: replace(each, entries=tuple(change(each.entries))) for name, each in facts.others.items()}
    return replace(facts, entries=tuple(change(facts.entries)), others=others)


@often
@given(numbers, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_told_does_not_matter(number, random):
    document, facts = units_of(number)
    framework, known = parse(document), facts.as_known_at(KNOWN_AT)
    shuffled = everywhere(known, lambda entries: random.sample(entries, k=len(entries)))
    assert evaluate(framework, shuffled) == evaluate(framework, known)


@often
@given(numbers, st.integers(0, 4))
def test_an_entry_taken_back_equals_one_that_never_was(number, one_of):
    document, facts = units_of(number)
    framework = parse(document)
    chosen = {e.ref for place in (facts, *facts.others.values()) for e in place.entries[one_of::5]}
    voided = everywhere(facts, lambda entries: (_voided(e) if e.ref in chosen else e for e in entries))
    absent = everywhere(facts, lambda entries: (e for e in entries if e.ref not in chosen))
    found = [evaluate(framework, each.as_known_at(KNOWN_AT)) for each in (voided, absent)]
    assert found[0] == found[1]


@often
@given(numbers, st.integers(0, 2))
def test_what_is_recorded_later_changes_nothing_known_before(number, one_of):
    document, facts = units_of(number)
    framework = parse(document)
    late = everywhere(
        facts,
        lambda entries: (
            *entries,
            *(replace(e, ref=f"late {e.ref}", recorded_at=LATER) for e in entries[one_of::3]),
        ),
    )
    assert evaluate(framework, late.as_known_at(KNOWN_AT)) == evaluate(framework, facts.as_known_at(KNOWN_AT))


def _voided(entry):
    return replace(entry, voided_at=entry.recorded_at)
