"""What holds for every practice by the kinds of practice activity and data."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from accreditation.rules.days import FOREVER
from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse
from accreditation.rules.proof import explain_all

from .invented import KNOWN_AT, LATER
from .invented_practice import PracticeInvention, parts_of, practice_of
from .test_properties import days, got_worse, often, standing, without

numbers = st.integers(0, 1_000_000)


def assessed(document, facts):
    return evaluate(parse(document), facts.as_known_at(KNOWN_AT))


def extra_of(number):
    """More of everything, in names of its own."""
    invention = PracticeInvention(number)
    invention.count = 10_000
    person = invention.people[0]
    yield from invention.of_person(person)
    yield from invention.of_practice()
    yield invention.handed_in(period="2024-04-01")
    yield invention.report(count=50)


@often
@given(numbers, st.randoms())
def test_the_order_of_rows_is_irrelevant(number, random):
    document, facts = practice_of(number)
    rows = {name: getattr(facts, name) for name in ("entries", "employments", "leads", "waivers")}
    turned = replace(facts, **{name: tuple(random.sample(row, len(row))) for name, row in rows.items()})
    assert assessed(document, turned) == assessed(document, facts)


@often
@given(numbers)
def test_a_voided_entry_equals_an_absent_one(number):
    document, facts = practice_of(number)
    extra = tuple(replace(entry, voided_at=KNOWN_AT) for entry in standing(extra_of(number)))
    assert assessed(document, replace(facts, entries=facts.entries + extra)) == assessed(document, facts)


@often
@given(numbers)
def test_entries_recorded_after_k_change_nothing_known_at_k(number):
    document, facts = practice_of(number)
    extra = tuple(replace(entry, recorded_at=LATER) for entry in standing(extra_of(number)))
    assert assessed(document, replace(facts, entries=facts.entries + extra)) == assessed(document, facts)


@often
@given(numbers, days)
def test_more_activity_never_makes_an_at_least_worse(number, day):
    """Figures and ratings replace each other; what is handed in, counted and discussed only adds."""
    document, facts = practice_of(number)
    document = without(document, "spacing_days", "spacing_months", "max_per_day", "grace")
    invention = PracticeInvention(number)
    invention.count = 10_000
    new = [
        invention.handed_in(complete=True, accepted=True),
        invention.entry("clinic.case_discussed", None, day, clinic="a new clinic", case="a new case"),
        invention.entry("case.outcome_recorded", None, day, case="case-1", outcome="done"),
        invention.entry("clinic.attended", invention.people[0], day, clinic="a new one", minutes=90, side="practice"),
        invention.visit_alone(day),
    ]
    more = replace(facts, entries=facts.entries + standing(new))
    assert list(got_worse(assessed(document, facts), assessed(document, more))) == []


@often
@given(numbers, days)
def test_every_verdict_has_a_proof_and_an_end(number, day):
    document, facts = practice_of(number)
    framework, facts = parse(document), facts.as_known_at(KNOWN_AT)
    assessment = evaluate(framework, facts)
    day = max(day, assessment.start)
    for key, proof in explain_all(framework, facts, day).items():
        timeline = assessment.timelines[key]
        assert (proof.verdict, proof.in_grace) == timeline.at(day)[:2]
        assert (proof.ends is None) == (proof.until_on == FOREVER)
        assert all(counted.from_on <= day for counted in proof.counted)
        bare = proof.verdict in ("not_met", "unknown", "not_yet_due") and not proof.parts
        assert not bare or proof.missing, proof.clause


@often
@given(numbers)
def test_every_timeline_is_contiguous_and_normalised(number):
    for line in assessed(*practice_of(number)).timelines.values():
        assert line.segments[-1].until_on == FOREVER
        for one, other in pairwise(line.segments):
            assert one.until_on == other.from_on > one.from_on
            assert one.state != other.state


def test_the_inventions_reach_every_verdict_of_every_kind():
    seen = Counter()
    for number in range(150):
        document, facts = practice_of(number)
        plain = without(document, "grace", "applies_from")
        timelines = assessed(plain, replace(facts, waivers=())).timelines
        for node in parts_of(plain["tiers"][0]["requirement"]):
            seen.update((node["kind"], str(state.verdict)) for state in timelines[node["key"]].states)
    for kind in ("indicator", "external_standing"):
        assert {verdict for each, verdict in seen if each == kind} >= {"met", "not_met", "unknown"}
    for kind in ("submission", "activity_count", "case_follow_up", "visits", "attendance_by_practice"):
        assert {verdict for each, verdict in seen if each == kind} >= {"met", "not_met", "not_yet_due"}
