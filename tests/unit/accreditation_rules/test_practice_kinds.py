import pytest

from accreditation.rules.evaluate import evaluate
from accreditation.rules.facts import Waiver
from accreditation.rules.grammar import GrammarError, parse
from accreditation.rules.proof import explain

from .a_practice import RECORDED, document, employed, entry, facts, on, session, spoken, timeline, visit

JOINT = {"all_of": ["consultant", "diabetes_specialist_nurse"]}
ROLLING = {"at_least": 2, "months": 12}


def visits(**changes):
    return {"key": "visits", "kind": "visits", "cadence": {"slots": "half_year"}} | changes


def discussed(day, clinic="clinic", practice=None):
    return entry("clinic.case_discussed", day, practice=practice, clinic=clinic, case=f"case of {day}")


def given(day, about, of="visit"):
    return entry("feedback.given", day, about=of, subject=f"visit of {about}")


def declared(day, valid_until=None, by="lead"):
    return entry("declaration.signed", day, declaration="nda", valid_until=valid_until, by=by)


# --- visits in slots ---------------------------------------------------------------------------------------------


def test_a_half_year_fails_only_when_it_has_ended_without_a_visit():
    assert timeline(visits()) == [("2024-04-01", "not_yet_due"), ("2024-10-01", "not_met")]


def test_each_half_year_has_its_visit():
    assert timeline(visits(), visit("2024-06-10"), visit("2024-12-10")) == [
        ("2024-04-01", "not_yet_due"),
        ("2024-06-10", "met"),
        ("2025-10-01", "not_met"),
    ]


def test_a_missed_half_year_is_forgotten_after_the_look_back():
    held = [visit(day) for day in ("2024-06-10", "2025-06-10", "2025-12-10")]
    assert timeline(visits(), *held)[2:5] == [
        ("2025-04-01", "not_met"),
        ("2026-04-01", "met"),
        ("2026-10-01", "not_met"),
    ]


def test_a_longer_look_back_remembers_longer():
    held = [visit(day) for day in ("2024-06-10", "2025-06-10", "2025-12-10")]
    assert timeline(visits(cadence={"slots": "half_year", "look_back": 3}), *held)[-1] == ("2025-04-01", "not_met")


def test_the_half_year_of_enrolment_is_owed_only_if_the_framework_says_so():
    first = {"slots": "half_year", "owes_first_slot": True}
    assert timeline(visits(), enrolled="2024-05-15")[-1] == ("2025-04-01", "not_met")
    assert timeline(visits(cadence=first), enrolled="2024-05-15")[-1] == ("2024-10-01", "not_met")


def test_enrolment_on_the_first_day_of_a_half_year_owes_it():
    assert timeline(visits(), enrolled="2024-10-01")[-1] == ("2025-04-01", "not_met")


def test_a_visit_in_the_half_year_of_enrolment_counts_though_not_owed():
    assert timeline(visits(), visit("2024-07-10"), enrolled="2024-05-15") == [
        ("2024-05-15", "not_yet_due"),
        ("2024-07-10", "met"),
        ("2025-04-01", "not_met"),
    ]


def test_two_visits_in_one_half_year_do_not_serve_two():
    assert timeline(visits(), visit("2024-06-10"), visit("2024-09-20"))[-1] == ("2025-04-01", "not_met")


def test_quarters_and_contract_years_are_slots_too():
    assert timeline(visits(cadence={"slots": "quarter"}))[-1] == ("2024-07-01", "not_met")
    twice = {"slots": "contract_year", "per_slot": 2}
    held = visit("2024-06-10"), visit("2025-02-10")
    assert timeline(visits(cadence=twice), *held) == [
        ("2024-04-01", "not_yet_due"),
        ("2025-02-10", "met"),
        ("2026-04-01", "not_met"),
    ]


MONTHLY = {"slots": "month", "look_back": 12, "needed": 9}
MONTHS = ["2024-04", "2024-05", "2024-06", "2024-07", "2024-08", "2024-09", "2024-10", "2024-11", "2024-12"]


def test_nine_of_the_last_twelve_months_tolerate_three():
    held = [visit(f"{month}-15") for month in MONTHS]
    assert timeline(visits(cadence=MONTHLY), *held) == [
        ("2024-04-01", "not_yet_due"),
        ("2024-04-15", "met"),
        ("2025-05-01", "not_met"),
    ]


def test_the_month_that_is_one_too_many_fails_when_it_ends():
    assert timeline(visits(cadence=MONTHLY)) == [("2024-04-01", "not_yet_due"), ("2024-08-01", "not_met")]


def test_a_missed_month_is_forgotten_after_twelve():
    missed = [visit(f"2024-{month:02}-15") for month in range(8, 13)]
    held = [*missed, *(visit(f"2025-{month:02}-15") for month in range(1, 13))]
    assert timeline(visits(cadence={**MONTHLY, "needed": 10}), *held)[1:3] == [
        ("2024-07-01", "not_met"),
        ("2025-06-01", "met"),
    ]


def test_more_slots_than_looked_at_are_refused():
    with pytest.raises(GrammarError, match=r"cadence.needed: asks for 3 of only 2 slots looked at"):
        parse(document(visits(cadence={"slots": "month", "needed": 3})))


# --- which visits count -------------------------------------------------------------------------------------------

ASKED = {
    "visitors": JOINT,
    "hosts": {"all_of": ["gp", "nurse"], "min_minutes": 60},
    "visit_kinds": ["joint"],
    "min_minutes": 60,
    "agenda": ["education", "audit_review"],
    "agenda_at_least": 1,
}


def person(role, minutes=60, name=None):
    return {"person": name or role, "role": role, "minutes": minutes}


def test_visit_counts_only_when_both_specialists_came():
    assert timeline(visits(**ASKED), visit("2024-06-10"))[1] == ("2024-06-10", "met")
    alone = visit("2024-06-10", visitors=("consultant",))
    assert timeline(visits(**ASKED), alone)[1] == ("2024-10-01", "not_met")


@pytest.mark.parametrize(
    "changes",
    [
        {"hosts": [person("gp_partner"), person("practice_nurse", 59)]},
        {"hosts": [person("gp_partner"), person("healthcare_assistant")]},
        {"hosts": [person("gp_partner", name="one"), person("practice_nurse", name="one")]},
        {"visit_kind": "satellite"},
        {"minutes": 59},
        {"agenda": []},
        {"agenda": ["lunch"]},
    ],
    ids=["host too short", "host of another role", "one person twice", "kind", "minutes", "no agenda", "off the menu"],
)
def test_visit_does_not_count(changes):
    assert timeline(visits(**ASKED), visit("2024-06-10", **changes))[1] == ("2024-10-01", "not_met")


def test_a_visit_to_another_practice_does_not_count():
    assert timeline(visits(), visit("2024-06-10", practice="another"))[1] == ("2024-10-01", "not_met")


def test_rolling_visits_with_spacing_count_from_the_last_counted():
    rolling = visits(cadence=ROLLING, spacing_days=90)
    held = visit("2024-06-01"), visit("2024-08-01"), visit("2024-08-30")
    assert timeline(rolling, *held) == [("2024-04-01", "not_met"), ("2024-08-30", "met"), ("2025-06-02", "not_met")]


def test_months_apart_run_to_the_corresponding_day():
    rolling = visits(cadence=ROLLING, spacing_months=4)
    first = visit("2024-10-31")
    assert timeline(rolling, first, visit("2025-02-27")) == [("2024-04-01", "not_met")]
    assert timeline(rolling, first, visit("2025-02-28"))[1] == ("2025-02-28", "met")


def test_spacing_is_in_days_or_in_months():
    with pytest.raises(GrammarError, match="is either in months or in days"):
        parse(document(visits(spacing_days=1, spacing_months=1)))


def test_at_most_one_of_a_day_counts():
    held = visit("2024-06-01", visit="first"), visit("2024-06-01", visit="second")
    rolling = visits(cadence=ROLLING)
    assert timeline(rolling, *held)[1] == ("2024-06-01", "met")
    limited = visits(cadence=ROLLING, max_per_day=1)
    assert timeline(limited, *held) == [("2024-04-01", "not_met")]
    assert timeline(limited, *held, visit("2024-06-02"))[1] == ("2024-06-02", "met")


def why_not(requirement, *rows, day):
    proof = explain(parse(document(requirement)), facts(*rows), requirement["key"], on(day))
    return [each.sentence for each in proof.not_counted]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"spacing_days": 90}, "visit of 12 March 2025: 21 days after the last counted one, 90 asked"),
        ({"spacing_months": 4}, "visit of 12 March 2025: 21 days after the last counted one, four months asked"),
    ],
)
def test_the_proof_says_how_much_too_soon(rule, told):
    rows = visit("2025-02-19"), visit("2025-03-12")
    assert why_not(visits(cadence=ROLLING, **rule), *rows, day="2025-03-12") == [told]


def test_the_proof_says_that_the_day_is_full():
    rows = visit("2025-02-19", visit="first"), visit("2025-02-19", visit="second")
    told = "visit of 19 February 2025: one of that day counted, no more are"
    assert why_not(visits(cadence=ROLLING, max_per_day=1), *rows, day="2025-03-12") == [told]


# --- events, sessions, declarations -------------------------------------------------------------------------------


def events(**changes):
    return {"key": "cases", "kind": "events", "entry": "clinic.case_discussed", "cadence": ROLLING} | changes


def test_events_count_entries_of_the_practice():
    told = discussed("2024-05-01"), discussed("2024-06-01"), discussed("2024-05-01", practice="another")
    assert timeline(events(), *told)[1:] == [("2024-06-01", "met"), ("2025-05-02", "not_met")]


def test_events_may_count_once_per_clinic():
    told = discussed("2024-05-01"), discussed("2024-06-01"), discussed("2024-07-01", clinic="other")
    assert timeline(events(once_per="clinic"), *told)[1] == ("2024-07-01", "met")


def test_events_may_ask_for_values():
    survey = events(entry="feedback.given", where={"about": ["survey"]}, cadence={"at_least": 1, "months": 12})
    told = given("2024-05-01", "x"), given("2024-06-01", "x", of="survey")
    assert timeline(survey, *told)[1] == ("2024-06-01", "met")


def represented(**changes):
    base = {"key": "rep", "kind": "attendance_by_practice", "any_of": ["network-education"], "roles": ["gp", "nurse"]}
    return base | {"cadence": ROLLING} | changes


def test_a_session_counts_once_however_many_attend():
    jobs = employed("partner", "gp_partner"), employed("nurse", "practice_nurse")
    told = session("partner", "2024-05-01"), session("nurse", "2024-05-01"), session("nurse", "2024-06-01")
    assert timeline(represented(), *jobs, *told)[1] == ("2024-06-01", "met")


def test_a_session_counts_for_the_practice_where_the_role_was_held_that_day():
    jobs = employed("nurse", "practice_nurse", "2024-06-01"), employed("helper", "healthcare_assistant")
    told = session("nurse", "2024-05-01"), session("helper", "2024-06-15"), session("nurse", "2024-07-01")
    assert timeline(represented(), *jobs, *told) == [("2024-04-01", "not_met")]
    assert timeline(represented(cadence={"at_least": 1, "months": 12}), *jobs, *told)[1] == ("2024-07-01", "met")


def test_a_session_counts_by_who_stayed_long_enough():
    jobs = employed("partner", "gp_partner"), employed("nurse", "practice_nurse")
    told = session("partner", "2024-05-01", minutes=10), session("nurse", "2024-05-01", minutes=60)
    once = represented(cadence={"at_least": 1, "months": 12}, min_minutes=60)
    assert timeline(once, *jobs, *told)[1] == ("2024-05-01", "met")


def declaration(**changes):
    return {"key": "nda", "kind": "declaration", "any_of": ["nda"]} | changes


def test_declaration_is_in_force_to_its_stated_last_day():
    assert timeline(declaration(), declared("2024-05-01", "2024-12-31"))[1:] == [
        ("2024-05-01", "met"),
        ("2025-01-01", "not_met"),
    ]
    assert timeline(declaration(), declared("2024-05-01"))[1:] == [("2024-05-01", "met")]
    assert timeline(declaration(valid_months=6), declared("2024-05-01"))[-1] == ("2024-11-02", "not_met")


def test_grace_after_evidence_expired():
    grace = {"days": 14, "on": ["expired"]}
    assert timeline(declaration(grace=grace), declared("2024-05-01", "2024-12-31"))[2:] == [
        ("2025-01-01", "met+"),
        ("2025-01-15", "not_met"),
    ]
    other = {"days": 14, "on": ["person_left"]}
    assert timeline(declaration(grace=other), declared("2024-05-01", "2024-12-31"))[2:] == [("2025-01-01", "not_met")]


# --- feedback -----------------------------------------------------------------------------------------------------


def after_visits(*rows):
    asked = {"key": "feedback", "kind": "feedback_after_visits", "visits": "visits", "within_days": 42}
    both = {"key": "both", "kind": "all_of", "requirements": [visits(visitors=JOINT), asked]}
    return spoken(evaluate(parse(document(both)), facts(*rows)).timelines["feedback"])


def test_feedback_is_not_yet_due_for_42_days_and_then_overdue_until_the_visit_is_a_year_old():
    assert after_visits(visit("2024-05-01")) == [
        ("2024-04-01", "not_applicable"),
        ("2024-05-01", "not_yet_due"),
        ("2024-06-13", "not_met"),
        ("2025-05-02", "not_applicable"),
    ]


def test_late_feedback_ends_the_failure():
    rows = visit("2024-05-01"), given("2024-07-01", "2024-05-01")
    assert after_visits(*rows)[2:4] == [("2024-06-13", "not_met"), ("2024-07-01", "met")]


def test_a_new_visit_does_not_take_away_what_earlier_feedback_gave():
    rows = (
        visit("2024-05-01"),
        given("2024-05-02", "2024-05-01"),
        visit("2024-11-01"),
        given("2024-12-01", "2024-11-01"),
    )
    assert after_visits(*rows)[2:] == [("2024-05-02", "met"), ("2025-11-02", "not_applicable")]


def test_feedback_before_the_visit_or_about_another_is_none():
    rows = visit("2024-05-01"), given("2024-04-30", "2024-05-01"), given("2024-05-10", "2024-05-09")
    assert after_visits(*rows)[2] == ("2024-06-13", "not_met")


def test_a_visit_that_does_not_count_asks_for_no_feedback():
    assert after_visits(visit("2024-05-01", visitors=("consultant",))) == [("2024-04-01", "not_applicable")]


# --- what is laid over --------------------------------------------------------------------------------------------


def test_the_entry_period_turns_not_met_into_not_yet_due_to_its_anniversary():
    assert timeline(declaration(), entry_months=12) == [("2024-04-01", "not_yet_due"), ("2025-04-02", "not_met")]


def test_the_entry_period_runs_from_enrolment_also_when_the_framework_begins_later():
    assert timeline(declaration(), entry_months=12, enrolled="2024-01-31", effective_from="2024-06-01") == [
        ("2024-06-01", "not_yet_due"),
        ("2025-02-01", "not_met"),
    ]


def test_a_requirement_may_apply_from_a_day():
    assert timeline(declaration(applies_from="2024-09-01")) == [
        ("2024-04-01", "not_applicable"),
        ("2024-09-01", "not_met"),
    ]


def test_a_waiver_replaces_the_verdict_for_its_days():
    waiver = Waiver("w", "nda", on("2024-05-01"), on("2024-06-01"), RECORDED)
    assert timeline(declaration(), waivers=[waiver]) == [
        ("2024-04-01", "not_met"),
        ("2024-05-01", "waived"),
        ("2024-06-01", "not_met"),
    ]
    assert timeline(declaration(waivable=False), waivers=[waiver]) == [("2024-04-01", "not_met")]


def test_an_informative_part_is_shown_and_does_not_count():
    asked, shown = declaration(), declaration(any_of=["other"], informative=True) | {"key": "shown"}
    both = {"key": "both", "kind": "all_of", "requirements": [asked, shown]}
    assert timeline(both, declared("2024-05-01"))[1:] == [("2024-05-01", "met")]
