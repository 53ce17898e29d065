from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accreditation.presets import load_preset
from accreditation.rules.forecast import timeline_of
from accreditation.rules.grammar import parse
from accreditation.rules.rescue import (
    Clinic,
    Costs,
    Course,
    Offers,
    Session,
    applied,
    are_possible,
    cost,
    deadlines,
    is_carried,
    rescue,
)
from accreditation.rules.rescue.deadlines import moved
from accreditation.rules.rescue.search import Search

from .a_practice import course, document, employed, entry, facts, in_post, on, session, visit
from .invented import Invention
from .invented_people import PeopleInvention
from .invented_practice import PracticeInvention

TODAY = date(2026, 5, 1)
UNTIL = date(2026, 11, 1)
SOON = date(2026, 5, 8)
MODULES = (Course("insulin-safety", 45), Course("annual-review-foot", 40))
JUNE, AUGUST = (
    Session("june", "network-education", date(2026, 6, 10), 90, 8),
    Session("august", "network-education", date(2026, 8, 5), 90, 8),
)
TEAM = {
    "key": "team",
    "kind": "people",
    "slots": [{"key": "gp", "roles": ["gp"]}, {"key": "nurse", "roles": ["nurse"]}],
    "each": {
        "key": "both",
        "kind": "all_of",
        "requirements": [
            {"key": "module", "kind": "course", "any_of": ["insulin-safety"], "valid_months": 12},
            {"key": "live", "kind": "attendance", "any_of": ["network-education"], "at_least": 1, "months": 12},
        ],
    },
    "grace": {"days": 90, "on": ["person_left", "expired"]},
}
STAFF = (
    employed("partner", "gp_partner"),
    employed("salaried", "salaried_gp"),
    employed("nurse", "practice_nurse"),
)


def planned(tree, rows, offers, until=UNTIL, **more):
    return rescue(parse(document(*tree)), facts(*rows), offers, TODAY, until, **more)


def told(plan):
    return [(action.kind, action.what, action.person, str(action.on)) for action in plan.actions]


def test_who_needs_nothing_is_told_so():
    paper = {"key": "paper", "kind": "declaration", "any_of": ["nda"]}
    plan = planned((paper,), [entry("declaration.signed", "2025-01-01", declaration="nda")], Offers(SOON))
    assert (plan.is_needed, plan.is_found, plan.actions) == (False, True, ())


def test_the_person_who_lacks_least_is_asked():
    rows = (*STAFF, course("nurse", "2026-02-01"), session("nurse", "2026-02-01"), session("salaried", "2026-03-01"))
    plan = planned((TEAM,), rows, Offers(SOON, courses=MODULES, sessions=(JUNE, AUGUST)))
    assert told(plan) == [("course", "insulin-safety", "salaried", "2026-05-08")]
    assert (plan.minutes, plan.is_proven) == (45, True)


def test_what_runs_out_in_between_is_renewed_in_time():
    """The nurse's session covers up to 1 July; grace would run out before November, and does not count at the end."""
    rows = (*STAFF, course("nurse", "2026-02-01"), session("nurse", "2025-07-01"))
    rows += (course("partner", "2026-02-01"), session("partner", "2026-02-01"))
    plan = planned((TEAM,), rows, Offers(SOON, sessions=(JUNE, AUGUST)))
    assert told(plan) == [("session", "june", "nurse", "2026-06-10")]


def test_a_full_session_is_not_offered():
    rows = (*STAFF, course("nurse", "2026-02-01"), session("nurse", "2025-07-01"))
    rows += (course("partner", "2026-02-01"), session("partner", "2026-02-01"))
    plan = planned((TEAM,), rows, Offers(SOON, sessions=(replace(JUNE, places=0), AUGUST)))
    assert told(plan) == [("session", "august", "nurse", "2026-08-05")]


def test_the_last_place_is_given_once():
    rows = (*STAFF, course("nurse", "2026-02-01"), course("partner", "2026-02-01"), course("salaried", "2026-02-01"))
    plan = planned((TEAM,), rows, Offers(SOON, sessions=(replace(JUNE, places=1), AUGUST)))
    assert sorted(what for _, what, _, _ in told(plan)) == ["august", "june"]


def test_where_nobody_is_left_somebody_is_recruited_named_and_trained():
    leads = {"key": "lead", "kind": "lead", "lead_role": "lead_nurse", "roles": ["nurse"]}
    rows = (STAFF[0], course("partner", "2026-02-01"), session("partner", "2026-02-01"))
    offers = Offers(SOON, MODULES, (JUNE, AUGUST), recruits=("practice_nurse",), recruits_from=date(2026, 8, 1))
    plan = planned((TEAM, leads), rows, offers)
    assert told(plan) == [
        ("course", "insulin-safety", "new practice_nurse 1", "2026-05-08"),
        ("session", "june", "new practice_nurse 1", "2026-06-10"),
        ("lead", "lead_nurse", "new practice_nurse 1", "2026-08-01"),
        ("recruit", "practice_nurse", "new practice_nurse 1", "2026-08-01"),
    ]


def test_what_cannot_be_had_is_named():
    plan = planned((TEAM,), STAFF[:2], Offers(SOON, MODULES, (JUNE,)))
    assert (plan.is_needed, plan.is_found, plan.is_proven) == (True, False, True)
    assert [reason.key for reason in plan.stuck] == ["team"]


def test_a_visit_is_planned_with_its_feedback_and_needs_its_hosts():
    slots = {"key": "visits", "kind": "visits", "cadence": {"at_least": 1, "months": 12}}
    hosted = slots | {"hosts": {"all_of": ["gp", "nurse"]}}
    asked = {"key": "feedback", "kind": "feedback_after_visits", "visits": "visits", "within_days": 42}
    offers = Offers(SOON, visits=(date(2026, 7, 7),), visits_from=date(2026, 6, 1))
    plan = planned((hosted, asked), STAFF, offers)
    assert told(plan) == [("visit", "visits", "", "2026-07-07")]
    assert plan.minutes == 60 * 4 + Costs().feedback
    assert planned((hosted, asked), STAFF[:2], offers).stuck[0].key == "visits"


def test_overdue_feedback_is_given():
    slots = {"key": "visits", "kind": "visits", "cadence": {"at_least": 1, "months": 12}}
    asked = {"key": "feedback", "kind": "feedback_after_visits", "visits": "visits", "within_days": 42}
    plan = planned((slots, asked), [visit("2026-03-01")], Offers(SOON, visits_from=date(2026, 6, 1)))
    assert told(plan) == [("feedback", "visit of 2026-03-01", "", "2026-05-08")]


def test_a_case_is_taken_to_a_clinic_and_a_survey_is_reported():
    cases = {"key": "cases", "kind": "events", "entry": "clinic.case_discussed", "once_per": "clinic"}
    cases["cadence"] = {"at_least": 1, "months": 12}
    survey = {"key": "survey", "kind": "events", "entry": "feedback.given", "where": {"about": ["survey"]}}
    survey["cadence"] = {"at_least": 1, "months": 12}
    plan = planned((cases, survey), STAFF, Offers(SOON, clinics=(Clinic("c1", date(2026, 6, 2)),)))
    assert told(plan) == [("survey", "survey", "", "2026-05-08"), ("case", "c1", "", "2026-06-02")]


def test_beyond_the_bound_the_plan_is_said_to_be_the_best_found():
    framework = parse(load_preset("portsmouth-example"))
    offers = Offers(SOON, MODULES, (JUNE, AUGUST), visits_from=SOON)
    rows = (*STAFF, in_post("partner", "lead_gp"), in_post("nurse", "lead_nurse"))
    known = facts(*rows)
    until = date(2027, 4, 2)
    plan = rescue(framework, known, offers, TODAY, until, most_looks=1)
    assert (plan.is_found, plan.is_proven) == (True, False)
    assert 0 < plan.at_least <= plan.minutes
    assert is_carried(timeline_of(framework, applied(known, plan.actions)), TODAY, until)


def test_two_visits_papers_and_a_team_from_nothing_is_still_proven():
    framework = parse(load_preset("portsmouth-example"))
    offers = Offers(SOON, MODULES, (JUNE, AUGUST), visits_from=SOON)
    rows = (*STAFF, in_post("partner", "lead_gp"), in_post("nurse", "lead_nurse"))
    plan = rescue(framework, facts(*rows), offers, TODAY, date(2027, 4, 2))
    kinds = [action.kind for action in plan.actions]
    assert (kinds.count("visit"), kinds.count("declaration"), kinds.count("course"), kinds.count("session")) == (
        2,
        3,
        4,
        2,
    )
    assert plan.is_proven


# --- against brute force ----------------------------------------------------------------------------------------------


def invented(number, day):
    """A practice and framework at random (menus, none-of, tiers, all kinds), and a little on offer to it."""
    invention = (Invention, PeopleInvention, PracticeInvention)[number % 3](number)
    invention.people = invention.people[:3]
    if number % 4 == 0:
        leads = {"key": "lead", "kind": "lead", "lead_role": "lead_nurse"}
        paper = {"key": "paper", "kind": "declaration", "any_of": ["nda-participation"]}
        framework = parse(document(TEAM, *invention.random.sample([leads, paper], k=invention.random.randint(0, 2))))
    else:
        framework = parse(invention.framework())
    known = invention.facts([node.key for node in framework.nodes()])
    pick = invention.random
    offers = Offers(
        day + timedelta(days=7),
        courses=tuple(pick.sample(MODULES, k=pick.randint(0, 1))),
        sessions=tuple(
            Session(f"s{n}", "network-education", day + timedelta(days=pick.randint(2, 150)), 60, pick.randint(1, 2))
            for n in range(pick.randint(0, 2))
        ),
        clinics=(Clinic("new", day + timedelta(days=40)),) if pick.random() < 0.3 else (),
        visits=(day + timedelta(days=pick.randint(10, 100)),) if pick.random() < 0.5 else (),
        recruits=("practice_nurse", "gp_partner") if pick.random() < 0.2 else (),
        recruits_from=day + timedelta(days=60),
        costs=Costs(recruiting=pick.choice([100, 2400]), declaration=pick.choice([5, 90])),
    )
    return framework, known, offers


def everything_on_offer(framework, known, offers, day, until):
    return list(Search(framework, known, offers, day, until).catalogue.actions)


def fits(actions, offers):
    places = {each.ref: each.places for each in offers.sessions}
    taken = [action.what for action in actions if action.kind == "session"]
    return all(taken.count(ref) <= left for ref, left in places.items()) and are_possible(actions)


def carries(framework, known, actions, day, until):
    return is_carried(timeline_of(framework, applied(known, actions)), day, until)


days = st.integers(0, 700).map(lambda number: on("2024-10-01") + timedelta(days=number))
EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True)
FEWER = settings(EXAMPLES, max_examples=60)


@EXAMPLES
@given(number=st.integers(0, 10**6), day=days, ahead=st.integers(20, 400))
def test_a_plan_applied_in_a_copy_carries_the_standing(number, day, ahead):
    framework, known, offers = invented(number, day)
    until = day + timedelta(days=ahead)
    before = repr(known)
    plan = rescue(framework, known, offers, day, until, most_looks=60)
    assert repr(known) == before
    assert plan.is_needed == (not carries(framework, known, (), day, until))
    if plan.is_found:
        assert carries(framework, known, plan.actions, day, until)
        assert fits(plan.actions, offers)
        assert plan.at_least <= plan.minutes
    if plan.is_needed and plan.is_found:
        for action in plan.actions if plan.is_proven else ():
            fewer = [each for each in plan.actions if each is not action]
            assert action.minutes == 0 or not are_possible(fewer) or not carries(framework, known, fewer, day, until)


@EXAMPLES
@given(number=st.integers(0, 10**6), day=days, ahead=st.integers(20, 300))
def test_on_small_cases_no_cheaper_set_exists(number, day, ahead):
    framework, known, offers = invented(number, day)
    until = day + timedelta(days=ahead)
    actions = everything_on_offer(framework, known, offers, day, until)
    assume(0 < len(actions) <= 8)
    plan = rescue(framework, known, offers, day, until, most_looks=10_000)
    assert plan.is_proven
    bound = cost(plan.actions) if plan.is_found else float("inf")
    for size in range(len(actions) + 1):
        for some in combinations(actions, size):
            if cost(some) < bound and fits(some, offers):
                assert not carries(framework, known, some, day, until), (told(plan), some)


# --- by when ----------------------------------------------------------------------------------------------------------


def test_a_renewal_is_due_on_the_last_day_that_is_covered():
    rows = (*STAFF[1:], course("nurse", "2026-02-01"), course("salaried", "2025-07-14"))
    rows += (session("nurse", "2026-02-01"), session("salaried", "2026-02-01"))
    framework, known = parse(document(TEAM)), facts(*rows)
    plan = rescue(framework, known, Offers(SOON, MODULES), TODAY, UNTIL)
    (due,) = deadlines(framework, known, plan, TODAY).values()
    assert due == date(2026, 7, 15)  # covered up to and including the 14th; on the 15th it counts from that day on


def test_where_the_standing_is_lost_everything_is_due_as_soon_as_it_can_be():
    framework, known = parse(document(TEAM)), facts(*STAFF)
    plan = rescue(framework, known, Offers(SOON, MODULES, (JUNE,)), TODAY, UNTIL)
    assert set(deadlines(framework, known, plan, TODAY).values()) == {SOON, JUNE.on}


@FEWER
@given(number=st.integers(0, 10**6), day=days)
def test_done_by_its_deadline_each_thing_still_helps(number, day):
    framework, known, offers = invented(number, day)
    until = day + timedelta(days=180)
    plan = rescue(framework, known, offers, day, until, most_looks=60)
    due = deadlines(framework, known, plan, day)
    for action in plan.actions:
        others = [each for each in plan.actions if each is not action]
        assert due[action.key] >= action.on
        assert carries(framework, known, [*others, moved(action, due[action.key])], day, until)
