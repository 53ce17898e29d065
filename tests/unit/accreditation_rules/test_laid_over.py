"""Menus and none-of; unknown read otherwise; where it is asked for; new rules; plans; what verdicts lean on."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation.rules.algebra import RESTING_ON, all_of, any_of, leaning, menu, none_of, nth_best
from accreditation.rules.applying import settled
from accreditation.rules.evaluate import evaluate
from accreditation.rules.facts import Size, Waiver
from accreditation.rules.grammar import GrammarError, parse, to_english
from accreditation.rules.needs import needs_of
from accreditation.rules.proof import explain
from accreditation.rules.timeline import Timeline
from accreditation.rules.verdicts import (
    MET,
    MET_BY_PLAN,
    MET_IN_GRACE,
    NOT_APPLICABLE,
    NOT_MET,
    NOT_YET_DUE,
    UNKNOWN,
    WAIVED,
    State,
    Verdict,
)

from .a_practice import RECORDED, course, document, employed, entry, facts, on, timeline

EVERY = [MET, MET_IN_GRACE, MET_BY_PLAN, WAIVED, NOT_APPLICABLE, NOT_YET_DUE, UNKNOWN, NOT_MET]
EVERY += [State(Verdict.MET, by_waiver=True), State(Verdict.MET, in_grace=True, by_plan=True)]
states = st.lists(st.sampled_from(EVERY), min_size=1, max_size=6)
START = ("2024-04-01",)


def declared(code="nda", **more):
    return {"key": code, "kind": "declaration", "label": code, "any_of": [code], **more}


def signed(code, day, until=None):
    return entry("declaration.signed", day, declaration=code, valid_until=until, by="x")


def sized(count, day, measure="list_size"):
    return Size(f"size {day}", measure, count, on(day), RECORDED)


def lines(requirement, *rows, sizes=(), waivers=(), enrolled="2024-04-01", **how):
    known = replace(facts(*rows, enrolled=enrolled, waivers=waivers), sizes=tuple(sizes))
    return evaluate(parse(document(requirement, **how)), known).timelines


def verdicts(line):
    return [(segment.from_on.isoformat(), str(segment.state.verdict)) for segment in line.segments]


# --- the algebra ------------------------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(states, st.integers(1, 6))
def test_a_menu_of_single_points_is_n_of(parts, number):
    if number <= len(parts):
        assert menu(number, [1] * len(parts), [""] * len(parts), {})(parts) == nth_best(number)(parts)


@settings(max_examples=300)
@given(states)
def test_a_whole_leans_on_no_more_than_its_parts_and_all_of_on_all_of_it(parts):
    whole = all_of(parts)
    if whole.is_satisfied:
        bits = 0
        for part in parts:
            bits |= leaning(part)
        assert whole == RESTING_ON[bits]
    best = any_of(parts)
    if best.is_satisfied:
        assert leaning(best) == min(leaning(part) for part in parts if part.is_satisfied)


@settings(max_examples=300)
@given(states)
def test_none_of_is_met_exactly_when_any_of_could_not_be(parts):
    verdict = none_of(parts)
    assert (verdict == NOT_MET) == any(part.verdict == Verdict.MET for part in parts)
    assert verdict in (MET, NOT_MET, UNKNOWN)


def test_of_a_group_the_parts_with_the_most_points_count():
    join = menu(4, [1, 3, 2, 1], ["a", "a", "a", ""], {"a": 1})
    assert join([MET, MET, MET, MET]) == MET
    assert join([MET, NOT_MET, MET, MET]) == NOT_MET
    assert join([MET, NOT_YET_DUE, MET, MET]) == NOT_YET_DUE
    assert join([MET, UNKNOWN, MET, MET]) == UNKNOWN
    assert join([MET, WAIVED, MET, MET]) == State(Verdict.MET, by_waiver=True)


# --- menu and none_of -------------------------------------------------------------------------------------------------

MENU = {
    "key": "menu",
    "kind": "menu",
    "at_least": 3,
    "requirements": [declared(code) for code in ("joint", "teaching", "peer", "audit")],
    "choices": [
        {"requirement": "joint", "points": 2},
        {"requirement": "teaching", "group": "education"},
        {"requirement": "peer", "group": "education"},
    ],
    "limits": [{"group": "education", "at_most": 1}],
}


def test_a_menu_is_met_from_the_day_there_are_points_enough():
    rows = [signed("teaching", "2024-04-01"), signed("peer", "2024-04-01"), signed("joint", "2024-06-01")]
    assert timeline(MENU, *rows[:2], signed("audit", "2024-05-01")) == [("2024-04-01", "not_met")]
    assert timeline(MENU, *rows) == [("2024-04-01", "not_met"), ("2024-06-01", "met")]


def test_a_person_can_meet_a_menu():
    held = {
        "key": "held",
        "kind": "menu",
        "at_least": 2,
        "requirements": [{"key": code, "kind": "course", "any_of": [code]} for code in ("a", "b", "c")],
    }
    team = {"key": "team", "kind": "people", "slots": [{"key": "nurse", "roles": ["nurse"]}], "each": held}
    rows = [employed("ann", "practice_nurse"), course("ann", "2024-04-01", "a"), course("ann", "2024-05-01", "c")]
    assert timeline(team, *rows) == [("2024-04-01", "not_met"), ("2024-05-01", "met")]


def test_none_of_is_not_met_while_something_is_there_and_the_proof_names_it():
    clean = {"key": "clean", "kind": "none_of", "requirements": [declared("breach"), declared("suspension")]}
    row = signed("breach", "2024-05-10", "2024-06-30")
    assert timeline(clean, row) == [("2024-04-01", "met"), ("2024-05-10", "not_met"), ("2024-07-01", "met")]
    proof = explain(parse(document(clean)), facts(row), "clean", on("2024-05-10"))
    assert [missing.sentence for missing in proof.missing] == ["breach: must not be so."]
    assert (proof.ends.key, proof.ends.entry) == ("breach", row)


BAD = {
    "tiers[0].requirement.at_least: asks for 9 points, and there are 4": MENU | {"at_least": 9},
    "tiers[0].requirement.choices[0].requirement: unknown value 'joints'; did you mean joint?": MENU
    | {"choices": [{"requirement": "joints"}], "limits": []},
    "tiers[0].requirement.limits[0].group: unknown value 'eduction'; did you mean education?": MENU
    | {"limits": [{"group": "eduction", "at_most": 1}]},
    "tiers[0].requirement.applies_when: names nothing; leave it out where the requirement is always asked for": (
        declared(applies_when={})
    ),
    "tiers[0].requirement.applies_when.tier: no tier 'tier' before its own; it is the first": declared(
        applies_when={"tier": "tier"}
    ),
    "tiers[0].requirement.unknown_as: unknown value 'not-met'; did you mean not_met?": declared(unknown_as="not-met"),
    "tiers[0].requirement.applies_when.size.measure: unknown value 'list'; did you mean list_size?": declared(
        applies_when={"size": {"measure": "list"}}
    ),
}


@pytest.mark.parametrize("message", BAD)
def test_what_cannot_be_said_is_refused_with_the_path(message):
    bad = BAD[message]
    if bad.get("limits") == []:
        bad = {name: value for name, value in bad.items() if name != "limits"}
    with pytest.raises(GrammarError) as refused:
        parse(document(bad))
    assert str(refused.value) == message


# --- unknown ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "state"), [("not_met", NOT_MET), ("not_yet_due", NOT_YET_DUE), ("met", MET), ("unknown", UNKNOWN)]
)
def test_unknown_is_read_as_the_framework_says(word, state):
    node = parse(document(declared(unknown_as=word))).node("nda")
    raw = Timeline.of([(on("2024-04-01"), MET), (on("2024-05-01"), UNKNOWN), (on("2024-06-01"), NOT_MET)])
    read = settled(node, raw)
    assert [read.at(on(day)) for day in ("2024-04-30", "2024-05-01", "2024-06-01")] == [MET, state, NOT_MET]


# --- where it is asked for --------------------------------------------------------------------------------------------


def test_a_size_is_the_last_count_on_or_before_the_day():
    small = declared(applies_when={"size": {"measure": "list_size", "at_most": 6000}})
    sizes = [sized(6001, "2024-05-01"), sized(6000, "2024-07-01")]
    assert verdicts(lines(small, sizes=sizes)["nda"]) == [
        ("2024-04-01", "unknown"),
        ("2024-05-01", "not_applicable"),
        ("2024-07-01", "not_met"),
    ]
    assert verdicts(lines(small, signed("nda", "2024-04-01"), sizes=sizes[:1])["nda"]) == [
        ("2024-04-01", "met"),
        ("2024-05-01", "not_applicable"),
    ]


def test_a_size_may_be_the_one_with_which_the_contract_year_began():
    large = declared(applies_when={"size": {"measure": "list_size", "at_least": 6000, "counted": "contract_year"}})
    sizes = [sized(5999, "2024-01-01"), sized(6000, "2024-04-02"), sized(10, "2025-04-02")]
    assert verdicts(lines(large, sizes=sizes)["nda"]) == [
        ("2024-04-01", "not_applicable"),
        ("2025-04-01", "not_met"),
        ("2026-04-01", "not_applicable"),
    ]


def test_a_requirement_for_practices_with_a_role():
    rule = declared(applies_when={"roles": ["pharmacist"]})
    job = employed("pat", "pharmacist", "2024-05-01", "2024-06-01")
    assert timeline(rule, job) == [
        ("2024-04-01", "not_applicable"),
        ("2024-05-01", "not_met"),
        ("2024-06-01", "not_applicable"),
    ]


def test_a_person_is_asked_for_what_the_role_asks():
    extra = {"key": "gp-extra", "kind": "course", "any_of": ["extra"], "applies_when": {"roles": ["gp"]}}
    both = {"key": "both", "kind": "all_of", "requirements": [{"key": "a", "kind": "course", "any_of": ["a"]}, extra]}
    slots = [{"key": "gp", "roles": ["gp"]}, {"key": "nurse", "roles": ["nurse"]}]
    team = {"key": "team", "kind": "people", "slots": slots, "each": both}
    rows = [employed("gil", "gp_partner"), employed("ann", "practice_nurse")]
    rows += [course("gil", "2024-04-01", "a"), course("ann", "2024-04-01", "a"), course("gil", "2024-06-01", "extra")]
    assert timeline(team, *rows) == [("2024-04-01", "not_met"), ("2024-06-01", "met")]


def test_a_requirement_while_a_tier_is_satisfied():
    tiers = [
        {"code": "one", "requirement": declared("a")},
        {"code": "two", "requirement": declared("b", applies_when={"tier": "one"})},
    ]
    rows = [signed("a", "2024-05-01", "2024-05-31")]
    found = evaluate(parse(document(declared("x"), tiers=tiers)), facts(*rows)).timelines["b"]
    assert verdicts(found) == [
        ("2024-04-01", "not_applicable"),
        ("2024-05-01", "not_met"),
        ("2024-06-01", "not_applicable"),
    ]


def test_both_ends_of_the_days_of_a_requirement_are_included():
    rule = declared(applies_when={"first_day": "2024-05-01", "last_day": "2024-05-31"})
    assert timeline(rule) == [
        ("2024-04-01", "not_applicable"),
        ("2024-05-01", "not_met"),
        ("2024-06-01", "not_applicable"),
    ]
    proof = explain(parse(document(rule)), facts(), "nda", on("2024-05-10"))
    assert (proof.ends.cause, proof.ends.sentence) == ("applies", "nda is no longer asked for from 1 June 2024")


# --- new rules --------------------------------------------------------------------------------------------------------

NEW = {"grace": {"days": 30, "on": ["new_rule", "expired"], "uses_per_contract_year": 1}}


def test_a_new_rule_is_forgiven_to_whoever_was_there_before():
    rule = declared(applies_from="2024-06-01", **NEW)
    assert timeline(rule) == [("2024-04-01", "not_applicable"), ("2024-06-01", "met+"), ("2024-07-01", "not_met")]
    assert timeline(rule, enrolled="2024-06-01") == [("2024-06-01", "not_met")]
    assert timeline(declared(**NEW), enrolled="2024-03-31") == [("2024-04-01", "met+"), ("2024-05-01", "not_met")]
    proof = explain(parse(document(rule)), facts(), "nda", on("2024-06-15"))
    assert proof.ends.sentence == "grace ends: nda is asked for since 1 June 2024"


def test_the_grace_of_a_new_rule_is_a_use():
    rows = [signed("nda", "2024-06-11", "2024-07-31")]
    assert timeline(declared(applies_from="2024-06-01", **NEW), *rows) == [
        ("2024-04-01", "not_applicable"),
        ("2024-06-01", "met+"),
        ("2024-06-11", "met"),
        ("2024-08-01", "not_met"),
    ]


# --- plans ------------------------------------------------------------------------------------------------------------


def agreed(day, due, plan="p1", key="nda", framework="test.7"):
    return entry("plan.agreed", day, plan=plan, framework=framework, requirement=key, due_on=due)


PLANNED = declared(plans={"max_days": 60})


def planned(*rows, rule=PLANNED):
    line = lines(rule, *rows)["nda"]
    return [(s.from_on.isoformat(), "by plan" if s.state.by_plan else str(s.state.verdict)) for s in line.segments]


def test_a_plan_stands_in_up_to_and_including_its_last_day():
    assert planned(agreed("2024-05-01", "2024-05-31")) == [
        ("2024-04-01", "not_met"),
        ("2024-05-01", "by plan"),
        ("2024-06-01", "not_met"),
    ]


def test_a_plan_lasts_no_longer_than_the_framework_says():
    assert planned(agreed("2024-05-01", "2024-12-31"))[-1] == ("2024-06-30", "not_met")


def test_a_plan_ends_when_it_is_closed_or_the_requirement_is_met():
    closed = entry("plan.closed", "2024-05-11", plan="p1", outcome="abandoned")
    assert planned(agreed("2024-05-01", "2024-05-31"), closed)[-1] == ("2024-05-11", "not_met")
    assert planned(agreed("2024-05-01", "2024-05-31"), signed("nda", "2024-05-11"))[-1] == ("2024-05-11", "met")


def test_a_second_plan_in_a_contract_year_does_not_count_and_the_proof_says_so():
    rows = agreed("2024-05-01", "2024-05-31"), agreed("2024-08-01", "2024-08-31", "p2")
    assert planned(*rows)[-1] == ("2024-06-01", "not_met")
    assert planned(*rows, rule=declared(plans={"max_days": 60, "per_contract_year": 2}))[-2][0] == "2024-08-01"
    proof = explain(parse(document(PLANNED)), facts(*rows), "nda", on("2024-08-10"))
    assert [each.sentence for each in proof.not_counted] == ["plan of 1 August 2024: 1 in a contract year allowed"]


@pytest.mark.parametrize("other", [{"key": "else"}, {"framework": "another"}, {"framework": "testing.7"}])
def test_a_plan_about_something_else_does_not_count(other):
    assert planned(agreed("2024-05-01", "2024-05-31", **other)) == [("2024-04-01", "not_met")]


def test_a_requirement_that_knows_no_plans_is_not_met_by_one():
    assert planned(agreed("2024-05-01", "2024-05-31"), rule=declared()) == [("2024-04-01", "not_met")]


def test_the_proof_shows_the_plan_and_what_ends_it_also_above():
    root = {"key": "root", "kind": "all_of", "requirements": [PLANNED]}
    row = agreed("2024-05-01", "2024-05-31")
    proof = explain(parse(document(root)), facts(row), "root", on("2024-05-10"))
    assert (proof.verdict, proof.by_plan, proof.in_grace) == ("met", True, False)
    assert (proof.ends.cause, proof.ends.entry, proof.until_on) == ("plan_ends", row, on("2024-06-01"))
    assert proof.parts[0].plan.entry == row


def test_a_waiver_shows_through_what_rests_on_it():
    root = {"key": "root", "kind": "all_of", "requirements": [declared("a"), declared("b")]}
    waiver = Waiver("w", "b", on("2024-05-01"), on("2024-06-01"), RECORDED)
    found = lines(root, signed("a", "2024-04-01"), waivers=[waiver])["root"]
    assert found.at(on("2024-05-15")) == State(Verdict.MET, by_waiver=True)
    assert found.at(on("2024-06-01")) == NOT_MET


# --- words ------------------------------------------------------------------------------------------------------------


def test_what_is_laid_over_is_said_in_the_clause():
    rule = declared(
        plans={"max_days": 60},
        unknown_as="not_met",
        applies_when={"size": {"measure": "list_size", "at_least": 6000}, "roles": ["gp"], "first_day": "2025-04-01"},
    )
    assert to_english(parse(document(rule)).node("nda")) == (
        "The declaration “nda” in force; an agreed plan stands in for it for up to 60 days, once in a contract year; "
        "where the data cannot say: not met; asked for only with at least 6000 people on the list, where there is a GP "
        "and from 1 April 2025."
    )


# --- properties -------------------------------------------------------------------------------------------------------

days = st.dates(date(2024, 1, 1), date(2025, 12, 31))
spells = st.lists(st.tuples(days, st.integers(0, 200)), max_size=4)


@settings(max_examples=200, deadline=None)
@given(spells, spells, st.randoms())
def test_the_order_of_plans_and_sizes_is_irrelevant(plans, declarations, random):
    rule = declared(
        plans={"max_days": 90, "per_contract_year": 2}, applies_when={"size": {"measure": "list_size", "at_least": 100}}
    )
    rows = [agreed(str(day), str(day + timedelta(days=more)), f"p{n}") for n, (day, more) in enumerate(plans)]
    rows += [signed("nda", str(day), str(day + timedelta(days=more))) for day, more in declarations]
    sizes = [sized(more, str(day)) for day, more in dict(plans).items()]
    turned = random.sample(rows, len(rows))
    assert lines(rule, *rows, sizes=sizes) == lines(rule, *turned, sizes=random.sample(sizes, len(sizes)))


@settings(max_examples=200, deadline=None)
@given(spells, st.lists(days, min_size=1, max_size=3))
def test_a_plan_never_makes_anything_worse(declarations, agreed_on):
    rows = [signed("nda", str(day), str(day + timedelta(days=more))) for day, more in declarations]
    plans = [agreed(str(day), str(day + timedelta(days=40)), f"p{n}") for n, day in enumerate(agreed_on)]
    before, after = lines(PLANNED, *rows)["nda"], lines(PLANNED, *rows, *plans)["nda"]
    for day in sorted({*before.starts, *after.starts}):
        assert after.at(day) == before.at(day) or (before.at(day), after.at(day)) == (NOT_MET, MET_BY_PLAN)


def test_every_pair_of_states_has_a_verdict_in_every_combination():
    for pair in product(EVERY, repeat=2):
        assert all_of(pair).verdict in Verdict
        assert any_of(pair).is_satisfied == any(state.is_satisfied for state in pair)


def test_a_framework_that_asks_for_a_size_needs_the_sizes():
    rule = declared(applies_when={"size": {"measure": "list_size", "at_most": 6000}})
    assert needs_of(parse(document(rule))) == {"sizes"}
    assert needs_of(parse(document(declared()))) == set()
