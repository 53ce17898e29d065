from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation.rules import suppose
from accreditation.rules.days import FOREVER
from accreditation.rules.evaluate import evaluate
from accreditation.rules.forecast import coming_changes, hold, next_change, single_points, timeline_of
from accreditation.rules.grammar import parse
from accreditation.rules.verdicts import SATISFIED

from .a_practice import course, document, employed, entry, facts, in_post, on
from .invented import Invention

TEAM = {
    "key": "team",
    "kind": "people",
    "slots": [{"key": "gp", "roles": ["gp"]}, {"key": "nurse", "roles": ["nurse"]}],
    "each": {"key": "course", "kind": "course", "any_of": ["insulin-safety"], "valid_months": 12},
    "grace": {"days": 90, "on": ["person_left", "expired"]},
}
LEADS = {"key": "lead", "kind": "lead", "lead_role": "lead_nurse"}
PAPER = {"key": "paper", "kind": "declaration", "any_of": ["nda"]}
TODAY = date(2024, 9, 1)
GP, SECOND_GP = employed("partner", "gp_partner"), employed("salaried", "salaried_gp")
NURSE = employed("nurse", "practice_nurse")
STAFF = (GP, SECOND_GP, NURSE)
TAKEN = course("partner", "2024-05-01"), course("salaried", "2024-06-10"), course("nurse", "2024-08-01")


def rules(*tree):
    return parse(document(*tree))


def test_the_coming_changes_are_told_in_order_each_with_what_it_hangs_on():
    found = coming_changes(rules(TEAM), facts(*STAFF, *TAKEN), TODAY, date(2026, 1, 1))
    assert [(c.on, c.after.verdict, c.after.in_grace, c.hangs_on.person) for c in found] == [
        (date(2025, 6, 11), "met", True, "salaried"),
        (date(2025, 9, 9), "not_met", False, "salaried"),
    ]


def test_the_coming_changes_stop_at_the_horizon_and_begin_after_the_day():
    told = facts(*STAFF, *TAKEN)
    assert [c.on for c in coming_changes(rules(TEAM), told, TODAY, date(2025, 6, 11))] == [date(2025, 6, 11)]
    assert coming_changes(rules(TEAM), told, TODAY, date(2025, 6, 10)) == ()
    assert coming_changes(rules(TEAM), told, date(2025, 9, 9), date(2027, 1, 1)) == ()


def test_a_higher_tier_asks_for_the_tiers_below_too():
    tiers = [{"code": code, "label": code, "requirement": node} for code, node in (("one", PAPER), ("two", TEAM))]
    framework = parse(document(PAPER, tiers=tiers))
    told = facts(*STAFF, *TAKEN, entry("declaration.signed", "2024-04-01", declaration="nda", valid_until="2024-12-31"))
    assert next_change(framework, told, TODAY, "two").hangs_on.key == "paper"
    assert next_change(framework, told, TODAY, "two").on == date(2025, 1, 1)
    assert next_change(framework, told, TODAY, "one").on == date(2025, 1, 1)


def test_the_only_nurse_is_a_single_point_and_one_gp_of_two_is_not():
    (point,) = single_points(rules(TEAM), facts(*STAFF, *TAKEN), TODAY, date(2025, 1, 1))
    assert (point.person, point.post, point.plain_until, point.until) == (
        "nurse",
        None,
        date(2024, 9, 2),
        date(2024, 12, 1),
    )


def test_looking_further_ahead_the_one_whose_course_lasts_longer_is_needed_too():
    found = single_points(rules(TEAM), facts(*STAFF, *TAKEN), TODAY, date(2025, 5, 2))
    assert [(p.person, p.plain_until) for p in found] == [
        ("nurse", date(2024, 9, 2)),
        ("salaried", date(2025, 5, 2)),
    ]


def test_a_post_is_a_single_point_of_its_own():
    found = single_points(rules(LEADS), facts(*STAFF, in_post("nurse", "lead_nurse")), TODAY, date(2025, 1, 1))
    assert [(p.person, p.post, p.until) for p in found] == [
        ("nurse", None, date(2024, 9, 2)),
        ("nurse", "lead_nurse", date(2024, 9, 2)),
    ]


def test_where_nothing_is_held_nobody_can_lose_it():
    assert single_points(rules(PAPER), facts(*STAFF), TODAY, FOREVER) == ()


def test_somebody_already_gone_is_no_single_point():
    gone = employed("old", "practice_nurse", until="2024-08-31")
    found = single_points(rules(TEAM), facts(GP, NURSE, gone, *TAKEN, course("old", "2024-08-01")), TODAY, TODAY)
    assert found == ()


def test_supposing_leaves_the_facts_as_they_are():
    told = facts(*STAFF, *TAKEN, in_post("nurse", "lead_nurse"))
    before = repr(told)
    suppose.leaves(told, "nurse", TODAY)
    suppose.takes_post(told, "partner", "lead_nurse", TODAY)
    suppose.never_was(told, [TAKEN[0].ref])
    assert repr(told) == before


def test_a_post_that_is_taken_over_has_one_holder():
    told = suppose.takes_post(facts(*STAFF, in_post("nurse", "lead_nurse")), "partner", "lead_nurse", TODAY)
    held = {(post.person, post.until_on) for post in told.leads}
    assert held == {("nurse", TODAY), ("partner", None)}


@pytest.mark.parametrize(
    ("supposed", "rows"),
    [
        (lambda f: suppose.joins(f, "new", "practice_nurse", 4, TODAY), "employments"),
        (lambda f: suppose.is_away(f, "nurse", TODAY, None), "absences"),
        (lambda f: suppose.counts_as(f, "list_size", 9000, TODAY), "sizes"),
        (lambda f: suppose.happens(f, [course("nurse", "2024-09-02")]), "entries"),
    ],
)
def test_each_supposition_adds_one_row(supposed, rows):
    told = facts(*STAFF, *TAKEN)
    assert len(getattr(supposed(told), rows)) == len(getattr(told, rows)) + 1


@settings(max_examples=200, deadline=None)
@given(number=st.integers(0, 10**6), days=st.integers(0, 900))
def test_the_forecast_of_any_practice_agrees_with_its_timeline(number, days):
    """And a single point is one: take the person away, and the day is the one that was told."""
    invention = Invention(number)
    framework = parse(invention.framework())
    told = invention.facts([node.key for node in framework.nodes()])
    day = date.fromordinal(on("2024-07-01").toordinal() + days)
    root = evaluate(framework, told).root
    changes = coming_changes(framework, told, day, FOREVER)
    later = [s for s in root.segments if s.from_on > max(day, root.start)]
    assert [(c.on, c.after) for c in changes] == [(s.from_on, s.state) for s in later]
    tomorrow = date.fromordinal(day.toordinal() + 1)
    for point in single_points(framework, told, day, FOREVER)[:3]:
        gone = suppose.gives_up(told, point.person, point.post, tomorrow) if point.post else None
        without = evaluate(framework, gone or suppose.leaves(told, point.person, tomorrow)).root
        assert without.at(day).verdict in SATISFIED
        if point.until < FOREVER:
            assert without.at(point.until).verdict not in SATISFIED
        held = hold(timeline_of(framework, told), day)
        assert point.until < held.until or point.plain_until < held.plain_until
