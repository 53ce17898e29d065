"""course, credential, attendance and their combinations, seen through a practice that needs one such nurse."""

from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse

from .a_practice import course, document, employed, entry, facts, session, spoken

NURSE = employed("nurse", "practice_nurse")


def held(each, *entries):
    """The nurse's own timeline for `each`."""
    team = {"key": "team", "kind": "people", "slots": [{"key": "nurse", "roles": ["nurse"]}], "each": each}
    assessment = evaluate(parse(document(team)), facts(NURSE, *entries))
    return spoken(assessment.people[each["key"]]["nurse"])


def a_course(**changes):
    return {"key": "course", "kind": "course", "any_of": ["insulin-safety"]} | changes


def an_attendance(**changes):
    return {"key": "att", "kind": "attendance", "any_of": ["network-education"], "at_least": 1, "months": 12} | changes


def a_credential(**changes):
    return {"key": "merit", "kind": "credential", "any_of": ["merit"]} | changes


def credential(day, level=None, valid_until=None, verification=2):
    values = {"credential": "merit", "level": level, "valid_until": valid_until, "verification": verification}
    return entry("credential.verified", day, "nurse", **values)


def test_course_counts_to_its_anniversary_included():
    assert held(a_course(valid_months=12), course("nurse", "2024-05-10")) == [
        ("2024-04-01", "not_met"),
        ("2024-05-10", "met"),
        ("2025-05-11", "not_met"),
    ]


def test_course_without_validity_counts_for_ever():
    assert held(a_course(), course("nurse", "2019-05-10")) == [("2024-04-01", "met")]


def test_course_taken_again_in_time_leaves_no_gap():
    taken = course("nurse", "2024-05-10"), course("nurse", "2025-05-11")
    assert held(a_course(valid_months=12), *taken)[1:] == [("2024-05-10", "met"), ("2026-05-12", "not_met")]


def test_course_of_an_older_edition_does_not_count():
    taken = course("nurse", "2024-05-10", edition=1), course("nurse", "2024-06-10", edition=2)
    assert held(a_course(min_edition=2), *taken)[1:] == [("2024-06-10", "met")]


def test_course_below_the_pass_mark_does_not_count():
    assert held(a_course(min_score=91), course("nurse", "2024-05-10", score=90)) == [("2024-04-01", "not_met")]


def test_course_of_somebody_else_does_not_count():
    assert held(a_course(), course("partner", "2024-05-10")) == [("2024-04-01", "not_met")]


def test_credential_ends_with_its_stated_last_day_or_its_validity_whichever_is_first():
    stated = credential("2024-05-10", valid_until="2024-12-31")
    assert held(a_credential(valid_months=12), stated)[1:] == [("2024-05-10", "met"), ("2025-01-01", "not_met")]
    assert held(a_credential(valid_months=6), stated)[1:] == [("2024-05-10", "met"), ("2024-11-11", "not_met")]


def test_credential_needs_its_level_and_its_verification():
    assert held(a_credential(min_level=2), credential("2024-05-10", level=1)) == [("2024-04-01", "not_met")]
    assert held(a_credential(min_level=2), credential("2024-05-10", level=2))[1:] == [("2024-05-10", "met")]
    assert held(a_credential(min_verification=3), credential("2024-05-10")) == [("2024-04-01", "not_met")]
    assert held(a_credential(min_verification=2), credential("2024-05-10"))[1:] == [("2024-05-10", "met")]


def test_attendance_counts_enough_sessions_in_the_window():
    attended = session("nurse", "2024-05-10"), session("nurse", "2024-07-01")
    assert held(an_attendance(at_least=2), *attended)[1:] == [("2024-07-01", "met"), ("2025-05-11", "not_met")]


def test_the_same_session_recorded_twice_counts_once():
    twice = session("nurse", "2024-05-10", name="one"), session("nurse", "2024-05-11", name="one")
    assert held(an_attendance(at_least=2), *twice) == [("2024-04-01", "not_met")]


def test_sessions_too_short_or_too_close_do_not_count():
    attended = session("nurse", "2024-05-10"), session("nurse", "2024-06-08"), session("nurse", "2024-06-09")
    assert held(an_attendance(at_least=2, spacing_days=30), *attended)[1][0] == "2024-06-09"
    assert held(an_attendance(min_minutes=61), *attended) == [("2024-04-01", "not_met")]


def test_a_session_of_another_programme_does_not_count():
    assert held(an_attendance(), session("nurse", "2024-05-10", programme="lunch")) == [("2024-04-01", "not_met")]


def test_what_a_person_holds_is_combined_per_person():
    parts = [a_course(), an_attendance(), a_credential()]
    entries = course("nurse", "2024-05-10"), session("nurse", "2024-06-10")
    for kind, since in (("any_of", "2024-05-10"), ("all_of", None)):
        expected = [("2024-04-01", "not_met")] + ([(since, "met")] if since else [])
        assert held({"key": "mix", "kind": kind, "requirements": parts}, *entries) == expected
    two = {"key": "mix", "kind": "n_of", "n": 2, "requirements": parts}
    assert held(two, *entries)[1:] == [("2024-06-10", "met"), ("2025-06-11", "not_met")]


def test_what_a_package_says_of_itself_is_no_course_completed_unless_the_framework_says_so():
    told = entry(
        "course.completed", "2024-05-10", "nurse", course="insulin-safety", score=90, edition=1, verification=0
    )
    assert held(a_course(), told) == [("2024-04-01", "not_met")]
    assert held(a_course(min_verification=1), told) == [("2024-04-01", "not_met")]
    assert held(a_course(min_verification=0), told)[1:] == [("2024-05-10", "met")]


def test_what_the_site_marked_counts_whatever_verification_is_asked_of_a_course():
    assert held(a_course(min_verification=3), course("nurse", "2024-05-10"))[1:] == [("2024-05-10", "met")]
