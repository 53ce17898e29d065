"""What holds for every practice; the practices come from `invented`, their numbers from hypothesis."""

import copy
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation.rules.days import FOREVER
from accreditation.rules.evaluate import evaluate
from accreditation.rules.facts import Employment
from accreditation.rules.forecast import next_change
from accreditation.rules.grammar import parse
from accreditation.rules.proof import explain_all
from accreditation.rules.verdicts import RANK

from .invented import FIRST, KNOWN_AT, LAST, LATER, RECORDED, Invention
from .test_day_by_day import practice

numbers = st.integers(0, 1_000_000)
LAID_OVER = ("waiver", "applies", "plan", "entry")
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
often = settings(max_examples=200, deadline=None)


def assessed(document, facts):
    return evaluate(parse(document), facts.as_known_at(KNOWN_AT))


def without(document, *names):
    """The document with these attributes taken out everywhere, and none-of, which more can make worse, made any-of.

    What a rule is asked of, and plans, depend on other things than evidence.
    """
    plain = copy.deepcopy(document)

    def strip(node):
        node["kind"] = node["kind"].replace("none_of", "any_of")
        for name in (*names, "applies_when", "plans", "unknown_as"):
            node.pop(name, None)
        for part in [*node.get("requirements", []), *([node["each"]] if "each" in node else [])]:
            strip(part)

    for tier in plain["tiers"]:
        strip(tier["requirement"])
    return plain


def got_worse(before, after):
    """The days from which, by some requirement, `after` is worse than `before`."""
    for key, old in before.timelines.items():
        new = after.timelines[key]
        for day in sorted({*old.starts, *new.starts}):
            if RANK[new.at(day).verdict] < RANK[old.at(day).verdict]:
                yield key, day


def more_evidence(invention, day):
    """One more thing of every kind that can only help, none of it the same as what is there."""
    person = invention.random.choice(invention.people)
    values = {"score": 100, "edition": 9, "minutes": 60}
    yield invention.entry("course.completed", person, day, course="insulin-safety", **values)
    values = {"programme": "network-education", "minutes": 90, "role": None}
    yield invention.entry("session.attended", person, day, session=invention.name("new session"), **values)
    yield invention.entry("clinic.case_discussed", None, day, clinic=invention.name("new clinic"), case="new")
    values = {"valid_until": None, "by": "x"}
    yield invention.entry("declaration.signed", None, day, declaration="data-sharing-agreement", **values)
    yield from (entry for entry in invention.visit(day) if entry.kind == "visit.held")


def standing(rows):
    return tuple(replace(row, recorded_at=RECORDED, voided_at=None) for row in rows)


def another(number):
    """The invention of `number`, ready to invent more with names of its own."""
    invention = Invention(number)
    invention.count = 10_000
    return invention


@often
@given(numbers, st.randoms())
def test_the_order_of_rows_is_irrelevant(number, random):
    document, facts = practice(number)
    rows = {name: getattr(facts, name) for name in ("entries", "employments", "leads", "waivers")}
    turned = replace(facts, **{name: tuple(random.sample(row, len(row))) for name, row in rows.items()})
    assert assessed(document, turned) == assessed(document, facts)


@often
@given(numbers, days)
def test_a_voided_entry_equals_an_absent_one(number, day):
    document, facts = practice(number)
    extra = (replace(entry, voided_at=KNOWN_AT) for entry in standing(more_evidence(another(number), day)))
    assert assessed(document, replace(facts, entries=facts.entries + tuple(extra))) == assessed(document, facts)


@often
@given(numbers, days)
def test_entries_recorded_after_k_change_nothing_known_at_k(number, day):
    document, facts = practice(number)
    extra = (replace(entry, recorded_at=LATER) for entry in standing(more_evidence(another(number), day)))
    assert assessed(document, replace(facts, entries=facts.entries + tuple(extra))) == assessed(document, facts)


@often
@given(numbers, days)
def test_more_evidence_never_makes_an_at_least_worse_without_spacing_and_grace(number, day):
    document, facts = practice(number)
    document = without(document, "spacing_days", "grace")
    entries = tuple(e for e in facts.entries if e.kind != "feedback.given" or e.values["about"] != "visit")
    extra = standing(
        e for e in more_evidence(another(number), day) if e.kind != "visit.held" or not follows_up(document)
    )
    before = assessed(document, replace(facts, entries=entries))
    after = assessed(document, replace(facts, entries=entries + extra))
    assert list(got_worse(before, after)) == []


@often
@given(numbers)
def test_with_spacing_an_event_after_all_others_never_makes_it_worse(number):
    document, facts = practice(number)
    document = without(document, "grace")
    extra = standing(more_evidence(another(number), LAST + timedelta(days=400)))
    extra = tuple(e for e in extra if e.kind != "visit.held" or not follows_up(document))
    before, after = assessed(document, facts), assessed(document, replace(facts, entries=facts.entries + extra))
    assert list(got_worse(before, after)) == []


@often
@given(numbers, days)
def test_one_more_colleague_never_makes_it_worse_without_grace(number, day):
    """Where sessions count once for all, somebody new: an invented session may have several days."""
    document, facts = practice(number)
    document = without(document, "grace")
    person = "somebody new" if "attendance_by_practice" in repr(document) else "person 1"
    job = Employment("new job", person, "practice_nurse", 8, day, None, RECORDED)
    more = replace(facts, employments=(*facts.employments, job))
    assert list(got_worse(assessed(document, facts), assessed(document, more))) == []


@often
@given(numbers)
def test_every_timeline_is_contiguous_and_normalised(number):
    assessment = assessed(*practice(number))
    people = [line for persons in assessment.people.values() for line in persons.values()]
    for line in [*assessment.timelines.values(), *assessment.tiers.values(), *people]:
        segments = line.segments
        assert segments[0].from_on == assessment.start
        assert segments[-1].until_on == FOREVER
        for one, other in pairwise(segments):
            assert one.until_on == other.from_on > one.from_on
            assert one.state != other.state


@settings(max_examples=200, deadline=None)
@given(numbers, days)
def test_every_verdict_has_a_proof_and_an_end(number, day):
    document, facts = practice(number)
    framework, facts = parse(document), facts.as_known_at(KNOWN_AT)
    assessment = evaluate(framework, facts)
    day = max(day, assessment.start)
    for key, proof in explain_all(framework, facts, day).items():
        timeline = assessment.timelines[key]
        assert (proof.verdict, proof.in_grace, proof.by_plan, proof.by_waiver) == timeline.at(day)
        assert (proof.from_on, proof.until_on) == (timeline.since(day), timeline.until(day))
        assert (proof.ends is None) == (proof.until_on == FOREVER)
        leaf = proof.ends and framework.node(proof.ends.key)
        assert leaf is None or not leaf.parts or leaf.kind == "people" or proof.ends.cause.startswith(LAID_OVER)


@settings(max_examples=200, deadline=None)
@given(numbers, days)
def test_the_forecast_is_the_next_day_with_another_verdict(number, day):
    document, facts = practice(number)
    framework, facts = parse(document), facts.as_known_at(KNOWN_AT)
    root = evaluate(framework, facts).root
    day = max(day, root.start)
    later = [each for each in root.starts if each > day and root.at(each).verdict != root.at(day).verdict]
    change = next_change(framework, facts, day)
    assert (change.on if change else None) == next(iter(later), None)


def follows_up(document):
    return "feedback_after_visits" in repr(document)


def test_inventions_lie_within_their_years():
    entries = [entry for number in range(20) for entry in practice(number)[1].entries]
    assert min(entry.happened_on for entry in entries) >= FIRST - timedelta(days=10)
