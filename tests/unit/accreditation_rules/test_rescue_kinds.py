"""Each kind of the grammar offers something that could be done about it, or says why nothing can."""

from datetime import date, timedelta

import pytest

from accreditation.rules.facts import Facts, UnitMember
from accreditation.rules.forecast import timeline_of
from accreditation.rules.grammar import parse
from accreditation.rules.grammar.registry import OF_PERSON, OF_PRACTICE
from accreditation.rules.rescue import Clinic, Costs, Course, Credential, Offers, Session, applied, is_carried, rescue
from accreditation.rules.rescue import candidates as table
from accreditation.rules.rescue.reasons import WHY

from .a_practice import RECORDED, course, document, employed, entry, facts

TODAY, SOON, UNTIL = date(2026, 5, 1), date(2026, 5, 8), date(2026, 11, 1)
STAFF = (employed("partner", "gp_partner"), employed("nurse", "practice_nurse"))
OFFERS = Offers(
    SOON,
    (Course("insulin-safety", 45),),
    (Session("june", "network-education", date(2026, 6, 10), 90, 8),),
    (Clinic("july", date(2026, 7, 1)),),
    (Credential("merit", date(2026, 9, 1), 600),),
    visits_from=date(2026, 6, 1),
    recruits=("practice_nurse",),
    recruits_from=date(2026, 8, 1),
)


def of(nurse):
    """What the nurse has to hold."""
    slots = [{"key": "nurse", "roles": ["nurse"]}]
    return {"key": "team", "kind": "people", "slots": slots, "each": nurse | {"key": "it"}}


def sign_off(**more):
    return {"framework": "diabetes", **more}


def logged(day, count):
    values = {"activity": "insulin_start", "supervised": True, "supervisor": "mentor", "verification": 3}
    return entry("activity.logged", day, "nurse", count=count, **values)


def case(clinic, day, name):
    return entry("clinic.case_discussed", day, clinic=clinic, case=name)


MODULE = {"key": "module", "kind": "course", "any_of": ["insulin-safety"], "valid_months": 12}
SUPERVISED = {"kind": "supervised", "activities": ["insulin_start"], "at_least": 5, "months": 12}
PAPER = {"key": "paper", "kind": "declaration", "any_of": ["nda"]}
ROLLING = {"at_least": 1, "months": 12}

SIGNED = [("declaration", "nda", "", "2026-05-08")]

# kind: what is asked, what there is, and what is to be done about it, as (kind of action, of what, by whom, day)
DOABLE = {
    "course": (of(MODULE), (), [("course", "insulin-safety", "nurse", "2026-05-08")]),
    "attendance": (
        of({"kind": "attendance", "any_of": ["network-education"], **ROLLING}),
        (),
        [("session", "june", "nurse", "2026-06-10")],
    ),
    "credential": (
        of({"kind": "credential", "any_of": ["merit"]}),
        (),
        [("credential", "merit", "nurse", "2026-09-01")],
    ),
    "hours": (
        of({"kind": "hours", "minutes": 150, "months": 12, "sources": ["session.attended", "clinic.attended"]}),
        (),
        [("session", "june", "nurse", "2026-06-10"), ("clinic", "july", "nurse", "2026-07-01")],
    ),
    "sequence": (
        of(
            {
                "kind": "sequence",
                "first": [MODULE],
                "then": {"key": "then", "kind": "assessment", "assessment": "final", "pass_mark": 70},
                "at_least_days": 30,
            }
        ),
        (course("nurse", "2026-05-01"),),
        [("assessment", "final", "nurse", "2026-05-31")],
    ),
    "supervised": (
        of(SUPERVISED | {"sign_off": sign_off(topics=["insulin"])}),
        (logged("2026-04-01", 3),),
        [("practise", "it", "nurse", "2026-05-08"), ("sign_off", "diabetes:insulin:0:1", "nurse", "2026-05-08")],
    ),
    "volume": (
        of({"kind": "volume", "activities": ["insulin_start"], "at_least": 4}),
        (logged("2026-04-01", 3),),
        [("log", "it", "nurse", "2026-05-08")],
    ),
    "competencies": (
        of({"kind": "competencies", "framework": "diabetes", "topics": [{"topic": "feet"}, {"topic": "eyes"}]}),
        (entry("competency.assessed", "2026-01-01", "nurse", framework="diabetes", topic="feet", result="passed"),),
        [("sign_off", "diabetes:eyes:0:1", "nurse", "2026-05-08")],
    ),
    "assessment": (
        of({"kind": "assessment", "assessment": "final", "pass_mark": 70, "cool_off_days": 60}),
        (entry("assessment.taken", "2026-04-01", "nurse", assessment="final", part="", attempt=1, score=50),),
        [("assessment", "final", "nurse", "2026-05-31")],
    ),
    "registration": (
        of({"kind": "registration", "any_of": ["nmc"]}),
        (entry("registration.checked", "2025-06-01", "nurse", body="nmc", status="active"),),
        [("look_up", "nmc", "nurse", "2026-05-08")],
    ),
    "people": (
        {"key": "team", "kind": "people", "slots": [{"key": "nurse", "roles": ["nurse"], "n": 2}]},
        (),
        [("recruit", "practice_nurse", "new practice_nurse 1", "2026-08-01")],
    ),
    "lead": (
        {"key": "lead", "kind": "lead", "lead_role": "lead_nurse", "roles": ["nurse"]},
        (),
        [("lead", "lead_nurse", "nurse", "2026-05-08")],
    ),
    "share": (
        {"key": "share", "kind": "share", "roles": ["gp", "nurse"], "at_least_percent": 50, "each": MODULE},
        (),
        [("course", "insulin-safety", "nurse", "2026-05-08")],
    ),
    "visits": (
        {"key": "visits", "kind": "visits", "cadence": ROLLING, "hosts": {"all_of": ["nurse"]}},
        (),
        [("visit", "visits", "", "2026-06-01")],
    ),
    "events": (
        {"key": "cases", "kind": "events", "entry": "clinic.case_discussed", "cadence": ROLLING},
        (),
        [("case", "july", "", "2026-07-01")],
    ),
    "attendance_by_practice": (
        {"key": "there", "kind": "attendance_by_practice", "roles": ["nurse"], "cadence": ROLLING},
        (),
        [("session", "june", "nurse", "2026-06-10")],
    ),
    "declaration": (PAPER | {"signatories": ["gp"]}, (), [("declaration", "nda", "partner", "2026-05-08")]),
    "submission": (
        {"key": "audit", "kind": "submission", "any_of": ["audit"], "every": "contract_year", "due_days": 30},
        (),
        [("submission", "audit:2025-04-01", "", "2026-05-08")],
    ),
    "activity_count": (
        {"key": "reviews", "kind": "activity_count", "any_of": ["reviews"], "at_least": 40, "months": 12},
        (),
        [("report", "reviews:reviews", "", "2026-05-08")],
    ),
    "external_standing": (
        {"key": "cqc", "kind": "external_standing", "scheme": "cqc", "accepted": ["good"], "valid_months": 12},
        (entry("external.recorded", "2025-01-01", scheme="cqc", value="good", level=None),),
        [("standing", "cqc", "", "2026-05-08")],
    ),
    "case_follow_up": (
        {"key": "followed", "kind": "case_follow_up", "cadence": ROLLING, "after_months": 3},
        (case("april", "2026-04-01", "a"), case("april", "2026-04-01", "b")),
        [("follow_up", "april", "", "2026-05-08")],
    ),
    "pooled": (
        {"key": "pool", "kind": "pooled", "unit": "pcn", "consent": ["together"], "requirement": PAPER},
        (),
        SIGNED,
    ),
    "practices": (
        {"key": "each", "kind": "practices", "unit": "pcn", "requirement": PAPER, "at_least": 1},
        (),
        SIGNED,
    ),
    "all_of": (
        {"key": "all", "kind": "all_of", "requirements": [PAPER]},
        (),
        SIGNED,
    ),
    "any_of": (
        {"key": "any", "kind": "any_of", "requirements": [PAPER]},
        (),
        SIGNED,
    ),
    "n_of": (
        {"key": "n", "kind": "n_of", "n": 1, "requirements": [PAPER]},
        (),
        SIGNED,
    ),
    "menu": (
        {"key": "menu", "kind": "menu", "at_least": 1, "requirements": [PAPER]},
        (),
        SIGNED,
    ),
    "feedback_after_visits": (
        {
            "key": "both",
            "kind": "all_of",
            "requirements": [
                {"key": "visits", "kind": "visits", "cadence": ROLLING},
                {"key": "told", "kind": "feedback_after_visits", "visits": "visits", "within_days": 42},
            ],
        },
        (entry("visit.held", "2026-04-20", visit="spring", visit_kind="joint", minutes=60, hosts=[], visitors=[]),),
        [("feedback", "spring", "", "2026-05-08")],
    ),
}
# Nothing that a practice does brings these about, and each says so.
ONLY_WAITING = {
    "none_of": (
        {"key": "none", "kind": "none_of", "requirements": [PAPER | {"label": "A complaint"}]},
        (entry("declaration.signed", "2026-01-01", declaration="nda", valid_until="2026-12-31"),),
        "Wait until it lapses, because nothing can be undone: “A complaint” is so until 31 December 2026.",
    ),
    "indicator": (
        {"key": "hba1c", "kind": "indicator", "measure": "hba1c", "populations": ["all"], "at_least": 60},
        (),
        "A figure is measured, not entered: only the care of patients and the next figures can change it.",
    ),
}


@pytest.mark.parametrize("kind", sorted(DOABLE))
def test_something_can_be_done_about_it_and_carries_the_standing(kind):
    tree, rows, asked = DOABLE[kind]
    framework, known = parse(document(tree)), facts(*STAFF, *rows)
    plan = rescue(framework, known, OFFERS, TODAY, UNTIL)
    assert [(each.kind, each.what, each.person, str(each.on)) for each in plan.actions] == asked
    assert plan.is_proven
    assert is_carried(timeline_of(framework, applied(known, plan.actions)), TODAY, UNTIL)


@pytest.mark.parametrize("kind", sorted(ONLY_WAITING))
def test_what_cannot_be_brought_about_says_so(kind):
    tree, rows, told = ONLY_WAITING[kind]
    plan = rescue(parse(document(tree)), facts(*STAFF, *rows), OFFERS, TODAY, UNTIL)
    assert (plan.is_found, plan.is_proven) == (False, True)
    assert [reason.why for reason in plan.stuck] == [told]


def test_every_kind_of_the_grammar_is_tried():
    assert set(DOABLE) | set(ONLY_WAITING) == set(OF_PRACTICE) | set(OF_PERSON)
    assert not set(DOABLE) & set(ONLY_WAITING)


def test_every_kind_is_in_the_table_and_has_words_for_when_nothing_is_on_offer():
    assert set(table.OF_PRACTICE) == set(OF_PRACTICE)
    assert set(table.OF_PERSON) == set(OF_PERSON)
    assert set(WHY) == set(OF_PRACTICE) | set(OF_PERSON)


@pytest.mark.parametrize("kind", sorted(set(DOABLE) - {"any_of", "n_of", "menu"}))
def test_where_nothing_is_on_offer_it_is_said_why(kind):
    """Whatever is asked comes too late, nobody is there, and nothing is on offer."""
    tree, rows, _ = DOABLE[kind]
    rows = [row for row in rows if kind not in ("external_standing", "feedback_after_visits", "case_follow_up")]
    plan = rescue(parse(document(tree)), facts(*rows), Offers(UNTIL + timedelta(days=1)), TODAY, UNTIL)
    assert (plan.is_found, plan.is_proven) == (False, True)
    assert plan.stuck
    assert all(reason.why.endswith(".") and len(reason.why) > 30 for reason in plan.stuck)


def test_a_reason_stands_with_what_it_is_about():
    """Of a team whose nurse can learn nothing it is the course that nothing on offer meets."""
    plan = rescue(parse(document(of(MODULE))), facts(*STAFF), Offers(SOON), TODAY, UNTIL)
    (reason,) = plan.stuck
    assert (reason.key, reason.why) == (
        "it",
        "No course that counts for it is open (“insulin safety”), or none is in time; ask for one.",
    )


def test_what_hangs_on_another_practice_names_how_many_will_meet_it():
    tree = {"key": "each", "kind": "practices", "unit": "pcn", "requirement": PAPER, "at_least": 2}
    other = Facts("other", date(2024, 4, 1))
    mate = UnitMember("m", "pcn", "north", "other", date(2024, 4, 1), None, RECORDED)
    known = facts(*STAFF)
    known = Facts(known.practice, known.enrolled_on, unit=(mate,), others={"other": other})
    plan = rescue(parse(document(tree)), known, OFFERS, TODAY, UNTIL)
    assert not plan.is_found
    assert [reason.why for reason in plan.stuck] == [
        "It depends on the one other practice of the primary care network, of which none will meet it by then; "
        "talk to them."
    ]


def test_what_the_practice_does_together_is_logged_by_somebody_who_works_there():
    tree = {"key": "starts", "kind": "volume", "activities": ["insulin_start"], "at_least": 4, "roles": ["nurse"]}
    plan = rescue(parse(document(tree)), facts(*STAFF, logged("2026-04-01", 1)), OFFERS, TODAY, UNTIL)
    (action,) = plan.actions
    assert (action.kind, action.person, action.number, action.minutes) == ("log", "nurse", 3, 3 * Costs().logged)
    (stuck,) = rescue(parse(document(tree)), facts(STAFF[0]), OFFERS, TODAY, UNTIL).stuck
    assert stuck.why == "“insulin start” cannot be done and logged so often by then."


def test_somebody_new_can_be_the_host_of_a_visit_once_they_are_here():
    tree = {"key": "visits", "kind": "visits", "cadence": ROLLING, "hosts": {"all_of": ["gp", "nurse"]}}
    plan = rescue(parse(document(tree)), facts(STAFF[0]), OFFERS, TODAY, UNTIL)
    kinds = [(each.kind, each.person, str(each.on)) for each in plan.actions]
    assert kinds == [("recruit", "new practice_nurse 1", "2026-08-01"), ("visit", "", "2026-08-24")]
    hosts = plan.actions[1].entries[0].values["hosts"]
    assert [host["person"] for host in hosts] == ["partner", "new practice_nurse 1"]
    assert plan.minutes == Costs().recruiting + 60 * 4 + Costs().arranging_a_visit


def test_what_costs_less_is_preferred_as_the_network_counts_it():
    either = {"key": "either", "kind": "any_of", "requirements": [PAPER, DOABLE["activity_count"][0]]}
    framework, known = parse(document(either)), facts(*STAFF)
    for costs, kind in ((Costs(), "declaration"), (Costs(declaration=60), "report")):
        plan = rescue(framework, known, Offers(SOON, costs=costs), TODAY, UNTIL)
        assert [each.kind for each in plan.actions] == [kind]
