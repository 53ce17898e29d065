from datetime import date

import pytest

from accreditation.rules.evaluate import evaluate
from accreditation.rules.facts import Waiver
from accreditation.rules.grammar import parse
from accreditation.rules.proof import explain

from .a_practice import RECORDED, course, document, employed, facts, in_post, timeline

GP, NURSE = {"key": "gp", "roles": ["gp"]}, {"key": "nurse", "roles": ["nurse"]}
GRACE = {"days": 90, "on": ["person_left", "vacant", "expired"], "uses_per_contract_year": 1}


def team(*slots, **changes):
    return {"key": "team", "kind": "people", "slots": list(slots or (GP, NURSE))} | changes


def test_both_slots_need_somebody_employed_in_the_role():
    rows = employed("partner", "gp_partner"), employed("nurse", "practice_nurse", "2024-06-01", "2024-09-01")
    assert timeline(team(), *rows) == [("2024-04-01", "not_met"), ("2024-06-01", "met"), ("2024-09-01", "not_met")]


def test_the_role_on_the_day_counts_not_the_role_today():
    rows = employed("nurse", "practice_nurse", until="2024-06-01"), employed("nurse", "practice_manager", "2024-06-01")
    assert timeline(team(NURSE), *rows) == [("2024-04-01", "met"), ("2024-06-01", "not_met")]


def test_a_new_row_of_the_same_job_leaves_no_gap():
    rows = employed("nurse", "practice_nurse", until="2024-06-01"), employed("nurse", "practice_nurse", "2024-06-01")
    assert timeline(team(NURSE), *rows) == [("2024-04-01", "met")]


def test_a_person_fills_only_one_of_distinct_slots():
    either = {"key": "lead", "roles": ["gp", "nurse"]}
    assert timeline(team(either, NURSE), employed("nurse", "practice_nurse")) == [("2024-04-01", "not_met")]
    assert timeline(team(either, NURSE, distinct=False), employed("nurse", "practice_nurse")) == [("2024-04-01", "met")]


def test_greedy_filling_fails_where_matching_succeeds():
    """The nurse fits both slots, the partner only the first: taking the nurse for the first would leave none."""
    either = {"key": "either", "roles": ["gp", "nurse"]}
    rows = employed("a nurse", "practice_nurse"), employed("partner", "gp_partner", until="2025-01-01")
    framework, told = parse(document(team(either, NURSE))), facts(*rows)
    proof = explain(framework, told, "team", date(2024, 6, 1))
    assert [(each.slot, each.person) for each in proof.people] == [("either", "partner"), ("nurse", "a nurse")]


def test_a_slot_may_ask_for_several_people():
    two = NURSE | {"n": 2}
    rows = employed("nurse", "practice_nurse"), employed("other nurse", "practice_nurse", "2024-06-01")
    assert timeline(team(two), *rows) == [("2024-04-01", "not_met"), ("2024-06-01", "met")]


def test_a_slot_may_ask_for_the_named_post():
    rows = employed("nurse", "practice_nurse"), in_post("nurse", "lead_nurse", "2024-05-01", "2024-08-01")
    assert timeline(team(NURSE | {"lead": "lead_nurse"}), *rows) == [
        ("2024-04-01", "not_met"),
        ("2024-05-01", "met"),
        ("2024-08-01", "not_met"),
    ]


def test_too_few_sessions_or_an_excluded_role_do_not_count():
    few, registrar = employed("nurse", "practice_nurse", sessions=1), employed("locum", "salaried_gp")
    assert timeline(team(NURSE, employment={"min_sessions": 2}), few) == [("2024-04-01", "not_met")]
    assert timeline(team(NURSE, employment={"min_sessions": 1}), few) == [("2024-04-01", "met")]
    assert timeline(team(GP, employment={"exclude_roles": ["salaried_gp"]}), registrar) == [("2024-04-01", "not_met")]


def test_each_is_asked_of_every_person_before_counting():
    each = {"key": "course", "kind": "course", "any_of": ["insulin-safety"], "valid_months": 12}
    rows = employed("partner", "gp_partner"), employed("nurse", "practice_nurse")
    entries = course("partner", "2024-05-01"), course("nurse", "2024-06-01")
    assert timeline(team(each=each), *rows, *entries) == [
        ("2024-04-01", "not_met"),
        ("2024-06-01", "met"),
        ("2025-05-02", "not_met"),
    ]


def test_a_lead_must_work_here():
    lead = {"key": "lead", "kind": "lead", "lead_role": "lead_gp"}
    rows = employed("partner", "gp_partner", until="2024-08-01"), in_post("partner", "lead_gp")
    assert timeline(lead, *rows) == [("2024-04-01", "met"), ("2024-08-01", "not_met")]
    assert timeline(lead | {"roles": ["nurse"]}, *rows) == [("2024-04-01", "not_met")]


def test_grace_lasts_its_days_from_the_first_day_not_met():
    rows = (employed("nurse", "practice_nurse", until="2024-06-01"),)
    assert timeline(team(NURSE, grace=GRACE), *rows) == [
        ("2024-04-01", "met"),
        ("2024-06-01", "met+"),
        ("2024-08-30", "not_met"),
    ]


def test_grace_ends_early_when_somebody_comes():
    rows = employed("nurse", "practice_nurse", until="2024-06-01"), employed("new", "practice_nurse", "2024-08-20")
    assert timeline(team(NURSE, grace=GRACE), *rows)[1:] == [("2024-06-01", "met+"), ("2024-08-20", "met")]


@pytest.mark.parametrize(
    ("uses", "expected"), [(1, "not_met"), (2, "met+"), (None, "met+")], ids=["spent", "one left", "no limit"]
)
def test_grace_is_given_as_often_as_the_contract_year_allows(uses, expected):
    grace = {key: value for key, value in (GRACE | {"uses_per_contract_year": uses}).items() if value is not None}
    rows = (
        employed("nurse", "practice_nurse", until="2024-06-01"),
        employed("nurse", "practice_nurse", "2024-06-11", "2025-02-01"),
    )
    assert timeline(team(NURSE, grace=grace), *rows)[3] == ("2025-02-01", expected)


def test_the_uses_begin_anew_with_the_contract_year():
    rows = (
        employed("nurse", "practice_nurse", until="2024-06-01"),
        employed("nurse", "practice_nurse", "2024-06-11", "2025-04-01"),
    )
    assert timeline(team(NURSE, grace=GRACE), *rows)[3] == ("2025-04-01", "met+")


@pytest.mark.parametrize("cause", ["person_left", "vacant", "expired"])
def test_grace_is_given_only_for_the_causes_it_names(cause):
    each = {"key": "course", "kind": "course", "any_of": ["insulin-safety"], "valid_months": 12}
    ways = {
        "person_left": [employed("nurse", "practice_nurse", until="2024-06-01"), in_post("nurse", "lead_nurse")],
        "vacant": [employed("nurse", "practice_nurse"), in_post("nurse", "lead_nurse", until="2024-06-01")],
        "expired": [employed("nurse", "practice_nurse"), in_post("nurse", "lead_nurse")],
    }
    slot = NURSE | {"lead": "lead_nurse"}
    for how, rows in ways.items():
        taken = course("nurse", "2023-05-31" if how == "expired" else "2024-01-10")
        asked = team(slot, each=each, grace=GRACE | {"on": [cause]})
        expected = "met+" if how == cause else "not_met"
        assert timeline(asked, *rows, taken)[1] == ("2024-06-01", expected)


def test_a_forgiven_loss_beside_one_that_is_not_gives_no_grace():
    each = {"key": "course", "kind": "course", "any_of": ["insulin-safety"], "valid_months": 12}
    rows = (
        employed("partner", "gp_partner"),
        employed("nurse", "practice_nurse", until="2024-06-01"),
        course("partner", "2023-05-31"),
        course("nurse", "2024-01-10"),
    )
    assert timeline(team(each=each, grace=GRACE | {"on": ["person_left"]}), *rows)[1] == ("2024-06-01", "not_met")
    both = GRACE | {"on": ["person_left", "expired"]}
    assert timeline(team(each=each, grace=both), *rows)[1] == ("2024-06-01", "met+")


def test_the_cause_of_somebody_not_needed_does_not_matter():
    each = {"key": "course", "kind": "course", "any_of": ["insulin-safety"], "valid_months": 12}
    rows = (
        employed("nurse", "practice_nurse"),
        employed("spare", "healthcare_assistant", until="2024-06-01"),
        course("nurse", "2023-05-31"),
    )
    assert timeline(team(NURSE, each=each, grace=GRACE | {"on": ["person_left"]}), *rows)[1] == (
        "2024-06-01",
        "not_met",
    )


def test_never_met_has_no_grace():
    assert timeline(team(NURSE, grace=GRACE)) == [("2024-04-01", "not_met")]


def test_grace_goes_on_below_the_entry_period():
    rows = (employed("nurse", "practice_nurse", until="2024-06-01"),)
    assert timeline(team(NURSE, grace=GRACE), *rows, entry_months=6)[1:] == [
        ("2024-06-01", "met+"),
        ("2024-08-30", "not_yet_due"),
        ("2024-10-02", "not_met"),
    ]


def test_tiers_include_those_below():
    tiers = [
        {"code": "core", "requirement": team(GP) | {"key": "core team"}},
        {"code": "enhanced", "requirement": team(NURSE) | {"key": "enhanced team"}},
    ]
    rows = employed("nurse", "practice_nurse"), employed("partner", "gp_partner", "2024-06-01", "2024-09-01")
    assessment = evaluate(parse(document(team()) | {"tiers": tiers}), facts(*rows))
    days = [date(2024, 5, 1), date(2024, 6, 1), date(2024, 9, 1)]
    assert [assessment.tier_on(day) for day in days] == [None, "enhanced", None]
    assert assessment.root == assessment.tiers["core"]


def test_a_practice_that_is_not_enrolled_has_no_timeline():
    told = facts()
    assessment = evaluate(parse(document(team())), type(told)("practice", None))
    assert (assessment.start, assessment.root, assessment.timelines) == (None, None, {})


def test_the_first_tier_keeps_its_own_verdict_so_that_a_waiver_stays_visible():
    waiver = Waiver("w", "team", date(2024, 5, 1), date(2024, 6, 1), RECORDED)
    assessment = evaluate(parse(document(team())), facts(waivers=[waiver]))
    assert assessment.root.at(date(2024, 5, 1)).verdict == "waived"
    assert assessment.tier_on(date(2024, 5, 1)) == "tier"
