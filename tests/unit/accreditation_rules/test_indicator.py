from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation.rules.grammar import GrammarError, parse
from accreditation.rules.kinds.shares import Count, between, share
from accreditation.rules.proof import explain

from .a_practice import document, entry, facts, on, timeline

FIRST, SECOND = ("2023-04-01", "2024-04-01"), ("2024-04-01", "2025-04-01")


def care(**changes):
    base = {"key": "care", "kind": "indicator", "label": "Care", "measure": "nda.8cp", "populations": ["t2"]}
    return base | {"at_least": 60} | changes


def figure(day, part, whole, *, period=FIRST, population="t2", rounding=1, **changes):
    values = {"measure": "nda.8cp", "definition": "2024", "population": population, "numerator": part}
    values |= {"denominator": whole, "rounding": rounding, "provisional": False, "source": "nda"}
    return entry("indicator.measured", day, period_from=period[0], period_until=period[1], **(values | changes))


def last(requirement, *rows):
    return timeline(requirement, *rows)[-1][1]


def proof(requirement, *rows, day):
    return explain(parse(document(requirement)), facts(*rows), requirement["key"], on(day))


def test_without_a_figure_the_verdict_is_unknown():
    assert timeline(care()) == [("2024-04-01", "unknown")]
    assert [each.sentence for each in proof(care(), day="2024-04-01").missing] == ["Care, t2: no figure."]


@pytest.mark.parametrize(("part", "verdict"), [(60, "met"), (59, "not_met")])
def test_exact_counts_decide_from_the_day_they_are_known(part, verdict):
    assert timeline(care(), figure("2024-07-10", part, 100)) == [("2024-04-01", "unknown"), ("2024-07-10", verdict)]


@pytest.mark.parametrize(
    ("part", "whole", "verdict"),
    [
        (5, 10, "unknown"),
        (65, 100, "met"),
        (60, 100, "unknown"),
        (55, 100, "not_met"),
        (None, 100, "unknown"),
        (60, None, "unknown"),
    ],
)
def test_rounded_or_suppressed_counts_that_straddle_the_threshold_leave_it_open(part, whole, verdict):
    assert last(care(), figure("2024-07-10", part, whole, rounding=5)) == verdict


def test_the_proof_says_the_range():
    told = proof(care(), figure("2024-07-10", 5, 10, rounding=5), day="2024-07-10").missing[0].sentence
    assert told == "Care, t2: between 8.33 and 87.5 per cent, at least 60 per cent asked."


def test_at_most_is_the_mirror_image():
    admissions = care(at_least=None, at_most=10)
    assert last(admissions, figure("2024-07-10", 10, 100)) == "met"
    assert last(admissions, figure("2024-07-10", 11, 100)) == "not_met"
    assert last(admissions, figure("2024-07-10", 10, 100, rounding=5)) == "unknown"


def test_a_tenth_is_a_tenth():
    assert last(care(at_least=0.1), figure("2024-07-10", 1, 1000)) == "met"
    assert last(care(at_least=0.3), figure("2024-07-10", 3, 1000)) == "met"


def test_every_population_has_to_reach_it():
    both = care(populations=["t1", "t2"])
    good, bad = figure("2024-07-10", 70, 100), figure("2024-07-10", 5, 100, population="t1")
    assert last(both, good) == "unknown"
    assert last(both, good, bad) == "not_met"
    assert last(both, good, figure("2024-07-10", 0, 0, population="t1")) == "met"
    assert last(care(), figure("2024-07-10", 0, 0)) == "not_applicable"


def test_improvement_on_the_own_baseline_is_enough():
    better = care(improved_by=10)
    was, now = figure("2024-07-10", 30, 100), figure("2025-07-10", 40, 100, period=SECOND)
    assert timeline(better, was, now) == [("2024-04-01", "unknown"), ("2025-07-10", "met")]
    assert last(better, was, figure("2025-07-10", 39, 100, period=SECOND)) == "not_met"
    assert last(better, was, figure("2025-07-10", 40, 100, period=SECOND, rounding=5)) == "unknown"
    refs = {each.entry.ref for each in proof(better, was, now, day="2025-07-10").counted}
    assert refs == {was.ref, now.ref}


def test_the_baseline_may_be_the_first_period():
    third = figure("2026-07-10", 52, 100, period=("2025-04-01", "2026-04-01"))
    rows = figure("2024-07-10", 40, 100), figure("2025-07-10", 45, 100, period=SECOND), third
    assert last(care(improved_by=10), *rows) == "not_met"
    assert last(care(improved_by=10, baseline="first"), *rows) == "met"


def test_improving_may_mean_falling():
    falling = care(at_least=None, improved_by=5, lower_is_better=True)
    assert last(falling, figure("2024-07-10", 30, 100), figure("2025-07-10", 25, 100, period=SECOND)) == "met"
    assert last(falling, figure("2024-07-10", 30, 100), figure("2025-07-10", 26, 100, period=SECOND)) == "not_met"


PROVISIONAL_LOSS = figure("2025-07-10", 1, 100, period=SECOND, provisional=True)


@pytest.mark.parametrize(("rule", "verdict"), [("show", "met"), ("unknown", "unknown"), ("count", "not_met")])
def test_a_provisional_figure_does_what_the_framework_says(rule, verdict):
    assert last(care(provisional=rule), figure("2024-07-10", 70, 100), PROVISIONAL_LOSS) == verdict


def test_a_provisional_figure_shown_only_is_named():
    told = proof(care(), PROVISIONAL_LOSS, day="2025-07-10").not_counted[0].sentence
    assert told == "figure of 10 July 2025 (t2): provisional, shown only"


def test_the_final_figure_takes_the_place_of_the_provisional_one():
    final = figure("2025-07-01", 70, 100, period=SECOND)
    assert last(care(provisional="count"), final, PROVISIONAL_LOSS) == "met"


def test_a_later_figure_of_an_earlier_period_changes_nothing():
    rows = figure("2025-07-10", 70, 100, period=SECOND), figure("2025-08-10", 1, 100)
    assert last(care(), *rows) == "met"
    told = proof(care(), *rows, day="2025-08-10").not_counted[0].sentence
    assert told == "figure of 10 August 2025 (t2): another figure stands in its place"


def test_the_preferred_source_stands_for_its_period():
    ordered = care(sources=["nda", "practice_extract"])
    rows = figure("2024-07-10", 1, 100), figure("2024-08-10", 70, 100, source="practice_extract")
    assert last(ordered, *rows) == "not_met"
    assert last(care(sources=["practice_extract", "nda"]), *rows) == "met"
    assert last(care(sources=["practice_extract"]), rows[0]) == "unknown"


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"definitions": ["2019"]}, "definition 2024, 2019 asked"),
        ({"sources": ["practice_extract"]}, "from nda, practice extract asked"),
        ({"slots": "quarter"}, "over another period than asked"),
        ({"period_months": 15}, "over another period than asked"),
    ],
)
def test_what_is_not_asked_for_does_not_count(rule, told):
    held = proof(care(**rule), figure("2024-07-10", 70, 100), day="2024-07-10")
    assert (held.verdict, held.not_counted[0].sentence) == ("unknown", f"figure of 10 July 2024 (t2): {told}")


def test_periods_of_the_asked_length_count():
    audit = figure("2024-07-10", 70, 100, period=("2023-01-01", "2024-04-01"))
    assert last(care(period_months=15), audit) == "met"
    assert last(care(slots="contract_year"), figure("2024-07-10", 70, 100)) == "met"


def test_a_figure_holds_for_months_after_its_period():
    held = timeline(care(valid_months=18), figure("2024-07-10", 70, 100))
    assert held[1:] == [("2024-07-10", "met"), ("2025-10-01", "unknown")]
    ends = proof(care(valid_months=18), figure("2024-07-10", 70, 100), day="2025-09-30").ends
    assert ends.sentence == "Care: the figure holds for the last time on 30 September 2025"


def test_each_of_the_latest_periods_has_to_reach_it():
    two = care(latest=2)
    first, second = figure("2024-07-10", 50, 100), figure("2025-07-10", 70, 100, period=SECOND)
    assert timeline(two, first, second)[1:] == [("2024-07-10", "not_met")]
    assert last(two, second) == "unknown"
    assert last(care(latest=2, summed=True), first, second) == "met"
    assert last(care(latest=2, summed=True), figure("2024-07-10", 49, 100), second) == "not_met"
    assert last(care(latest=2, summed=True), second) == "unknown"


def test_grace_does_not_help_against_a_bad_figure():
    grace = {"days": 90, "on": ["expired"]}
    rows = figure("2024-07-10", 70, 100), figure("2025-07-10", 1, 100, period=SECOND)
    assert timeline(care(grace=grace), *rows)[-1] == ("2025-07-10", "not_met")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"at_least": None}, "at_least: one of at_least, at_most and improved_by must be there"),
        ({"at_most": 5}, "at_most: is either at_least or at_most, not both"),
        ({"improved_by": 5, "summed": True}, "improved_by: periods that are added up have no baseline"),
        ({"lower_is_better": True}, "lower_is_better: must be true with at_most and false with at_least"),
    ],
)
def test_what_contradicts_itself_is_refused(changes, told):
    with pytest.raises(GrammarError, match=told):
        parse(document(care(**changes)))


rounding = st.sampled_from([1, 5, 10])


def published(count, step):
    """Rounded as the audit does: zero, or up to one step and a half as one step, or to the nearest step."""
    if step == 1 or count == 0:
        return count
    return step if count <= step + step // 2 else (count + step // 2) // step * step


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 400), st.integers(0, 400), rounding)
def test_the_true_share_lies_within_the_range(part, more, step):
    whole = part + more
    found = share([Count(published(part, step), published(whole, step), step)])
    low, high = between(published(part, step), step)
    assert low <= part <= high
    if whole:
        assert found.low <= Fraction(100 * part, whole) <= found.high


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 100), st.booleans(), st.integers(0, 3)), max_size=6),
    st.randoms(),
)
def test_the_order_of_figures_is_irrelevant(told, random):
    rows = [
        figure(
            f"2024-{5 + n:02}-10",
            part,
            100,
            provisional=provisional,
            period=(f"202{year}-04-01", f"202{year + 1}-04-01"),
        )
        for n, (part, _, provisional, year) in enumerate(told)
    ]
    asked = care(improved_by=10, provisional="unknown", latest=2)
    assert timeline(asked, *random.sample(rows, len(rows))) == timeline(asked, *rows)
