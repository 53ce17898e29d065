"""Who is counted: scale, locums, leave, other practices, acting deputies, shares; and what the proof says of it."""

from datetime import date

import pytest

from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import GrammarError, parse
from accreditation.rules.proof import explain

from .a_practice import (
    counted,
    course,
    document,
    elsewhere,
    employed,
    entry,
    facts,
    in_post,
    on,
    on_leave,
    spoken,
    timeline,
)

NURSE = {"key": "nurse", "roles": ["nurse"]}
NEVER = [("2024-04-01", "not_met")]
FOOT = {"key": "foot", "kind": "course", "label": "foot", "any_of": ["insulin-safety"], "valid_months": 12}
REGISTERED = {"key": "reg", "kind": "registration", "label": "registered", "any_of": ["nmc"]}


def team(*slots, **changes):
    return {"key": "team", "kind": "people", "label": "the team", "slots": list(slots or [NURSE])} | changes


def scaled(**scale):
    return {"key": "nurse", "roles": ["nurse"], "scale": {"of": "diabetes_register"} | scale}


def proof(requirement, day, *rows, **how):
    return explain(parse(document(requirement, **how)), facts(*rows), requirement["key"], on(day))


def remarks(*args):
    return [(each.person, each.sentence) for each in proof(*args).remarks]


NURSES = [employed(f"nurse {n}", "practice_nurse") for n in range(3)]


# --- scale ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "asked"), [(0, 1), (1, 1), (300, 1), (301, 2), (600, 2), (601, 3), (900, 3), (10_000, 3)]
)
def test_one_for_every_three_hundred_begun_at_most_three(count, asked):
    node = team(scaled(per=300, max=3))
    for here in (asked - 1, asked):
        expected = "met" if here >= asked else "not_met"
        rows = *NURSES[:here], counted("diabetes_register", count, "2024-01-01")
        assert timeline(node, *rows) == [("2024-04-01", expected)]


def test_steps_ask_for_the_number_of_the_last_one_reached():
    node = team(scaled(steps=[{"from": 0, "n": 1}, {"from": 500, "n": 3}]))
    assert timeline(node, NURSES[0], counted("diabetes_register", 499, "2024-01-01")) == [("2024-04-01", "met")]
    assert timeline(node, *NURSES[:2], counted("diabetes_register", 500, "2024-01-01")) == NEVER


def test_the_count_of_the_day_or_of_the_beginning_of_the_contract_year():
    sizes = counted("diabetes_register", 300, "2024-01-01"), counted("diabetes_register", 400, "2024-07-01")
    assert timeline(team(scaled(per=300)), NURSES[0], *sizes) == [("2024-04-01", "met"), ("2024-07-01", "not_met")]
    by_year = team(scaled(per=300, counted="contract_year_start"))
    assert timeline(by_year, NURSES[0], *sizes) == [("2024-04-01", "met"), ("2025-04-01", "not_met")]
    ends = proof(by_year, "2024-06-01", NURSES[0], *sizes).ends
    told = "from 1 April 2025: two asked for 400 people on the diabetes register on 1 July 2024"
    assert (ends.cause, ends.sentence) == ("size", told)


def test_without_a_count_it_is_unknown_but_nobody_at_all_is_not_met():
    size = counted("diabetes_register", 301, "2024-07-01")
    assert timeline(team(scaled(per=300)), NURSES[0], size) == [("2024-04-01", "unknown"), ("2024-07-01", "not_met")]
    assert timeline(team(scaled(per=300)), size) == NEVER
    found = proof(team(scaled(per=300)), "2024-05-01", NURSES[0], size)
    assert [each.sentence for each in found.missing] == ["No count of people on the diabetes register is known."]


@pytest.mark.parametrize(
    ("slot", "path"),
    [
        (scaled(), "scale"),
        (scaled(per=300, steps=[{"from": 0, "n": 1}]), "scale"),
        (scaled(per=300) | {"n": 2}, "n"),
        (scaled(per=300, min=3, max=2), "scale.max"),
        (scaled(steps=[{"from": 9, "n": 2}, {"from": 5, "n": 1}]), "scale.steps"),
        (NURSE | {"acting": {"posts": ["deputy"]}}, "acting"),
    ],
)
def test_a_scale_that_cannot_be_meant_is_refused(slot, path):
    with pytest.raises(GrammarError) as refused:
        parse(document(team(slot)))
    assert refused.value.path.endswith(f"slots[0].{path}")


# --- whose work counts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "sessions", "counts"),
    [("2024-09-01", 2, True), ("2024-08-31", 2, False), (None, 2, True), ("2024-09-01", 1.5, False)],
)
def test_a_locum_counts_only_when_booked_long_enough(until, sessions, counts):
    node = team({"key": "gp", "roles": ["locum_gp"]}, employment={"locums": {}})
    rows = (employed("locum", "locum_gp", "2024-06-01", until, sessions),)
    assert any(verdict == "met" for _, verdict in timeline(node, *rows)) == counts


def test_the_locum_rule_is_for_locums_alone():
    short = employed("nurse", "practice_nurse", "2024-06-01", "2024-06-10", sessions=1)
    assert timeline(team(employment={"locums": {}}), short)[1] == ("2024-06-01", "met")
    assert timeline(team(employment={"min_months": 1}), short) == NEVER


def test_somebody_on_long_leave_does_not_count_and_the_proof_says_so():
    rows = employed("nurse", "practice_nurse"), on_leave("nurse", "2024-06-01", "2024-09-01")
    assert timeline(team(), *rows)[1:] == [("2024-06-01", "not_met"), ("2024-09-01", "met")]
    assert timeline(team(employment={"count_on_leave": True}), *rows) == [("2024-04-01", "met")]
    assert remarks(team(), "2024-07-01", *rows) == [("nurse", "is not counted: on long leave")]
    ends = proof(team(), "2024-05-01", *rows).ends
    assert (ends.cause, ends.sentence) == ("person_left", "the person in “nurse” is on long leave after 31 May 2024")


def test_a_person_counts_at_so_many_practices_where_they_began_first():
    here = employed("nurse", "practice_nurse", "2024-05-01")
    asked = team(employment={"max_practices": 1})
    before = elsewhere(employed("nurse", "practice_nurse", "2024-04-30", "2024-08-01"))
    after = elsewhere(employed("nurse", "practice_nurse", "2024-05-02"))
    assert timeline(asked, here, before)[1:] == [("2024-08-01", "met")]
    assert timeline(asked, here, after)[1:] == [("2024-05-01", "met")]
    assert timeline(team(employment={"max_practices": 2}), here, before)[1:] == [("2024-05-01", "met")]
    assert remarks(asked, "2024-06-01", here, before) == [
        ("nurse", "is not counted here: already counts at another practice")
    ]


def test_work_elsewhere_that_would_not_count_does_not_stand_in_the_way():
    here = employed("nurse", "practice_nurse", "2024-05-01")
    other = elsewhere(employed("nurse", "practice_manager", "2020-01-01"))
    assert timeline(team(employment={"max_practices": 1}), here, other)[1:] == [("2024-05-01", "met")]


def test_a_post_is_shared_by_where_it_was_held_first():
    lead = {"key": "lead", "kind": "lead", "lead_role": "lead_gp", "employment": {"max_practices": 1}}
    rows = employed("gp", "gp_partner"), in_post("gp", "lead_gp", "2024-05-01")
    other = elsewhere(in_post("gp", "lead_gp", "2024-01-01", "2024-07-01"))
    assert timeline(lead, *rows, other)[1:] == [("2024-07-01", "met")]


def test_a_deputy_acts_for_a_while():
    lead = {"key": "lead", "kind": "lead", "lead_role": "lead_gp", "acting": {"posts": ["deputy_lead_gp"], "days": 90}}
    rows = employed("gp", "gp_partner"), in_post("gp", "deputy_lead_gp", "2024-05-01")
    assert timeline(lead, *rows)[1:] == [("2024-05-01", "met"), ("2024-07-30", "not_met")]
    for_ever = lead | {"acting": {"posts": ["deputy_lead_gp"]}}
    assert timeline(for_ever, *rows)[1:] == [("2024-05-01", "met")]


# --- what the proof says -------------------------------------------------------------------------------------------


def test_where_greedy_filling_fails_the_proof_says_who_was_moved_and_why():
    either = {"key": "either", "roles": ["gp", "nurse"]}
    rows = employed("a nurse", "practice_nurse"), employed("partner", "gp_partner", until="2025-01-01")
    assert remarks(team(either, NURSE), "2024-06-01", *rows) == [
        ("a nurse", "is counted as “nurse” and not as “either”, because nobody else can be")
    ]
    assert remarks(team(NURSE, either), "2024-06-01", *rows) == []


def test_a_chain_of_people_makes_room():
    slots = [
        {"key": key, "roles": roles} for key, roles in (("any", ["gp", "nurse"]), ("gp", ["gp"]), ("nurse", ["nurse"]))
    ]
    rows = (
        employed("nurse", "practice_nurse"),
        employed("partner", "gp_partner", until="2027-01-01"),
        employed("salaried", "salaried_gp", until="2026-01-01"),
    )
    found = proof(team(*slots), "2024-06-01", *rows)
    assert sorted(each.slot for each in found.people) == ["any", "gp", "nurse"]
    assert ("nurse", "is counted as “nurse” and not as “any”, because nobody else can be") in [
        (each.person, each.sentence) for each in found.remarks
    ]


# --- not known, not due ---------------------------------------------------------------------------------------------


def looked_up(person, day, status="active"):
    return entry("registration.checked", day, person, body="nmc", status=status)


def test_a_team_is_unknown_only_while_those_unknown_could_make_it():
    two = team(NURSE | {"n": 2}, each=REGISTERED)
    assert timeline(two, NURSES[0], looked_up("nurse 0", "2024-05-01")) == NEVER
    rows = *NURSES[:2], looked_up("nurse 0", "2024-05-01"), looked_up("nurse 1", "2024-06-01")
    assert timeline(two, *rows) == [("2024-04-01", "unknown"), ("2024-06-01", "met"), ("2025-05-02", "unknown")]


# --- share ---------------------------------------------------------------------------------------------------------


def share(percent, **changes):
    node = {"key": "share", "kind": "share", "label": "bronze", "roles": ["nurse"], "at_least_percent": percent}
    return node | {"each": FOOT} | changes


def test_a_share_counts_who_holds_it_among_who_is_asked():
    rows = *NURSES, course("nurse 0", "2024-05-01"), course("nurse 1", "2024-06-01")
    assert timeline(share(66), *rows)[1:] == [("2024-06-01", "met"), ("2025-05-02", "not_met")]
    assert timeline(share(67), *rows) == NEVER
    assert timeline(share(33), *rows)[1:] == [("2024-05-01", "met"), ("2025-06-02", "not_met")]


def test_the_denominator_changes_with_who_works_here():
    rows = *NURSES[:2], course("nurse 0", "2024-04-01"), employed("new", "practice_nurse", "2024-06-01")
    assert timeline(share(50), *rows) == [("2024-04-01", "met"), ("2024-06-01", "not_met")]
    leave = on_leave("nurse 1", "2024-07-01", "2024-08-01")
    assert timeline(share(50), *rows, leave)[1:4] == [
        ("2024-06-01", "not_met"),
        ("2024-07-01", "met"),
        ("2024-08-01", "not_met"),
    ]
    found = proof(share(50), "2024-07-10", *rows, leave)
    assert [each.person for each in found.people] == ["nurse 0"]
    assert [(each.person, each.reason) for each in found.remarks] == [("nurse 1", "on_leave")]
    ends = proof(share(50), "2024-05-01", *rows).ends
    assert (ends.person, ends.sentence) == ("new", "from 1 June 2024: 1 of 3 hold it, 50 per cent asked")


def test_where_nobody_is_asked_nobody_holds_it():
    assert timeline(share(1)) == NEVER
    assert [each.sentence for each in proof(share(1), "2024-05-01").missing] == [
        "bronze: nobody in the roles asked works here."
    ]


def test_bronze_silver_and_gold_are_tiers_of_shares():
    tiers = [
        {"code": code, "requirement": share(percent, each=FOOT | {"key": f"foot {code}"}) | {"key": code}}
        for code, percent in (("bronze", 15), ("silver", 50), ("gold", 85))
    ]
    rows = *NURSES, course("nurse 0", "2024-05-01"), course("nurse 1", "2024-06-01"), course("nurse 2", "2024-07-01")
    assessment = evaluate(parse(document(share(1)) | {"tiers": tiers}), facts(*rows))
    days = [date(2024, 4, 15), date(2024, 5, 1), date(2024, 6, 1), date(2024, 7, 1), date(2025, 5, 2)]
    assert [assessment.tier_on(day) for day in days] == [None, "bronze", "silver", "gold", "silver"]


@pytest.mark.parametrize(("causes", "expected"), [(["expired"], "met+"), (["person_left"], "not_met")])
def test_a_share_lost_by_what_ran_out_has_grace_for_that(causes, expected):
    grace = {"days": 30, "on": causes}
    rows = *NURSES[:2], course("nurse 0", "2024-05-01")
    assert timeline(share(50, grace=grace), *rows)[2] == ("2025-05-02", expected)


def test_a_share_lost_by_who_left_has_grace_for_that():
    rows = NURSES[0], employed("leaver", "practice_nurse", until="2024-06-01"), course("leaver", "2024-05-01")
    graced = share(50, grace={"days": 30, "on": ["person_left"]})
    assert timeline(graced, *rows)[1:] == [("2024-05-01", "met"), ("2024-06-01", "met+"), ("2024-07-01", "not_met")]


def test_a_share_is_unknown_while_those_unknown_could_make_it():
    asked = share(100, each=REGISTERED)
    assert timeline(asked, *NURSES[:2], looked_up("nurse 0", "2024-05-01")) == [("2024-04-01", "unknown")]
    lapsed = looked_up("nurse 1", "2024-06-01", "lapsed")
    assert spoken(evaluate(parse(document(asked)), facts(*NURSES[:2], lapsed)).timelines["share"])[1:] == [
        ("2024-06-01", "not_met"),
        ("2025-06-02", "unknown"),
    ]
