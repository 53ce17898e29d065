"""hours, sequence, equivalence, assessment, competencies, registration: what one nurse holds."""

from datetime import date

import pytest

from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import GrammarError, parse
from accreditation.rules.proof import explain

from .a_practice import course, document, elsewhere, employed, entry, facts, session, spoken

NURSE = employed("nurse", "practice_nurse")


def framework(each, **changes):
    team = {"key": "team", "kind": "people", "slots": [{"key": "nurse", "roles": ["nurse"]}], "each": each}
    return parse(document(team, **changes))


def held(each, *rows, **changes):
    assessment = evaluate(framework(each, **changes), facts(NURSE, *rows))
    return spoken(assessment.people[each["key"]]["nurse"])


def proof(each, day, *rows, **changes):
    told = facts(NURSE, *rows)
    return explain(framework(each, **changes), told, each["key"], date.fromisoformat(day), "nurse")


def not_counted(*args, **changes):
    return [each.sentence for each in proof(*args, **changes).not_counted]


def missing(*args):
    return [each.sentence for each in proof(*args).missing]


NEVER = [("2024-04-01", "not_met")]


# --- hours -------------------------------------------------------------------------------------------------------


def hours(minutes, **changes):
    return {"key": "hours", "kind": "hours", "label": "learning", "minutes": minutes, "months": 12} | changes


def cpd(day, minutes=60, participatory=False, sponsored=False, verification=2):
    values = {"activity": "reading", "minutes": minutes, "participatory": participatory, "sponsored": sponsored}
    return entry("cpd.recorded", day, "nurse", verification=verification, **values)


def live(day, minutes=60, participatory=True, name=None):
    values = {"session": name or day, "programme": "network-education", "minutes": minutes, "role": None}
    return entry("session.attended", day, "nurse", participatory=participatory, **values)


def test_minutes_of_every_source_are_added_up_over_the_window():
    rows = [
        course("nurse", "2024-05-01"),  # 45 minutes
        live("2024-05-10"),
        entry("clinic.attended", "2024-06-01", "nurse", clinic="c", minutes=60, side="practice", role=None),
        entry("visit.attended", "2024-07-01", "nurse", visit="v", minutes=60, side="host", role=None),
        cpd("2024-08-01", 15),
    ]
    assert held(hours(240), *rows)[1:] == [("2024-08-01", "met"), ("2025-05-02", "not_met")]
    assert held(hours(240, sources=["session.attended", "cpd.recorded"]), *rows) == NEVER


def test_one_minute_too_few_is_too_few():
    assert held(hours(61), live("2024-05-10")) == NEVER
    assert held(hours(60), live("2024-05-10"))[1:] == [("2024-05-10", "met"), ("2025-05-11", "not_met")]
    assert missing(hours(120, participatory_minutes=90), "2024-06-01", live("2024-05-10")) == [
        "learning: one hour of two hours counted, one hour of one hour and 30 minutes taking part."
    ]


def test_a_part_of_the_minutes_must_be_participatory():
    rows = cpd("2024-05-01", 120), live("2024-06-01", 60, participatory=False), live("2024-07-01", 60)
    assert held(hours(180, participatory_minutes=60), *rows)[1] == ("2024-07-01", "met")
    assert held(hours(180), *rows)[1] == ("2024-06-01", "met")


def test_one_entry_and_one_source_bring_no_more_than_their_cap():
    rows = cpd("2024-05-01", 300), cpd("2024-06-01", 300), live("2024-07-01", 60)
    assert held(hours(180, max_per_entry=60), *rows)[1] == ("2024-07-01", "met")
    caps = [{"source": "cpd.recorded", "minutes": 120}]
    assert held(hours(180, max_by_source=caps), *rows)[1] == ("2024-07-01", "met")
    assert held(hours(181, max_by_source=caps), *rows) == NEVER


def test_a_sponsored_event_is_named_as_not_counted():
    rows = (cpd("2024-05-01", 60, sponsored=True),)
    assert held(hours(60), *rows)[1] == ("2024-05-01", "met")
    assert held(hours(60, exclude_sponsored=True), *rows) == NEVER
    assert not_counted(hours(60, exclude_sponsored=True), "2024-06-01", *rows) == [
        "learning of 1 May 2024: a sponsored event does not count"
    ]


def test_what_was_done_elsewhere_needs_its_verification_and_a_session_none():
    assert held(hours(60, min_verification=2), cpd("2024-05-01", verification=1)) == NEVER
    assert held(hours(60, min_verification=2), cpd("2024-05-01", verification=2))[1] == ("2024-05-01", "met")
    assert held(hours(60, min_verification=2), live("2024-05-01"))[1] == ("2024-05-01", "met")


def test_the_same_session_brings_its_minutes_once():
    assert held(hours(120), live("2024-05-01", name="s"), live("2024-05-02", name="s")) == NEVER


# --- sequence ----------------------------------------------------------------------------------------------------


def module(number, **changes):
    return {
        "key": f"m{number}",
        "kind": "course",
        "label": f"module {number}",
        "any_of": [f"module-{number}"],
    } | changes


def done(number, day):
    return course("nurse", day, code=f"module-{number}")


def sequence(**changes):
    node = {"key": "seq", "kind": "sequence", "label": "in order", "first": [module(1), module(2)], "then": module(3)}
    return node | changes


def test_all_that_comes_first_must_have_come():
    assert held(sequence(), done(1, "2023-05-01"), done(2, "2024-05-01"), done(3, "2024-05-01")) == [
        ("2024-04-01", "not_met"),
        ("2024-05-01", "met"),
    ]
    assert held(sequence(), done(1, "2024-05-01"), done(3, "2024-06-01")) == NEVER
    told = not_counted(sequence(), "2024-07-01", done(1, "2024-05-01"), done(3, "2024-06-01"))
    assert told == ["module 3 of 1 June 2024: without module 2 before it"]
    assert missing(sequence(), "2024-07-01", done(1, "2024-05-01")) == ["in order: first module 2."]


@pytest.mark.parametrize(
    ("gap", "day", "counts"),
    [
        ({"at_least_months": 2}, "2024-06-29", False),
        ({"at_least_months": 2}, "2024-06-30", True),
        ({"at_least_days": 60}, "2024-06-28", False),
        ({"at_least_days": 60}, "2024-06-29", True),
        ({"at_most_months": 2}, "2024-06-30", True),
        ({"at_most_months": 2}, "2024-07-01", False),
        ({"at_most_days": 0}, "2024-04-30", True),
        ({"at_most_days": 0}, "2024-05-01", False),
    ],
)
def test_the_gap_includes_both_its_ends(gap, day, counts):
    asked = sequence(first=[module(1)], **gap)
    assert held(asked, done(1, "2024-04-30"), done(3, day))[1:] == ([(day, "met")] if counts else [])


def test_what_came_first_may_have_to_be_in_force_still():
    asked = sequence(first=[module(1, valid_months=12)], still_in_force=True)
    assert held(asked, done(1, "2023-05-01"), done(3, "2024-05-01"))[1] == ("2024-05-01", "met")
    assert held(asked, done(1, "2023-05-01"), done(3, "2024-05-02")) == NEVER
    told = not_counted(asked, "2024-07-01", done(1, "2023-05-01"), done(3, "2024-05-02"))
    assert told == ["module 3 of 2 May 2024: module 1 had run out on 1 May 2024"]


def test_what_follows_keeps_its_own_validity_and_chains():
    chain = sequence(first=[sequence(key="inner", first=[module(1)], then=module(2))], then=module(3, valid_months=6))
    rows = done(1, "2024-05-01"), done(2, "2024-06-01"), done(3, "2024-07-01")
    assert held(chain, *rows)[1:] == [("2024-07-01", "met"), ("2025-01-02", "not_met")]
    assert held(chain, rows[0], done(2, "2024-04-30"), rows[2]) == NEVER


def test_nothing_can_follow_on_what_single_entries_do_not_meet():
    with pytest.raises(GrammarError) as refused:
        framework(sequence(first=[hours(60)]))
    assert refused.value.message == "'hours' is not met by single entries, so nothing can follow on it"
    with pytest.raises(GrammarError) as refused:
        framework(sequence(at_least_days=3, at_least_months=1))
    assert refused.value.path.endswith("at_least_days")


# --- codes with months of their own, and equivalences ---------------------------------------------------------------


def credential(day, code="rcgp", level=None, until=None, verification=2):
    values = {"credential": code, "level": level, "valid_until": until, "verification": verification}
    return entry("credential.verified", day, "nurse", **values)


def test_a_code_may_count_for_months_of_its_own():
    """A course within five years, or the fellowship within ten."""
    either = {"key": "c", "kind": "credential", "any_of": ["course", "frcs"], "valid_months": 60}
    either |= {"months_by_code": [{"code": "frcs", "valid_months": 120}]}
    assert held(either, credential("2015-05-01", "frcs")) == [("2024-04-01", "met"), ("2025-05-02", "not_met")]
    assert held(either, credential("2015-05-01", "course")) == NEVER


RCGP = {"credential": "rcgp", "counts_as": {"course": "insulin-safety"}, "min_verification": 2}
RCGP |= {"from": "2024-05-01", "until": "2024-12-31"}
INSULIN = {"key": "course", "kind": "course", "any_of": ["insulin-safety"], "valid_months": 12, "min_edition": 3}


@pytest.mark.parametrize(
    ("day", "counts"), [("2024-04-30", False), ("2024-05-01", True), ("2024-12-31", True), ("2025-01-01", False)]
)
def test_a_credential_counts_as_a_course_on_the_days_the_framework_names(day, counts):
    timeline = held(INSULIN, credential(day), equivalences=[RCGP])
    assert timeline[1:2] == ([(day, "met")] if counts else [])


def test_the_proof_says_what_it_is_counted_as():
    (counted,) = proof(INSULIN, "2024-07-01", credential("2024-06-01"), equivalences=[RCGP]).counted
    assert counted.note == "“rcgp” counted as “insulin safety”"
    told = not_counted(INSULIN, "2024-07-01", credential("2024-06-01", verification=1), equivalences=[RCGP])
    assert told == ["credential of 1 June 2024: uploaded, at least counter-signed asked to count as “insulin safety”"]


def test_an_equivalence_is_one_way_one_step_and_ends_with_what_is_stated():
    reverse = {"key": "c", "kind": "credential", "any_of": ["rcgp"]}
    assert held(reverse, course("nurse", "2024-06-01"), equivalences=[RCGP]) == NEVER
    second = {"credential": "abc", "counts_as": {"credential": "rcgp"}}
    assert held(INSULIN, credential("2024-06-01", "abc"), equivalences=[RCGP, second]) == NEVER
    assert held(reverse, credential("2024-06-01", "abc"), equivalences=[RCGP, second])[1] == ("2024-06-01", "met")
    short = credential("2024-06-01", until="2024-06-30")
    assert held(INSULIN, short, equivalences=[RCGP])[1:] == [("2024-06-01", "met"), ("2024-07-01", "not_met")]


def test_an_equivalent_credential_needs_the_level_that_is_asked():
    asked = {"key": "c", "kind": "credential", "any_of": ["merit"], "min_level": 2}
    counts = [{"credential": "rcgp", "counts_as": {"credential": "merit"}}]
    assert held(asked, credential("2024-06-01", level=1), equivalences=counts) == NEVER
    assert held(asked, credential("2024-06-01", level=2), equivalences=counts)[1] == ("2024-06-01", "met")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"counts_as": {}}, "equivalences[0].counts_as"),
        ({"counts_as": {"course": "a", "credential": "b"}}, "equivalences[0].counts_as"),
        ({"counts_as": {"credential": "rcgp"}}, "equivalences[0].counts_as.credential"),
        ({"until": "2024-04-30"}, "equivalences[0].until"),
        ({"form": "2024-04-30"}, "equivalences[0].form"),
    ],
)
def test_a_bad_equivalence_is_refused_with_the_path_to_it(change, path):
    with pytest.raises(GrammarError) as refused:
        framework(INSULIN, equivalences=[RCGP | change])
    assert refused.value.path == path


# --- competencies --------------------------------------------------------------------------------------------------


def competencies(**changes):
    topics = [{"topic": "insulin", "min_level": 2}, {"topic": "hypo"}]
    return {"key": "comp", "kind": "competencies", "label": "Trend", "framework": "trend", "topics": topics} | changes


def assessed(day, topic="insulin", level=2, edition=5, result="passed", assessor="dsn", assessor_practice=None):
    values = {"framework": "trend", "edition": edition, "topic": topic, "level": level, "result": result}
    return entry("competency.assessed", day, "nurse", assessor=assessor, assessor_practice=assessor_practice, **values)


def test_every_topic_must_be_passed_and_in_force():
    rows = assessed("2024-05-01"), assessed("2024-07-01", "hypo", level=0)
    assert held(competencies(valid_months=12), *rows)[1:] == [("2024-07-01", "met"), ("2025-05-02", "not_met")]
    assert missing(competencies(), "2024-06-01", *rows) == ["Trend: “hypo” still to be passed."]
    again = assessed("2025-05-02")
    assert held(competencies(valid_months=12), *rows, again)[1:] == [("2024-07-01", "met"), ("2025-07-02", "not_met")]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"level": 1}, "level 1, 2 asked"),
        ({"edition": 3}, "edition 3, edition 4 to 5 asked"),
        ({"edition": 6}, "edition 6, edition 4 to 5 asked"),
        ({"result": "not_yet"}, "not passed yet"),
        ({"assessor": "nurse"}, "nobody can assess themselves"),
        ({"assessor_practice": "practice"}, "assessed by somebody of the same practice"),
        ({"assessor_practice": "branch"}, "assessed by somebody of the same practice"),
    ],
)
def test_an_assessment_that_does_not_count_says_why(change, told):
    asked = competencies(topics=[{"topic": "insulin", "min_level": 2}], min_edition=4, max_edition=5)
    asked |= {"assessor": {"other_practice": True}}
    second_job = elsewhere(employed("nurse", "practice_nurse", "2024-05-01", "2024-06-01"), "branch")
    rows = assessed("2024-05-10", **change), second_job
    assert held(asked, *rows) == NEVER
    assert not_counted(asked, "2024-06-01", *rows) == [f"assessment of 10 May 2024: {told}"]


def test_an_assessor_of_a_practice_where_the_person_no_longer_works_counts():
    asked = competencies(topics=[{"topic": "insulin"}], assessor={"other_practice": True})
    left = elsewhere(employed("nurse", "practice_nurse", "2024-05-01", "2024-06-01"), "branch")
    assert held(asked, left, assessed("2024-06-01", assessor_practice="branch"))[1] == ("2024-06-01", "met")


# --- assessment ----------------------------------------------------------------------------------------------------


def assessment(**changes):
    return {"key": "test", "kind": "assessment", "assessment": "kc", "pass_mark": 80} | changes


def sat(day, score, part=""):
    return entry("assessment.taken", day, "nurse", assessment="kc", part=part, attempt=1, score=score)


def test_any_attempt_at_the_pass_mark_counts():
    assert held(assessment(valid_months=6), sat("2024-05-01", 79), sat("2024-06-01", 80))[1:] == [
        ("2024-06-01", "met"),
        ("2024-12-02", "not_met"),
    ]


def test_only_the_first_attempt_or_only_so_many():
    rows = sat("2024-05-01", 79), sat("2024-06-01", 80)
    assert held(assessment(which="first"), *rows) == NEVER
    assert held(assessment(max_attempts=1), *rows) == NEVER
    assert held(assessment(max_attempts=2), *rows)[1] == ("2024-06-01", "met")


def test_the_last_attempt_takes_back_what_an_earlier_one_gave():
    rows = sat("2024-05-01", 90), sat("2024-06-01", 70), sat("2024-07-01", 95)
    assert held(assessment(which="last"), *rows)[1:] == [
        ("2024-05-01", "met"),
        ("2024-06-01", "not_met"),
        ("2024-07-01", "met"),
    ]
    assert held(assessment(), *rows)[1:] == [("2024-05-01", "met")]


def test_an_attempt_inside_the_cool_off_does_not_count():
    rows = sat("2024-05-01", 70), sat("2024-05-14", 90), sat("2024-05-15", 85)
    assert held(assessment(cool_off_days=14), *rows)[1:] == [("2024-05-15", "met")]


def test_after_training_it_must_be_so_many_points_better_than_before():
    asked = {"key": "test", "kind": "assessment", "assessment": "kc", "improved_by": 10}
    before = sat("2024-05-01", 60, "pre")
    assert held(asked, before, sat("2024-06-01", 70, "post"))[1:] == [("2024-06-01", "met")]
    assert held(asked, before, sat("2024-06-01", 69, "post")) == NEVER
    assert held(asked, before, sat("2024-06-01", 90)) == NEVER
    assert held(asked, sat("2024-06-01", 90, "post")) == NEVER
    assert held(assessment(), sat("2024-05-01", 90, "pre")) == NEVER


def test_an_assessment_without_anything_to_reach_is_refused():
    with pytest.raises(GrammarError) as refused:
        framework({"key": "test", "kind": "assessment", "assessment": "kc"})
    assert refused.value.path.endswith("pass_mark")


# --- registration --------------------------------------------------------------------------------------------------


def registration(**changes):
    return {"key": "reg", "kind": "registration", "label": "registered", "any_of": ["gmc", "nmc"]} | changes


def looked_up(day, status="active", body="nmc"):
    return entry("registration.checked", day, "nurse", body=body, status=status)


def test_nobody_has_looked_is_unknown_and_not_held_against_anybody():
    assert held(registration()) == [("2024-04-01", "unknown")]
    assert held(registration(), looked_up("2024-05-01")) == [
        ("2024-04-01", "unknown"),
        ("2024-05-01", "met"),
        ("2025-05-02", "unknown"),
    ]


def test_the_last_look_up_at_each_body_decides():
    rows = looked_up("2024-05-01"), looked_up("2024-06-01", "lapsed"), looked_up("2024-07-01", body="gmc")
    assert held(registration(), *rows)[1:] == [
        ("2024-05-01", "met"),
        ("2024-06-01", "not_met"),
        ("2024-07-01", "met"),
        ("2025-07-02", "unknown"),
    ]
    assert not_counted(registration(), "2024-06-15", *rows) == ["look-up of 1 June 2024: the registration has lapsed"]


def test_conditions_are_refused_unless_accepted():
    rows = (looked_up("2024-05-01", "conditions"),)
    assert held(registration(), *rows)[1] == ("2024-05-01", "not_met")
    assert held(registration(accept_conditions=True), *rows)[1] == ("2024-05-01", "met")


def test_an_unknown_registration_makes_the_team_unknown_not_missing():
    told = facts(NURSE, looked_up("2024-05-01"), looked_up("2024-06-01", "lapsed"))
    team = evaluate(framework(registration()), told).timelines["team"]
    assert spoken(team) == [
        ("2024-04-01", "unknown"),
        ("2024-05-01", "met"),
        ("2024-06-01", "not_met"),
        ("2025-06-02", "unknown"),
    ]
    ends = explain(framework(registration()), told, "team", date(2024, 5, 15)).ends
    assert (ends.person, ends.sentence) == ("nurse", "the registration is looked up on 1 June 2024: lapsed")


def test_a_session_of_the_old_shape_is_not_taken_for_participatory():
    assert held(hours(60, participatory_minutes=60), session("nurse", "2024-05-01")) == NEVER
