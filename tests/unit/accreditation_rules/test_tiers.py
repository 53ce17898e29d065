"""Tiers, add-ons, downgrade, provisional days; how long an award lasts."""

from datetime import date

import pytest

from accreditation.rules.award import award_ends, award_period, in_renewal_window, renewal_window
from accreditation.rules.days import FOREVER
from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import GrammarError, parse
from accreditation.rules.ladder import kept, ladder, provisional_spans

from .a_practice import document, entry, facts, on


def declared(code):
    return {"key": code, "kind": "declaration", "any_of": [code]}


def signed(code, day, until=None):
    return entry("declaration.signed", day, declaration=code, valid_until=until, by="x")


def framework(*tiers, **more):
    each = [{"code": code, "requirement": declared(code), **rest} for code, rest in tiers]
    return parse(document(declared("unused"), tiers=each, **more))


THREE = (("one", {}), ("two", {}), ("three", {}))
FIRST = on("2024-04-01")


def assessed(rules, *rows):
    return evaluate(rules, facts(*rows))


def test_a_tier_includes_every_tier_before_it_and_an_addon_none():
    rules = framework(*THREE, ("insulin", {"addon": True}), ("four", {}))
    assert [tier.includes for tier in rules.tiers] == [(), ("one",), ("one", "two"), (), ("one", "two", "three")]


def test_a_tier_may_name_what_it_includes_and_includes_what_that_includes():
    rules = framework(("a", {}), ("b", {}), ("c", {"includes": ["b"]}), ("d", {"includes": ["a"]}))
    assert [tier.includes for tier in rules.tiers] == [(), ("a",), ("a", "b"), ("a",)]


def test_an_addon_stands_beside_the_ladder():
    rules = framework(*THREE[:2], ("insulin", {"addon": True, "includes": ["one"]}))
    assessment = assessed(rules, signed("one", "2024-04-01"), signed("insulin", "2024-05-01"))
    day = on("2024-06-01")
    assert (assessment.tier_on(day), assessment.addons_on(day)) == ("one", ("insulin",))
    assert assessment.addons_on(on("2024-04-30")) == ()


def test_a_lost_tier_is_worth_the_highest_one_still_met_where_the_framework_says_downgrade():
    rows = [signed("one", "2024-04-01"), signed("two", "2024-04-01", "2024-12-31"), signed("three", "2024-04-01")]
    rows[2] = signed("three", "2024-04-01", "2024-06-30")
    for downgrade, expected in ((True, ["three", "two", "one"]), (False, ["three", None])):
        rules = framework(*THREE, downgrade=downgrade)
        rungs = kept(rules, assessed(rules, *rows), "three")
        assert [rung.tier for rung in rungs] == expected
        assert rungs[0].until_on == on("2024-07-01")
        assert rungs[-1].until_on == FOREVER


def test_the_ladder_has_the_highest_tier_of_every_day():
    rules = framework(*THREE)
    rows = [signed("one", "2024-05-01"), signed("two", "2024-04-01"), signed("three", "2024-08-01", "2024-08-31")]
    assert [(rung.from_on, rung.tier) for rung in ladder(assessed(rules, *rows))] == [
        (FIRST, None),
        (on("2024-05-01"), "two"),
        (on("2024-08-01"), "three"),
        (on("2024-09-01"), "two"),
    ]


def test_provisional_days_end_with_the_entry_period():
    rules = framework(*THREE[:1], entry_months=6, provisional_tier_allowed=True)
    assessment = assessed(rules)
    assert provisional_spans(rules, assessment, "one") == [(FIRST, on("2024-10-02"))]
    assert str(assessment.root.at(on("2024-10-02")).verdict) == "not_met"
    refused = framework(*THREE[:1], entry_months=6)
    assert provisional_spans(refused, assessed(refused), "one") == []


@pytest.mark.parametrize(
    ("award", "granted", "last_day"),
    [
        ({"valid_months": 12}, "2024-03-10", "2025-03-10"),
        ({"valid_months": 12}, "2024-02-29", "2025-02-28"),
        ({"valid_months": 12, "anchor": "contract_year"}, "2024-06-10", "2025-03-31"),
        ({"valid_months": 36, "anchor": "contract_year"}, "2024-06-10", "2027-03-31"),
    ],
)
def test_the_last_day_of_an_award(award, granted, last_day):
    began, ended = award_period(framework(*THREE, award=award), on(granted))
    assert (began, (ended - date.resolution).isoformat()) == (on(granted), last_day)


def test_renewing_early_costs_no_days():
    rules = framework(*THREE, award={"valid_months": 12, "renewal_months": 3})
    period = award_period(rules, on("2024-03-10"))
    assert renewal_window(rules, period) == (on("2024-12-11"), on("2025-03-11"))
    assert award_period(rules, on("2025-01-15"), period) == (on("2025-01-15"), on("2026-03-11"))
    assert not in_renewal_window(rules, period, on("2024-12-10"))
    assert award_period(rules, on("2024-12-10"), period) == (on("2024-12-10"), on("2025-12-11"))


def test_an_award_without_months_lasts_until_it_is_taken_away():
    rules = framework(*THREE)
    assert award_period(rules, FIRST) == (FIRST, FOREVER)
    assert renewal_window(rules, (FIRST, FOREVER)) == (FOREVER, FOREVER)


def test_an_award_may_end_with_its_requirements():
    rows = [signed("one", "2024-04-01", "2024-06-30"), signed("one", "2024-09-01")]
    for ends, expected in ((True, "2024-07-01"), (False, "2025-04-02")):
        rules = framework(*THREE[:1], award={"valid_months": 12, "ends_with_requirements": ends})
        period = award_period(rules, FIRST)
        assert award_ends(rules, period, assessed(rules, *rows).root) == on(expected)


BAD = {
    "award.valid_month: unknown key; did you mean valid_months?": {"award": {"valid_month": 12}},
    "award.anchor: unknown value 'contractyear'; did you mean contract_year?": {"award": {"anchor": "contractyear"}},
    "tiers[0].addon: the first tier cannot be an add-on": {
        "tiers": [{"code": "a", "requirement": declared("a"), "addon": True}]
    },
    "tiers[1].includes[0]: no tier 'c' before this one; known are a": {
        "tiers": [
            {"code": "a", "requirement": declared("a")},
            {"code": "b", "requirement": declared("b"), "includes": ["c"]},
        ]
    },
}


@pytest.mark.parametrize("message", BAD)
def test_what_a_framework_cannot_say_is_refused_with_the_path(message):
    with pytest.raises(GrammarError) as refused:
        parse(document(declared("unused")) | BAD[message])
    assert str(refused.value) == message
