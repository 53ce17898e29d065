"""Which version governs, and which days are paid for."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation.rules.days import FOREVER
from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse
from accreditation.rules.payment import Band, days_in, payable_spans, share_of_days
from accreditation.rules.timeline import Timeline
from accreditation.rules.verdicts import (
    MET,
    MET_BY_PLAN,
    MET_IN_GRACE,
    NOT_APPLICABLE,
    NOT_MET,
    NOT_YET_DUE,
    RANK,
    WAIVED,
    State,
    Verdict,
)
from accreditation.rules.versions import Awards, Policy, Version, by_version, governed, governed_timeline, governing

from .a_practice import document, entry, facts, on


def version(number, code, effective_from, policy=Policy.FROM_DATE, **more):
    node = {"key": code, "kind": "declaration", "any_of": [code]}
    changes = {"version": number, "effective_from": "2024-04-01", "award": {"valid_months": 12}}
    return Version(parse(document(node, **changes)), on(effective_from), policy, **more)


OLD = version(1, "old", "2024-04-01")


def signed(code, day, until=None):
    return entry("declaration.signed", day, declaration=code, valid_until=until, by="x")


def numbers(spans):
    return [(span.from_on.isoformat(), span.framework.version) for span in spans]


def test_from_a_date_the_new_version_governs_everybody():
    spans = governed([OLD, version(2, "new", "2025-04-01")], facts())
    assert numbers(spans) == [("2024-04-01", 1), ("2025-04-01", 2)]
    assert by_version(spans) == {1: [(on("2024-04-01"), on("2025-04-01"))], 2: [(on("2025-04-01"), FOREVER)]}


@pytest.mark.parametrize(
    ("awards", "changes"),
    [
        ([], "2025-04-01"),
        (["2024-10-01"], "2025-10-02"),
        (["2024-10-01", "2025-07-15"], "2025-07-15"),
        (["2024-10-01", "2025-04-01"], "2025-04-01"),
        (["2025-06-01"], "2025-04-01"),
    ],
)
def test_the_old_version_governs_until_the_award_is_renewed_or_over(awards, changes):
    spans = governed([OLD, version(2, "new", "2025-04-01", Policy.UNTIL_RENEWAL)], facts(), map(on, awards))
    assert numbers(spans) == [("2024-04-01", 1), (changes, 2)]


def test_an_award_without_end_stays_under_its_version_until_it_is_renewed():
    endless = Version(parse(document({"key": "old", "kind": "declaration", "any_of": ["old"]})), on("2024-04-01"))
    new = version(2, "new", "2025-04-01", Policy.UNTIL_RENEWAL)
    assert numbers(governed([endless, new], facts(), [on("2024-10-01")])) == [("2024-04-01", 1)]


RENEWED = version(2, "new", "2025-04-01", Policy.UNTIL_RENEWAL)


def spans_of(versions, rows, granted=(), ended=(), tiers=()):
    awards = Awards(tuple(map(on, granted)), tuple(map(on, ended)), tuple((on(day), tier) for day, tier in tiers))
    return numbers(governing(versions, lambda framework: evaluate(framework, rows), awards))


@pytest.mark.parametrize(
    ("granted", "ended", "changes"),
    [
        (["2024-10-01"], ["2025-05-10"], "2025-05-10"),
        (["2024-10-01"], ["2024-12-01"], "2025-04-01"),
        (["2024-10-01", "2025-02-01"], ["2024-12-01"], "2026-02-02"),
        (["2024-10-01"], ["2025-11-01"], "2025-10-02"),
    ],
)
def test_an_award_that_is_taken_away_keeps_nothing(granted, ended, changes):
    assert spans_of([OLD, RENEWED], facts(), granted, ended) == [("2024-04-01", 1), (changes, 2)]


def test_the_former_version_counts_no_longer_than_the_last_day_named():
    endless = Version(parse(document({"key": "old", "kind": "declaration", "any_of": ["old"]})), on("2024-04-01"))
    limited = version(2, "new", "2025-04-01", Policy.UNTIL_RENEWAL, former_until=on("2026-01-01"))
    assert spans_of([endless, limited], facts(), ["2024-10-01"]) == [("2024-04-01", 1), ("2026-01-01", 2)]
    assert spans_of([OLD, limited], facts(), ["2024-10-01"])[1] == ("2025-10-02", 2)


def test_better_is_what_is_better_for_the_tier_held_on_the_day():
    def two_tiers(number, effective_from, core, enhanced, **more):
        tiers = [
            {"code": code, "label": code, "requirement": {"key": code, "kind": "declaration", "any_of": [asked]}}
            for code, asked in (("core", core), ("enhanced", enhanced))
        ]
        asks = document(tiers[0]["requirement"], version=number, effective_from="2024-04-01") | {"tiers": tiers}
        return Version(parse(asks), on(effective_from), **more)

    versions = [
        two_tiers(1, "2024-04-01", "signed", "signed"),
        two_tiers(2, "2025-04-01", "signed", "new", policy=Policy.WHICHEVER_BETTER),
    ]
    rows = facts(signed("signed", "2024-04-01"))
    assert spans_of(versions, rows) == [("2024-04-01", 1), ("2025-04-01", 2)]
    held = [("2024-05-01", "enhanced"), ("2025-08-01", "core")]
    assert spans_of(versions, rows, tiers=held) == [("2024-04-01", 1), ("2025-08-01", 2)]


def test_whichever_is_better_for_the_days_it_is_better():
    rows = facts(signed("old", "2024-04-01", "2025-12-31"), signed("new", "2025-09-01"))
    versions = [OLD, version(2, "new", "2025-04-01", Policy.WHICHEVER_BETTER)]
    spans = governed(versions, rows)
    assert numbers(spans) == [("2024-04-01", 1), ("2025-09-01", 2)]
    assert governed_timeline(spans, rows).segments[-1][:2] == (on("2024-04-01"), FOREVER)
    until = version(2, "new", "2025-04-01", Policy.WHICHEVER_BETTER, former_until=on("2025-06-01"))
    spans = governed([OLD, until], rows)
    assert numbers(spans) == [("2024-04-01", 1), ("2025-06-01", 2)]
    assert governed_timeline(spans, rows).at(on("2025-06-01")) == NOT_MET


def test_a_third_version_follows_on_whatever_governs():
    rows = facts(signed("old", "2024-04-01"))
    second = version(2, "new", "2025-04-01", Policy.UNTIL_RENEWAL)
    third = version(3, "old", "2026-04-01", Policy.FROM_DATE)
    spans = governed([OLD, second, third], rows, [on("2024-05-01")])
    assert numbers(spans) == [("2024-04-01", 1), ("2025-05-02", 2), ("2026-04-01", 3)]


def test_a_tier_that_a_version_does_not_know_is_not_met_under_it():
    spans = governed([OLD], facts(signed("old", "2024-04-01")))
    assert governed_timeline(spans, facts(signed("old", "2024-04-01")), "other").at(on("2024-05-01")) == NOT_MET
    assert governed_timeline(spans, facts(enrolled="2024-04-01"), "tier").at(on("2024-05-01")) == NOT_MET


days = st.dates(date(2024, 4, 1), date(2026, 3, 31))
spells = st.lists(st.tuples(days, st.integers(0, 400)), max_size=4)


@settings(max_examples=200, deadline=None)
@given(spells, spells, st.lists(days, max_size=3), st.sampled_from(Policy))
def test_every_day_is_governed_once_and_by_the_better_where_the_policy_says_so(olds, news, awards, policy):
    rows = facts(
        *(signed("old", str(day), str(day + timedelta(days=more))) for day, more in olds),
        *(signed("new", str(day), str(day + timedelta(days=more))) for day, more in news),
    )
    new = version(2, "new", "2025-04-01", policy)
    spans = governed([OLD, new], rows, awards)
    assert spans[0].from_on == OLD.effective_from
    assert spans[-1].until_on == FOREVER
    assert all(one.until_on == other.from_on for one, other in pairwise(spans))
    assert all(span.framework is OLD.framework for span in spans if span.until_on <= new.effective_from)
    if policy == Policy.WHICHEVER_BETTER:
        line = governed_timeline(spans, rows)
        lines = [evaluate(each.framework, rows).root for each in (OLD, new)]
        for day in {new.effective_from, *(day for each in lines for day in each.starts if day > new.effective_from)}:
            assert RANK[line.at(day).verdict] == max(RANK[each.at(day).verdict] for each in lines)


# --- days that are paid for -------------------------------------------------------------------------------------------

STATES = [MET, MET_IN_GRACE, MET_BY_PLAN, WAIVED, NOT_APPLICABLE, NOT_MET, NOT_YET_DUE]
STATES += [State(Verdict.MET, by_waiver=True), State(Verdict.MET, in_grace=True, by_plan=True)]
FIRST = date(2025, 4, 1)
LINE = Timeline.of((FIRST + timedelta(days=10 * n), state) for n, state in enumerate(STATES))
YEAR = FIRST, date(2026, 4, 1)
LAST = (date(2026, 4, 1) - (FIRST + timedelta(days=80))).days


@pytest.mark.parametrize(
    ("paid", "number"),
    [
        ({}, 10 + 10 + 10 + 10 + 10),
        ({"during_grace": False}, 10 + 10 + 10 + 10),
        ({"by_plan": True}, 60 + LAST),
        ({"by_waiver": False}, 30),
        ({"provisional": [(FIRST + timedelta(days=60), FIRST + timedelta(days=65))]}, 55),
    ],
)
def test_what_is_paid_for(paid, number):
    assert days_in(payable_spans(LINE, *YEAR, **paid)) == number


def test_only_days_of_the_period_are_paid_for():
    always = Timeline.always(FIRST, MET)
    quarter = date(2025, 7, 1), date(2025, 10, 1)
    assert payable_spans(always, *quarter) == [quarter]
    assert share_of_days([(date(2025, 7, 1), date(2025, 7, 24))], *quarter) == Fraction(23, 92)


@pytest.mark.parametrize(("value", "share"), [(35, 0), (20, 0), (75, 1), (90, 1), (45, Fraction(1, 4))])
def test_a_band_is_paid_in_proportion(value, share):
    assert Band(Fraction(35), Fraction(75)).share(Fraction(value)) == share


def test_a_band_the_wrong_way_round_is_refused():
    with pytest.raises(ValueError, match="has to lie above"):
        Band(Fraction(75), Fraction(75)).share(Fraction(1))
