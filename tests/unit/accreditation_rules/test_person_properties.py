"""What holds for every kind that a person meets; the rows and the numbers come from hypothesis."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation.rules.evaluate import evaluate
from accreditation.rules.facts import Absence, Employment, Entry, Facts, Size
from accreditation.rules.grammar import parse
from accreditation.rules.verdicts import RANK

from .a_practice import document

KNOWN, LATER = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
EARLY = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = date(2023, 1, 1)
PEOPLE = ("gp", "nurse", "other nurse")
PITSTOP = {"key": "pitstop", "kind": "credential", "any_of": ["pitstop"]}
COURSE = {"key": "c", "kind": "course", "any_of": ["one"], "valid_months": 18}
LOGGED = {"activities": ["starts"], "at_least": 3}
SIGN_OFF = {"sign_off": {"framework": "trend"}}
AT_LEAST = {
    "hours": {"minutes": 120, "months": 12, "participatory_minutes": 60, "max_per_entry": 90},
    "hours with a cap": {"minutes": 120, "months": 12, "max_by_source": [{"source": "cpd.recorded", "minutes": 60}]},
    "sequence": {"first": [COURSE], "then": PITSTOP, "at_least_months": 1, "at_most_months": 9, "still_in_force": True},
    "supervised": {**LOGGED, **SIGN_OFF, "months": 9, "sign_off_within_months": 3, "valid_months": 12},
    "supervised from": {**LOGGED, **SIGN_OFF, "months": 9, "counted_from": {"requirement": PITSTOP}},
    "volume": {**LOGGED, "months": 6},
    "volume on average": {**LOGGED, "average_over_years": 2},
    "competencies": {"framework": "trend", "topics": [{"topic": "a"}, {"topic": "b", "min_level": 2}]},
    "assessment": {"assessment": "kc", "pass_mark": 60, "valid_months": 12},
}
OTHERS = {
    "registration": {"any_of": ["nmc", "gmc"], "within_months": 6},
    "assessment last": {"assessment": "kc", "pass_mark": 60, "which": "last", "cool_off_days": 20, "max_attempts": 3},
    "volume asked from": {**LOGGED, "months": 6, "asked_from": {"requirement": PITSTOP, "months": 6}},
}
KINDS = {**AT_LEAST, **OTHERS}
often = settings(max_examples=200, deadline=None)
days = st.integers(0, 1400).map(lambda number: FIRST + timedelta(days=number))
levels = st.integers(0, 3)


def one_of(*values):
    return st.sampled_from(values)


def values_of(kind):
    minutes = one_of(15, 45, 120)
    return {
        "course.completed": {
            "course": one_of("one", "two"),
            "score": st.just(90),
            "edition": st.just(1),
            "minutes": minutes,
        },
        "cpd.recorded": {"minutes": minutes, "participatory": st.booleans(), "sponsored": st.booleans()},
        "session.attended": {"session": one_of("s", "t", "u"), "minutes": minutes, "participatory": st.booleans()},
        "credential.verified": {"credential": one_of("pitstop", "other"), "verification": levels},
        "activity.logged": {
            "activity": one_of("starts", "other"),
            "count": one_of(1, 2, 3),
            "supervised": st.booleans(),
        },
        "competency.assessed": {
            "framework": st.just("trend"),
            "topic": one_of("a", "b"),
            "level": levels,
            "result": one_of("passed", "passed", "not_yet"),
            "assessor": one_of("dsn", *PEOPLE),
        },
        "assessment.taken": {"assessment": st.just("kc"), "part": one_of("", "post"), "score": st.integers(40, 100)},
        "registration.checked": {"body": one_of("nmc", "gmc"), "status": one_of("active", "conditions", "lapsed")},
    }[kind]


@st.composite
def entries(draw, ref="e"):
    kind = draw(one_of(*ENTRY_KINDS))
    values = {name: draw(strategy) for name, strategy in values_of(kind).items()}
    number = draw(st.integers(0, 10_000))
    return Entry(f"{ref}{number}", kind, draw(one_of(*PEOPLE)), None, draw(days), EARLY, None, values)


ENTRY_KINDS = (
    *("course.completed", "cpd.recorded", "session.attended", "credential.verified", "activity.logged"),
    *("competency.assessed", "assessment.taken", "registration.checked"),
)
histories = st.lists(entries(), max_size=30, unique_by=lambda entry: entry.ref)


@st.composite
def practices(draw):
    jobs = []
    for number, person in enumerate(PEOPLE):
        began = draw(days)
        ended = draw(st.none() | st.integers(1, 900).map(lambda length, began=began: began + timedelta(days=length)))
        role = "gp_partner" if person == "gp" else "practice_nurse"
        jobs.append(Employment(f"m{number}", person, role, draw(one_of(1, 4)), began, ended, EARLY))
    leave = draw(days)
    absences = (Absence("a", "nurse", leave, leave + timedelta(days=100), EARLY),)
    sizes = tuple(Size(f"s{n}", "diabetes_register", draw(st.integers(1, 900)), draw(days), EARLY) for n in range(2))
    return Facts("practice", FIRST, draw(histories), tuple(jobs), absences=absences, sizes=sizes)


def told(name):
    """People of a number by the register, and a share of them, who hold the kind."""
    held = {"key": "held", "kind": name.split(" ")[0], **KINDS[name]}
    scale = {"of": "diabetes_register", "per": 300, "max": 2}
    slots = [{"key": "any", "roles": ["gp", "nurse"]}, {"key": "nurse", "roles": ["nurse"], "scale": scale}]
    team = {"key": "team", "kind": "people", "slots": slots, "each": held}
    again = {"key": "again", "kind": held["kind"], **_renamed(KINDS[name])}
    share = {"key": "share", "kind": "share", "roles": ["gp", "nurse"], "at_least_percent": 50, "each": again}
    return parse(document(team, share, effective_from="2023-06-01"))


def _renamed(value):
    if isinstance(value, dict):
        return {key: f"{each} again" if key == "key" else _renamed(each) for key, each in value.items()}
    return [_renamed(each) for each in value] if isinstance(value, list) else value


def assessed(name, facts):
    return evaluate(told(name), facts.as_known_at(KNOWN))


@pytest.mark.parametrize("name", KINDS)
@often
@given(practices(), entries(ref="x"), st.randoms(use_true_random=False))
def test_the_order_of_rows_voided_ones_and_those_recorded_later_change_nothing(name, facts, extra, random):
    before = assessed(name, facts)
    turned = tuple(random.sample(list(facts.entries), len(facts.entries)))
    assert assessed(name, replace(facts, entries=turned)) == before
    for more in (replace(extra, voided_at=KNOWN), replace(extra, recorded_at=LATER)):
        assert assessed(name, replace(facts, entries=(*facts.entries, more))) == before


@pytest.mark.parametrize("name", AT_LEAST)
@often
@given(practices(), entries(ref="x"))
def test_more_evidence_never_makes_an_at_least_worse(name, facts, extra):
    """Except that of the same session the first day counts, so an extra one is another session."""
    if "session" in extra.values:
        extra = replace(extra, values={**extra.values, "session": "another"})
    before, after = assessed(name, facts), assessed(name, replace(facts, entries=(*facts.entries, extra)))
    for key in ("team", "share"):
        old, new = before.timelines[key], after.timelines[key]
        for day in sorted({*old.starts, *new.starts}):
            assert RANK[new.at(day).verdict] >= RANK[old.at(day).verdict], (key, day)
