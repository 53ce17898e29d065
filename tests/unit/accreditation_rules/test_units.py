"""Practices that pool, units of which so many meet a requirement, and practices that take over others."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation.rules.evaluate import evaluate
from accreditation.rules.facts import Facts, Size, Succession, UnitMember
from accreditation.rules.grammar import GrammarError, parse
from accreditation.rules.needs import needs_of
from accreditation.rules.proof import explain, explain_all

from .a_practice import RECORDED, course, document, elsewhere, employed, entry, facts, on, spoken

START = on("2024-04-01")
TEAM = {
    "key": "team",
    "kind": "people",
    "slots": [{"key": "gp", "roles": ["gp"]}, {"key": "nurse", "roles": ["nurse"]}],
    "each": {"key": "insulin", "kind": "course", "any_of": ["insulin-safety"]},
}
POOLED = {"key": "pooled", "kind": "pooled", "unit": "pcn", "requirement": TEAM}
CARE = {"key": "care", "kind": "declaration", "any_of": ["care"]}


def signed(code, day, until=None, practice="practice"):
    return entry("declaration.signed", day, practice=practice, declaration=code, valid_until=until, by="x")


def other(name, *rows, enrolled=None):
    return replace(facts(*rows), practice=name, enrolled_on=on(enrolled) if enrolled else None)


def member(name, since="2020-01-01", until=None, kind="pcn"):
    return UnitMember(f"unit {name} {since}", kind, "U1", name, on(since), on(until) if until else None, RECORDED)


def together(own, unit=(), predecessors=(), others=()):
    return replace(own, unit=tuple(unit), predecessors=tuple(predecessors), others={o.practice: o for o in others})


def line(requirement, known, key=None, **how):
    return spoken(evaluate(parse(document(requirement, **how)), known).timelines[key or requirement["key"]])


GP = facts(employed("gil", "gp_partner"), course("gil", "2024-01-10"))
NURSE = other("b", employed("ann", "practice_nurse"), course("ann", "2024-01-10"))


# --- pooled -----------------------------------------------------------------------------------------------------------


def test_practices_pool_on_the_days_on_which_they_are_in_the_unit():
    known = together(GP, [member("b", "2025-06-01", "2025-10-01")], others=[NURSE])
    expected = [("2024-04-01", "not_met"), ("2025-06-01", "met"), ("2025-10-01", "not_met")]
    assert line(POOLED, known) == expected
    assert line(POOLED, known, "team") == expected


def test_another_kind_of_unit_does_not_pool():
    assert line(POOLED, together(GP, [member("b", kind="locality")], others=[NURSE])) == [("2024-04-01", "not_met")]


def test_what_is_not_pooled_stays_the_practice_s_own():
    root = {"key": "root", "kind": "all_of", "requirements": [POOLED, CARE]}
    mate = other("b", *NURSE.employments, *NURSE.entries, signed("care", "2024-04-01", practice="b"))
    assert line(root, together(GP, [member("b")], others=[mate]), "care") == [("2024-04-01", "not_met")]
    assert line(root, together(GP, [member("b")], others=[mate]), "pooled") == [("2024-04-01", "met")]


def test_entries_of_the_practices_are_pooled_but_not_their_plans():
    planned = CARE | {"plans": {"max_days": 30}}
    pooled = {"key": "pooled", "kind": "pooled", "unit": "pcn", "requirement": planned}
    plan = entry(
        "plan.agreed", "2024-05-01", None, "b", plan="p", framework="test", requirement="care", due_on="2024-05-20"
    )
    assert line(pooled, together(facts(), [member("b")], others=[other("b", plan)])) == [("2024-04-01", "not_met")]
    mate = other("b", signed("care", "2024-06-01", practice="b"))
    assert line(pooled, together(facts(), [member("b")], others=[mate])) == [
        ("2024-04-01", "not_met"),
        ("2024-06-01", "met"),
    ]


def test_both_consent_before_they_pool():
    asked = POOLED | {"consent": ["pooling"]}
    mine = replace(GP, entries=(*GP.entries, signed("pooling", "2024-06-01")))
    theirs = replace(NURSE, entries=(*NURSE.entries, signed("pooling", "2024-05-01", "2024-08-31", "b")))
    known = together(mine, [member("b")], others=[theirs])
    assert line(asked, known) == [("2024-04-01", "not_met"), ("2024-06-01", "met"), ("2024-09-01", "not_met")]
    assert line(asked, together(mine, [member("b")], others=[NURSE])) == [("2024-04-01", "not_met")]


def test_the_proof_names_the_other_practice_of_a_person_and_what_ends_the_pool():
    known = together(GP, [member("b", "2024-05-01", "2024-09-01")], others=[NURSE])
    proof = explain(parse(document(POOLED)), known, "pooled", on("2024-06-01"))
    assert [(placed.person, placed.practice) for placed in proof.people] == [("gil", None), ("ann", "b")]
    assert (proof.until_on, proof.ends.cause) == (on("2024-09-01"), "composition")
    assert proof.ends.sentence == "team: who belongs together changes on 1 September 2024"
    assert explain(parse(document(POOLED)), known, "insulin", on("2024-06-01"), "ann").verdict == "met"


def test_sizes_are_added_from_the_day_everybody_has_one():
    small = {"size": {"measure": "list_size", "at_most": 6000}}
    pooled = {"key": "pooled", "kind": "pooled", "unit": "pcn", "requirement": CARE | {"applies_when": small}}

    def sized(known, *counts):
        rows = (Size(f"{known.practice} {day}", "list_size", count, on(day), RECORDED) for count, day in counts)
        return replace(known, sizes=tuple(rows))

    mate = sized(other("b"), (2000, "2024-05-01"), (3000, "2024-07-01"))
    known = together(sized(facts(), (4000, "2024-01-01")), [member("b")], others=[mate])
    assert line(pooled, known) == [
        ("2024-04-01", "unknown"),
        ("2024-05-01", "not_met"),
        ("2024-07-01", "not_applicable"),
    ]


def test_a_framework_says_what_it_needs_to_know_of_others():
    assert "unit" in needs_of(parse(document(POOLED)))
    assert needs_of(parse(document(CARE, succession={}))) == {"predecessors"}
    assert needs_of(parse(document(CARE))) == set()


# --- so many practices ------------------------------------------------------------------------------------------------


def of_unit(**more):
    return {"key": "unit", "kind": "practices", "unit": "pcn", "requirement": CARE, **more}


def network(own=True, **mates):
    rows = [signed("care", "2024-04-01")] if own else []
    others = [other(name, *([signed("care", since, practice=name)] if since else [])) for name, since in mates.items()]
    return together(facts(*rows), [member(name) for name in mates], others=others)


def test_so_many_practices_of_the_unit_meet_it():
    known = network(b="2024-05-01", c="2024-07-01", d=None)
    assert line(of_unit(at_least=3), known) == [("2024-04-01", "not_met"), ("2024-07-01", "met")]
    assert line(of_unit(at_least=2), known) == [("2024-04-01", "not_met"), ("2024-05-01", "met")]


def test_a_share_is_rounded_up_to_a_whole_practice():
    known = network(b="2024-04-01", c="2024-06-01", d=None)
    assert line(of_unit(share=51), known) == [("2024-04-01", "not_met"), ("2024-06-01", "met")]
    assert line(of_unit(share=50), known) == [("2024-04-01", "met")]
    assert line(of_unit(share=50, of_at_least=5), known) == [("2024-04-01", "not_met")]


def test_a_practice_that_leaves_the_unit_counts_no_longer():
    known = network(b="2024-04-01", c=None)
    leaving = replace(known, unit=(member("b", until="2024-09-01"), member("c", until="2024-06-01")))
    assert line(of_unit(share=100), leaving) == [("2024-04-01", "not_met"), ("2024-06-01", "met")]
    assert line(of_unit(at_least=2), leaving) == [("2024-04-01", "met"), ("2024-09-01", "not_met")]


def test_before_its_own_enrolment_a_practice_does_not_meet_it():
    known = network(b="2024-04-01")
    late = {"b": replace(known.others["b"], enrolled_on=on("2024-08-01"))}
    assert line(of_unit(at_least=2), replace(known, others=late)) == [("2024-04-01", "not_met"), ("2024-08-01", "met")]


def test_the_proof_says_how_many_there_are():
    proof = explain(parse(document(of_unit(at_least=3))), network(b="2024-04-01", c=None), "unit", on("2024-05-01"))
    assert proof.missing[0].sentence == "unit: 2 of three practices, 3 asked"


BAD = {
    "tiers[0].requirement: says either how many (at_least) or which share of them, not both": of_unit(
        at_least=1, share=1
    ),
    "tiers[0].requirement.share: must be more than 0 and at most 100 per cent": of_unit(share=101),
    "tiers[0].requirement.requirement: what a unit does cannot lie within what a unit does": of_unit(
        at_least=1, requirement=POOLED
    ),
    "tiers[0].requirement.unit: unknown value 'pnc'; did you mean pcn?": POOLED | {"unit": "pnc"},
}


@pytest.mark.parametrize("message", BAD)
def test_what_a_unit_cannot_be_asked_is_refused(message):
    with pytest.raises(GrammarError) as refused:
        parse(document(BAD[message]))
    assert str(refused.value) == message


# --- succession -------------------------------------------------------------------------------------------------------


def took_over(name, day, how="merged"):
    return Succession(f"succession of {name}", how, name, on(day), RECORDED)


FORMER = other("former", signed("care", "2024-01-01", practice="former"), enrolled="2024-04-01")


def test_what_the_former_practice_did_counts_from_the_day_of_succession_where_the_framework_says_so():
    known = together(facts(), predecessors=[took_over("former", "2024-09-01")], others=[FORMER])
    assert line(CARE, known) == [("2024-04-01", "not_met")]
    assert line(CARE, known, succession={}) == [("2024-04-01", "not_met"), ("2024-09-01", "met")]
    assert line(CARE, known, succession={"entries": "none"}) == [("2024-04-01", "not_met")]
    only = {"entries": "none", "entries_of": [{"entry": "declaration.signed", "joins": "union"}]}
    assert line(CARE, known, succession=only) == [("2024-04-01", "not_met"), ("2024-09-01", "met")]


def test_the_staff_of_the_former_practice_joins():
    former = replace(NURSE, practice="former")
    known = together(GP, predecessors=[took_over("former", "2024-09-01")], others=[former])
    assert line(TEAM, known, succession={}) == [("2024-04-01", "not_met"), ("2024-09-01", "met")]
    assert line(TEAM, known, succession={"staff": "none"}) == [("2024-04-01", "not_met")]


def test_what_was_met_at_either_practice_is_protected_for_a_while():
    rule = {"entries": "none", "protection_months": 3}
    known = together(facts(), predecessors=[took_over("former", "2024-09-01")], others=[FORMER])
    assert line(CARE, known, succession=rule) == [
        ("2024-04-01", "not_met"),
        ("2024-09-01", "met+"),
        ("2024-12-02", "not_met"),
    ]
    never = together(facts(), predecessors=[took_over("former", "2024-09-01")], others=[other("former")])
    assert line(CARE, never, succession=rule) == [("2024-04-01", "not_met")]


def test_what_was_met_in_parts_at_either_practice_is_protected_as_a_whole():
    kept = {"key": "kept", "kind": "declaration", "any_of": ["kept"]}
    root = {"key": "root", "kind": "all_of", "requirements": [CARE, kept]}
    rule = {"entries": "none", "protection_months": 3}
    known = together(
        facts(signed("kept", "2024-04-01", "2024-08-31")),
        predecessors=[took_over("former", "2024-09-01")],
        others=[FORMER],
    )
    assert line(root, known, succession=rule) == [
        ("2024-04-01", "not_met"),
        ("2024-09-01", "met+"),
        ("2024-12-02", "not_met"),
    ]


def test_a_practice_taken_over_is_no_other_practice_of_the_unit():
    known = together(
        facts(signed("care", "2024-04-01")),
        [member("former")],
        [took_over("former", "2024-09-01")],
        [other("former", enrolled="2024-04-01")],
    )
    assert line(of_unit(), known, succession={}) == [("2024-04-01", "not_met"), ("2024-09-01", "met")]


# --- where somebody works stays as it was -----------------------------------------------------------------------------

ASSESSED = {"key": "assessed", "kind": "competencies", "framework": "f", "assessor": {"other_practice": True}}
ABLE = {
    "key": "able",
    "kind": "people",
    "slots": [{"key": "nurse", "roles": ["nurse"]}],
    "each": ASSESSED | {"topics": [{"topic": "t"}]},
}


def assessed_at(practice):
    values = {"framework": "f", "edition": 1, "topic": "t", "level": 1, "result": "passed", "assessor": "mo"}
    return entry("competency.assessed", "2024-05-01", "ann", assessor_practice=practice, **values)


@pytest.mark.parametrize(("at", "expected"), [("b", "not_met"), ("practice", "met"), ("zeta", "met")])
def test_pooled_an_assessor_of_the_persons_own_practice_is_still_of_the_same(at, expected):
    mate = other("b", employed("ann", "practice_nurse"), assessed_at(at))
    known = together(facts(), [member("b")], others=[mate])
    assert line(POOLED | {"requirement": ABLE}, known)[-1][1] == expected


def test_taken_over_an_assessor_of_this_practice_was_of_another_to_the_former_s_staff():
    former = other("former", employed("ann", "practice_nurse"), assessed_at("practice"))
    known = together(facts(), predecessors=[took_over("former", "2024-09-01")], others=[former])
    assert line(ABLE, known, succession={}) == [("2024-04-01", "not_met"), ("2024-09-01", "met")]


def test_pooled_somebody_who_counts_outside_the_pool_first_does_not_count_again():
    nurse = {"key": "nurse", "kind": "people", "slots": [{"key": "nurse", "roles": ["nurse"]}]}
    once = POOLED | {"requirement": nurse | {"employment": {"max_practices": 1}}}
    outside = elsewhere(employed("ann", "practice_nurse", "2019-01-01", "2025-01-01"), "zeta")
    mate = other("b", employed("ann", "practice_nurse"), outside)
    assert line(once, together(facts(), [member("b")], others=[mate])) == [
        ("2024-04-01", "not_met"),
        ("2025-01-01", "met"),
    ]


# --- properties -------------------------------------------------------------------------------------------------------

days = st.dates(on("2024-01-01"), on("2026-12-31"))
rows = st.lists(st.tuples(days, st.integers(1, 400)), max_size=3)


@settings(max_examples=200, deadline=None)
@given(rows, rows, rows)
def test_alone_a_pooled_requirement_is_the_requirement_and_a_mate_only_helps(own, theirs, membership):
    def signings(spells, practice):
        return [signed("care", str(day), None, practice) for day, _ in spells]

    spans = [
        UnitMember(f"u{n}", "pcn", "U1", "b", day, day.fromordinal(day.toordinal() + length), RECORDED)
        for n, (day, length) in enumerate(membership)
    ]
    pooled = {"key": "pooled", "kind": "pooled", "unit": "pcn", "requirement": CARE}
    alone = facts(*signings(own, "practice"))
    known = together(alone, spans, others=[other("b", *signings(theirs, "b"))])
    assert line(pooled, alone) == line(CARE, alone)
    shared = evaluate(parse(document(pooled)), known).root
    single = evaluate(parse(document(CARE)), alone).root
    for day in sorted({*shared.starts, *single.starts}):
        belongs = any(row.from_on <= day < row.until_on for row in spans)
        there = any(signed_on <= day for signed_on, _ in [*own, *(theirs if belongs else [])])
        assert shared.at(day).is_satisfied == there
        assert shared.at(day).is_satisfied >= single.at(day).is_satisfied


@settings(max_examples=200, deadline=None)
@given(rows, rows, days)
def test_every_verdict_of_a_unit_has_a_proof_that_agrees(own, theirs, day):
    root = {"key": "root", "kind": "all_of", "requirements": [of_unit(at_least=2), POOLED]}
    mate = other("b", *(signed("care", str(each), None, "b") for each, _ in theirs), *NURSE.employments, *NURSE.entries)
    mine = [signed("care", str(each)) for each, _ in own]
    known = together(
        facts(*mine, *GP.employments, *GP.entries), [member("b", "2024-06-01", "2025-06-01")], others=[mate]
    )
    framework = parse(document(root, succession={}))
    assessment = evaluate(framework, known)
    day = max(day, assessment.start)
    for key, proof in explain_all(framework, known, day).items():
        assert (proof.verdict, proof.until_on) == (
            assessment.timelines[key].at(day).verdict,
            assessment.timelines[key].until(day),
        )
        assert proof.ends is None or proof.ends.on == proof.until_on


def test_facts_of_others_are_cut_to_what_was_known():
    known = together(GP, [member("b")], others=[NURSE])
    assert isinstance(known.as_known_at(RECORDED), Facts)
    assert line(POOLED, known.as_known_at(RECORDED)) == [("2024-04-01", "met")]
