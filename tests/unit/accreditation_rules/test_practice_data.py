"""submission, activity_count, external_standing."""

import pytest

from accreditation.rules.grammar import GrammarError, parse
from accreditation.rules.proof import explain

from .a_practice import document, entry, facts, on, timeline


def proof(requirement, *rows, day):
    return explain(parse(document(requirement)), facts(*rows), requirement["key"], on(day))


def refused(requirement, *rows, day):
    return [each.sentence for each in proof(requirement, *rows, day=day).not_counted]


def missing(requirement, *rows, day):
    return [each.sentence for each in proof(requirement, *rows, day=day).missing]


# --- submissions ---------------------------------------------------------------------------------------------------


def audit(**changes):
    base = {"key": "audit", "kind": "submission", "label": "Audit", "any_of": ["audit"], "every": "contract_year"}
    return base | {"due_on": "04-30"} | changes


def came(day, period="2024-04-01", complete=True, accepted=True):
    return entry("submission.received", day, submission="audit", period=period, complete=complete, accepted=accepted)


def test_a_submission_is_not_yet_due_until_its_due_day_and_then_not_met():
    assert timeline(audit()) == [("2024-04-01", "not_yet_due"), ("2025-05-01", "not_met")]


def test_the_due_day_itself_is_in_time():
    never = audit(late="never")
    assert timeline(never, came("2025-04-30"))[1:] == [("2025-04-30", "met"), ("2026-05-01", "not_met")]
    assert timeline(never, came("2025-05-01"))[1:] == [("2025-05-01", "not_met")]
    assert refused(never, came("2025-05-01"), day="2025-05-01") == ["submission of 1 May 2025: due by 30 April 2025"]


def test_a_late_one_counts_from_the_day_it_comes():
    assert timeline(audit(), came("2025-05-10"))[1:] == [
        ("2025-05-01", "not_met"),
        ("2025-05-10", "met"),
        ("2026-05-01", "not_met"),
    ]


@pytest.mark.parametrize(("day", "counts"), [("2025-05-28", True), ("2025-05-29", False)])
def test_a_late_one_may_count_within_days_only(day, counts):
    within = timeline(audit(late_days=28), came(day))
    assert ((day, "met") in within) == counts


def test_days_after_the_end_of_the_period():
    assert timeline(audit(due_on=None, due_days=30))[-1] == ("2025-05-01", "not_met")
    assert timeline(audit(due_on=None))[-1] == ("2025-04-01", "not_met")


def test_a_due_day_before_the_end_is_that_of_the_next_year():
    assert timeline(audit(due_on="03-30"))[-1] == ("2026-03-31", "not_met")
    assert timeline(audit(due_on="03-31"))[-1] == ("2025-04-01", "not_met")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"complete": False}, "not complete"),
        ({"accepted": False}, "not accepted"),
        ({"period": "2024-05-01"}, "its period does not begin with a contract year"),
        ({"period": "2024-25"}, "its period does not begin with a contract year"),
        ({"period": "2026-04-01"}, "its period begins only on 1 April 2026"),
    ],
)
def test_a_submission_that_does_not_count(changes, told):
    row = came("2025-04-10", **changes)
    assert timeline(audit(), row)[-1] == ("2025-05-01", "not_met")
    assert refused(audit(), row, day="2025-04-10") == [f"submission of 10 April 2025: {told}"]


def test_what_is_not_asked_may_be_missing():
    row = came("2025-04-10", complete=False, accepted=False)
    assert timeline(audit(complete=False, accepted=False), row)[1] == ("2025-04-10", "met")


def test_a_submission_during_its_period_counts():
    assert timeline(audit(), came("2024-12-01"))[1:] == [("2024-12-01", "met"), ("2026-05-01", "not_met")]


def test_two_periods_that_were_due_are_looked_at():
    rows = came("2025-04-10"), came("2027-04-10", "2026-04-01")
    assert timeline(audit(look_back=2), *rows)[1:] == [("2025-04-10", "met"), ("2026-05-01", "not_met")]
    caught_up = *rows, came("2026-06-01", "2025-04-01")
    assert timeline(audit(look_back=2), *caught_up)[-2:] == [("2026-06-01", "met"), ("2028-05-01", "not_met")]


def test_due_days_longer_than_the_period():
    monthly = audit(every="month", due_on=None, due_days=60)
    rows = [came(f"2024-{month + 2:02}-25", f"2024-{month:02}-01") for month in (4, 5, 6)]
    assert timeline(monthly, *rows) == [
        ("2024-04-01", "not_yet_due"),
        ("2024-06-25", "met"),
        ("2024-09-30", "not_met"),
    ]


def test_the_period_of_enrolment_is_owed_only_if_the_framework_says_so():
    assert timeline(audit(), enrolled="2024-05-15")[-1] == ("2026-05-01", "not_met")
    assert timeline(audit(owes_first_slot=True), enrolled="2024-05-15")[-1] == ("2025-05-01", "not_met")


def test_the_proof_says_for_which_period_and_by_when():
    told = "Audit: for 1 April 2024 to 31 March 2025, by 30 April 2025."
    assert missing(audit(), day="2024-04-01") == [told]
    assert missing(audit(), day="2025-06-01") == [told]
    (row,) = proof(audit(), day="2025-06-01").missing
    assert row.due_on == on("2025-04-30")
    ends = proof(audit(), came("2025-04-10"), day="2025-04-10").ends
    assert ends.sentence == "Audit: what was due by 30 April 2026 is not there"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"late": "never", "late_days": 5}, "late_days: late ones never count"),
        ({"due_days": 5}, "due_on: is due on a day of the year or so many days after"),
        ({"due_on": "30 April"}, "due_on: must be a month and a day such as 04-30"),
    ],
)
def test_due_rules_that_contradict_themselves_are_refused(changes, told):
    with pytest.raises(GrammarError, match=told):
        parse(document(audit(**changes)))


# --- counted activity ----------------------------------------------------------------------------------------------


def plans(**changes):
    return {"key": "plans", "kind": "activity_count", "label": "Plans", "any_of": ["plan"], "at_least": 60} | changes


def reported(day, count, period_from, period_until, activity="plan"):
    values = {"activity": activity, "count": count, "period_from": period_from, "period_until": period_until}
    return entry("activity.counted", day, **values)


YEAR = "2024-04-01", "2025-04-01"
HALVES = ("2024-04-01", "2024-10-01"), ("2024-10-01", "2025-04-01")


def test_reports_of_a_contract_year_add_up():
    rows = reported("2024-10-05", 20, *HALVES[0]), reported("2025-04-20", 40, *HALVES[1])
    assert timeline(plans(report_days=30), *rows) == [
        ("2024-04-01", "not_yet_due"),
        ("2025-04-20", "met"),
        ("2026-05-01", "not_met"),
    ]
    assert timeline(plans(), *rows)[1:3] == [("2025-04-01", "not_met"), ("2025-04-20", "met")]


def test_one_too_few_is_not_enough():
    assert timeline(plans(report_days=30), reported("2025-04-20", 59, *YEAR)) == [
        ("2024-04-01", "not_yet_due"),
        ("2025-05-01", "not_met"),
    ]
    told = "Plans: 59 reported for 1 April 2024 to 31 March 2025, 60 asked by 30 April 2025."
    assert missing(plans(report_days=30), reported("2025-04-20", 59, *YEAR), day="2025-05-01") == [told]


def test_no_day_counts_twice():
    rows = reported("2025-01-05", 40, *YEAR), reported("2025-04-05", 40, *HALVES[1])
    assert timeline(plans(), *rows)[1] == ("2025-04-01", "not_met")
    told = "report of 5 April 2025: days of it are already counted in another report"
    assert refused(plans(), *rows, day="2025-04-05") == [told]
    other = reported("2025-01-05", 40, *YEAR, activity="review")
    assert timeline(plans(any_of=["plan", "review"]), other, rows[1])[2] == ("2025-04-05", "met")


def test_a_report_over_the_end_of_a_slot_counts_for_none():
    row = reported("2024-11-01", 90, "2024-09-01", "2024-11-01")
    assert timeline(plans(slots="half_year"), row)[-1] == ("2024-10-01", "not_met")
    told = ["report of 1 November 2024: not within one half of the contract year"]
    assert refused(plans(slots="half_year"), row, day="2024-11-01") == told


def test_a_rolling_count_runs_from_the_report_to_months_after_its_last_day():
    rows = reported("2024-10-05", 20, *HALVES[0]), reported("2025-04-20", 40, *HALVES[1])
    assert timeline(plans(months=12), *rows) == [
        ("2024-04-01", "not_met"),
        ("2025-04-20", "met"),
        ("2025-10-01", "not_met"),
    ]
    assert missing(plans(months=12), *rows, day="2025-10-01") == ["Plans: 40 reported, 60 asked."]


def test_a_rolling_report_that_comes_too_late_never_counts():
    assert timeline(plans(months=1), reported("2024-12-01", 90, *HALVES[0])) == [("2024-04-01", "not_met")]


def test_an_activity_is_counted_rolling_or_by_slots():
    with pytest.raises(GrammarError, match="months: is either rolling"):
        parse(document(plans(months=12, slots="quarter")))


# --- what others say -----------------------------------------------------------------------------------------------


def rating(**changes):
    base = {"key": "cqc", "kind": "external_standing", "label": "Rating", "scheme": "cqc"}
    return base | {"accepted": ["good", "outstanding"]} | changes


def rated(day, value, level=None, scheme="cqc"):
    return entry("external.recorded", day, scheme=scheme, value=value, level=level)


def test_never_recorded_is_unknown():
    assert timeline(rating(), rated("2024-05-01", "good", scheme="other")) == [("2024-04-01", "unknown")]
    told = "Rating: nothing recorded, “good” or “outstanding” asked."
    assert missing(rating(), day="2024-04-01") == [told]


def test_the_last_value_stands():
    rows = rated("2023-05-01", "good"), rated("2025-01-10", "requires_improvement"), rated("2025-06-01", "outstanding")
    assert timeline(rating(), *rows) == [("2024-04-01", "met"), ("2025-01-10", "not_met"), ("2025-06-01", "met")]
    told = ["record of 10 January 2025: “requires improvement”, “good” or “outstanding” asked"]
    assert refused(rating(), *rows, day="2025-01-10") == told
    ends = proof(rating(), *rows, day="2025-01-09").ends
    assert ends.sentence == "Rating: “requires improvement” from 10 January 2025"


def test_of_two_on_one_day_the_later_entry_stands():
    assert timeline(rating(), rated("2024-05-01", "good"), rated("2024-05-01", "inadequate"))[-1][1] == "not_met"


def test_a_level_will_do():
    by_level = rating(accepted=None, min_level=3)
    assert timeline(by_level, rated("2024-05-01", "x", 3))[-1][1] == "met"
    assert timeline(by_level, rated("2024-05-01", "x", 2))[-1][1] == "not_met"
    assert timeline(by_level, rated("2024-05-01", "x")) == [("2024-04-01", "unknown")]
    assert timeline(rating(min_level=3), rated("2024-05-01", "x"))[-1][1] == "not_met"


def test_a_value_may_stand_for_months_only():
    assert timeline(rating(valid_months=12), rated("2024-05-01", "good"))[1:] == [
        ("2024-05-01", "met"),
        ("2025-05-02", "unknown"),
    ]


def test_while_a_new_rating_is_awaited_the_one_before_stands_for_days():
    awaited = rating(pending=["under_review"], pending_days=180)
    rows = rated("2024-05-01", "good"), rated("2025-06-01", "under_review"), rated("2025-07-01", "under_review")
    assert timeline(awaited, *rows)[1:] == [("2024-05-01", "met"), ("2025-11-28", "unknown")]
    assert timeline(rating(pending=["under_review"]), *rows)[1:] == [("2024-05-01", "met")]
    told = ["record of 1 July 2025: “under review”, the one before stands"]
    assert refused(awaited, *rows, day="2025-07-01") == told
    assert timeline(awaited, *rows, rated("2025-08-01", "inadequate"))[-1] == ("2025-08-01", "not_met")
    assert timeline(awaited, rows[1]) == [("2024-04-01", "unknown")]


def test_a_worse_rating_has_no_grace():
    grace = {"days": 90, "on": ["expired"]}
    rows = rated("2024-05-01", "good"), rated("2025-06-01", "inadequate")
    assert timeline(rating(grace=grace), *rows)[-1] == ("2025-06-01", "not_met")


def test_a_standing_says_what_would_do():
    with pytest.raises(GrammarError, match="accepted: accepted or min_level must be there"):
        parse(document(rating(accepted=None)))
    with pytest.raises(GrammarError, match="pending: 'good' is accepted already"):
        parse(document(rating(pending=["good"])))
