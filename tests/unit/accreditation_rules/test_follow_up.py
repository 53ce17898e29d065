import pytest

from accreditation.rules.grammar import parse
from accreditation.rules.proof import explain

from .a_practice import document, entry, facts, on, timeline

ROLLING = {"at_least": 1, "months": 18}


def followed(**changes):
    base = {"key": "clinics", "kind": "case_follow_up", "label": "Clinics", "cadence": ROLLING, "min_cases": 5}
    return base | {"after_months": 6, "tolerance_days": 30} | changes


def clinic(day, cases=5, name=None):
    code = name or day
    told = (f"case {n} of {code}" for n in range(cases))
    return [entry("clinic.case_discussed", day, clinic=code, case=case) for case in told]


def outcomes(day, of, cases=5, outcome="done"):
    told = (f"case {n} of {of}" for n in range(cases))
    return [entry("case.outcome_recorded", day, case=case, outcome=outcome) for case in told]


def proof(requirement, *rows, day):
    return explain(parse(document(requirement)), facts(*rows), requirement["key"], on(day))


MAY = clinic("2024-05-10")


def test_a_clinic_counts_from_the_day_its_last_case_was_followed_up():
    rows = *MAY, *outcomes("2024-11-01", "2024-05-10", 4), *outcomes("2024-11-20", "2024-05-10")
    assert timeline(followed(), *rows) == [
        ("2024-04-01", "not_met"),
        ("2024-05-10", "not_yet_due"),
        ("2024-11-20", "met"),
        ("2025-11-11", "not_met"),
    ]


def test_one_case_without_follow_up_loses_the_clinic():
    rows = *MAY, *outcomes("2024-11-01", "2024-05-10", 4)
    assert timeline(followed(), *rows)[1:] == [("2024-05-10", "not_yet_due"), ("2024-12-11", "not_met")]
    told = (
        "Follow-up of 1 of 5 cases of the virtual clinic of 10 May 2024, between 11 October 2024 and 10 December 2024."
    )
    assert [each.sentence for each in proof(followed(), *rows, day="2024-12-10").missing] == [told]
    lost = proof(followed(), *rows, day="2024-12-11")
    told = "virtual clinic of 10 May 2024: 1 of 5 cases not followed up by 10 December 2024"
    assert [each.sentence for each in lost.not_counted] == [told]
    assert proof(followed(), *rows, day="2024-12-10").ends.sentence == told


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2024-10-10", "not_met"), ("2024-10-11", "met"), ("2024-12-10", "met"), ("2024-12-11", "not_met")],
)
def test_the_days_in_time_include_both_ends(day, verdict):
    rows = *MAY, *outcomes(day, "2024-05-10")
    assert proof(followed(), *rows, day="2024-12-11").verdict == verdict


def test_without_tolerance_any_day_up_to_then_is_in_time():
    rows = *MAY, *outcomes("2024-05-10", "2024-05-10")
    assert timeline(followed(tolerance_days=None), *rows)[1] == ("2024-05-10", "met")
    late = *MAY, *outcomes("2024-11-11", "2024-05-10")
    assert timeline(followed(tolerance_days=None), *late)[-1] == ("2024-11-11", "not_met")


def test_a_clinic_with_too_few_cases_does_not_count():
    rows = clinic("2024-05-10", 4)
    assert timeline(followed(), *rows) == [("2024-04-01", "not_met")]
    told = ["virtual clinic of 10 May 2024: four cases, five asked"]
    assert [each.sentence for each in proof(followed(), *rows, day="2024-05-10").not_counted] == told


def test_only_asked_outcomes_count():
    rows = *MAY, *outcomes("2024-11-20", "2024-05-10", outcome="not_done")
    assert timeline(followed(), *rows)[2] == ("2024-11-20", "met")
    assert timeline(followed(outcomes=["done"]), *rows)[2] == ("2024-12-11", "not_met")


def test_clinics_too_close_together_count_once():
    june = clinic("2024-06-10")
    rows = *MAY, *june, *outcomes("2024-11-20", "2024-05-10"), *outcomes("2024-12-01", "2024-06-10")
    two = followed(cadence={"at_least": 2, "months": 18})
    assert timeline(two, *rows)[-2:] == [("2024-12-01", "met"), ("2025-11-11", "not_met")]
    assert "met" not in dict(timeline({**two, "spacing_months": 4}, *rows)).values()
    told = "virtual clinic of 10 June 2024: 31 days after the last counted one, four months asked"
    apart = proof({**two, "spacing_months": 4}, *rows, day="2024-06-10")
    assert [each.sentence for each in apart.not_counted] == [told]


def test_a_contract_year_is_judged_when_follow_up_is_over():
    yearly = followed(cadence={"slots": "contract_year", "look_back": 1})
    march = clinic("2025-03-31")
    assert timeline(yearly, *march) == [("2024-04-01", "not_yet_due"), ("2025-10-31", "not_met")]
    rows = *march, *outcomes("2025-10-30", "2025-03-31")
    assert timeline(yearly, *rows)[1:] == [("2025-10-30", "met"), ("2026-10-31", "not_met")]
