"""supervised and volume: what somebody, or a whole practice, has done a number of times."""

from datetime import date

import pytest

from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import GrammarError, parse
from accreditation.rules.proof import explain

from .a_practice import document, employed, entry, facts, spoken, timeline

NURSE = employed("nurse", "practice_nurse")
NEVER = [("2024-04-01", "not_met")]


def framework(each):
    return parse(document({"key": "team", "kind": "people", "slots": [{"key": "n", "roles": ["nurse"]}], "each": each}))


def held(each, *rows):
    return spoken(evaluate(framework(each), facts(NURSE, *rows)).people[each["key"]]["nurse"])


def told(each, day, *rows):
    proof = explain(framework(each), facts(NURSE, *rows), each["key"], date.fromisoformat(day), "nurse")
    return [each.sentence for each in (*proof.not_counted, *proof.missing)]


def log(day, count, person="nurse", activity="insulin_start", supervised=True, supervisor="dsn", verification=2):
    values = {"activity": activity, "count": count, "supervised": supervised, "supervisor": supervisor}
    return entry("activity.logged", day, person, verification=verification, **values)


def signed_off(day, level=1, result="passed", assessor="dsn", topic="initiation", assessor_practice=None):
    values = {"framework": "initiation", "edition": 1, "topic": topic, "level": level, "result": result}
    return entry("competency.assessed", day, "nurse", assessor=assessor, assessor_practice=assessor_practice, **values)


def supervised(**changes):
    node = {"key": "starts", "kind": "supervised", "label": "six starts", "activities": ["insulin_start"]}
    return node | {"at_least": 6, "months": 9, "sign_off": {"framework": "initiation"}} | changes


SIX = log("2024-05-10", 3), log("2025-02-10", 3)


@pytest.mark.parametrize(
    ("day", "counts"), [("2025-02-09", False), ("2025-02-10", True), ("2025-05-10", True), ("2025-05-11", False)]
)
def test_the_sign_off_comes_after_enough_and_not_too_late(day, counts):
    """Three on 10 May and three on the corresponding day nine months later are six on that day alone."""
    timeline = held(supervised(sign_off_within_months=3), *SIX, signed_off(day))
    assert timeline[1:] == ([(day, "met")] if counts else [])


def test_without_a_deadline_a_sign_off_may_come_at_any_time_after():
    assert held(supervised(valid_months=12), *SIX, signed_off("2027-02-10"))[1:] == [
        ("2027-02-10", "met"),
        ("2028-02-11", "not_met"),
    ]


def test_a_day_later_the_six_are_never_there_together():
    rows = log("2024-05-10", 3), log("2025-02-11", 3), signed_off("2025-03-01")
    assert held(supervised(), *rows) == NEVER
    assert told(supervised(), "2025-03-01", *rows) == [
        "sign-off of 1 March 2025: before 6 under supervision were logged",
        "six starts: 3 of 6 under supervision, and the sign-off after them.",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"supervised": False}, "not under supervision"),
        ({"supervisor": "nurse"}, "nobody can supervise themselves"),
        ({"verification": 1}, "uploaded, at least counter-signed asked"),
    ],
)
def test_a_log_that_does_not_count_says_why(change, words):
    rows = log("2024-05-10", 6, **change), signed_off("2024-06-01")
    assert held(supervised(min_verification=2), *rows) == NEVER
    assert told(supervised(min_verification=2), "2024-07-01", *rows)[0] == f"log of 10 May 2024: {words}"


@pytest.mark.parametrize(
    "change",
    [{"result": "not_yet"}, {"level": 0}, {"assessor": "nurse"}, {"topic": "other"}, {"assessor_practice": "practice"}],
)
def test_a_sign_off_needs_its_result_level_topic_and_assessor(change):
    asked = {"framework": "initiation", "topics": ["initiation"], "min_level": 1, "assessor": {"other_practice": True}}
    assert held(supervised(sign_off=asked), log("2024-05-10", 6), signed_off("2024-06-01", **change)) == NEVER
    assert held(supervised(sign_off=asked), log("2024-05-10", 6), signed_off("2024-06-01"))[1:] == [
        ("2024-06-01", "met")
    ]


def test_the_log_may_count_only_for_a_time_after_a_course():
    course = {"key": "course", "kind": "credential", "label": "PITstop", "any_of": ["pitstop"]}
    asked = supervised(counted_from={"requirement": course, "within_months": 12})
    values = {"credential": "pitstop", "level": None, "valid_until": None, "verification": 2}
    taken = entry("credential.verified", "2024-05-10", "nurse", **values)
    assert held(asked, taken, log("2025-05-10", 6), signed_off("2025-06-01"))[1:] == [("2025-06-01", "met")]
    assert held(asked, taken, log("2025-05-11", 6), signed_off("2025-06-01")) == NEVER
    assert held(asked, taken, log("2024-05-09", 6), signed_off("2025-06-01")) == NEVER


# --- volume --------------------------------------------------------------------------------------------------------


def volume(at_least=4, **changes):
    node = {"key": "vol", "kind": "volume", "label": "keeps it up", "activities": ["insulin_start"]}
    return node | {"at_least": at_least} | changes


def test_so_many_in_any_twelve_months():
    rows = log("2024-05-10", 2), log("2024-06-01", 2, supervised=False, supervisor=None)
    assert held(volume(), *rows)[1:] == [("2024-06-01", "met"), ("2025-05-11", "not_met")]
    assert held(volume(5), *rows) == NEVER
    assert held(volume(supervised=False), *rows) == NEVER
    assert held(volume(activities=["glp1_start"]), *rows) == NEVER
    assert told(volume(5), "2024-07-01", *rows) == ["keeps it up: 4 of 5 in 12 months."]


def test_an_average_over_years_asks_for_all_of_them_together():
    rows = log("2022-06-01", 1), log("2024-05-01", 11)
    assert held(volume(4, average_over_years=3), *rows)[1:] == [("2024-05-01", "met"), ("2025-06-02", "not_met")]
    with pytest.raises(GrammarError) as refused:
        framework(volume(average_over_years=3, months=36))
    assert refused.value.path.endswith("months")


def test_it_is_asked_only_some_months_after_the_sign_off():
    asked = volume(2, asked_from={"requirement": supervised(at_least=1), "months": 12})
    rows = log("2024-05-01", 1), signed_off("2024-05-10"), log("2025-06-01", 2)
    assert held(asked, *rows) == [
        ("2024-04-01", "not_met"),
        ("2024-05-10", "not_applicable"),
        ("2025-05-10", "not_met"),
        ("2025-06-01", "met"),
        ("2026-06-02", "not_met"),
    ]
    assert told(asked, "2024-04-15", *rows)[-1] == "keeps it up: first six starts."
    assert told(asked, "2024-06-15", *rows) == []


def test_not_applicable_is_no_hindrance_to_being_counted():
    asked = volume(2, asked_from={"requirement": supervised(at_least=1), "months": 12})
    told = facts(NURSE, log("2024-05-01", 1), signed_off("2024-05-10"))
    assert spoken(evaluate(framework(asked), told).timelines["team"])[1:] == [
        ("2024-05-10", "met"),
        ("2025-05-10", "not_met"),
    ]


def test_of_the_practice_it_counts_what_staff_did_while_they_worked_here():
    rows = (
        employed("gp", "gp_partner", until="2024-06-01"),
        employed("nurse", "practice_nurse", "2024-05-01"),
        employed("manager", "practice_manager"),
        log("2024-05-31", 2, "gp"),
        log("2024-06-01", 4, "gp"),
        log("2024-04-30", 4, "nurse"),
        log("2024-07-01", 2, "nurse"),
        log("2024-07-01", 2, "manager"),
    )
    assert timeline(volume(4, roles=["gp", "nurse"]), *rows)[1:] == [("2024-07-01", "met"), ("2025-06-01", "not_met")]
    assert timeline(volume(6), *rows)[1:] == [("2024-07-01", "met"), ("2025-06-01", "not_met")]
    assert timeline(volume(7), *rows) == NEVER
