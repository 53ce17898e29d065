import pytest

from accreditation.rules.grammar import GrammarError, parse
from accreditation.rules.proof import explain

from .a_practice import clinic, document, employed, entry, facts, on, session, timeline

TEAM = (
    employed("partner", "gp_partner"),
    employed("nurse", "practice_nurse"),
    employed("helper", "healthcare_assistant"),
)
ONCE = {"at_least": 1, "months": 12}


def meetings(**changes):
    base = {"key": "meetings", "kind": "attendance_by_practice", "label": "Meetings", "roles": ["gp", "nurse"]}
    return base | {"cadence": ONCE} | changes


def proof(requirement, *rows, day):
    return explain(parse(document(requirement)), facts(*TEAM, *rows), requirement["key"], on(day))


def test_together_asks_for_both_at_the_same_event():
    both = meetings(together=["gp", "nurse"])
    apart = session("partner", "2024-05-01"), session("nurse", "2024-06-01")
    assert timeline(both, *TEAM, *apart) == [("2024-04-01", "not_met")]
    assert timeline(both, *TEAM, *apart, session("partner", "2024-06-01"))[1] == ("2024-06-01", "met")


def test_who_was_not_there_is_named():
    alone = proof(meetings(together=["gp", "nurse"]), session("partner", "2024-05-01"), day="2024-05-01")
    assert [each.sentence for each in alone.not_counted] == [
        "session of 1 May 2024: no nurse of the practice was there"
    ]


def test_one_person_with_two_jobs_is_not_two_people_together():
    two_jobs = employed("both", "gp_partner"), employed("both", "practice_nurse")
    both = meetings(together=["gp", "nurse"])
    assert timeline(both, *two_jobs, session("both", "2024-05-01")) == [("2024-04-01", "not_met")]
    joined = session("both", "2024-05-01"), session("nurse", "2024-05-01")
    assert timeline(both, *two_jobs, *TEAM, *joined)[1] == ("2024-05-01", "met")


def test_each_has_to_stay_long_enough_to_be_there():
    rows = session("partner", "2024-05-01"), session("nurse", "2024-05-01", minutes=29)
    assert timeline(meetings(together=["gp", "nurse"], min_minutes=30), *TEAM, *rows) == [("2024-04-01", "not_met")]


def test_representatives_are_different_people():
    two = meetings(representatives=2)
    twice = session("nurse", "2024-05-01"), session("nurse", "2024-05-01")
    assert timeline(two, *TEAM, *twice) == [("2024-04-01", "not_met")]
    told = proof(two, *twice, day="2024-05-01").not_counted[0].sentence
    assert told == "session of 1 May 2024: 1 of the practice were there, 2 asked"
    assert timeline(two, *TEAM, *twice, session("partner", "2024-05-01"))[1] == ("2024-05-01", "met")


def test_over_time_asks_for_both_but_not_at_once():
    over = meetings(cadence={"at_least": 2, "months": 12}, over_time=["gp", "nurse"])
    nurse_alone = session("nurse", "2024-05-01"), session("nurse", "2024-06-01")
    assert timeline(over, *TEAM, *nurse_alone) == [("2024-04-01", "not_met")]
    missing = proof(over, *nurse_alone, day="2024-06-01").missing
    assert [each.sentence for each in missing] == ["Meetings: a GP at one of them."]
    assert timeline(over, *TEAM, *nurse_alone, session("partner", "2024-07-01"))[1:] == [
        ("2024-07-01", "met"),
        ("2025-06-02", "not_met"),
    ]


def test_over_time_the_role_runs_out_with_its_event():
    over = meetings(over_time=["gp", "nurse"])
    rows = session("partner", "2024-05-01"), session("nurse", "2024-06-01"), session("nurse", "2025-04-20")
    assert timeline(over, *TEAM, *rows)[1:] == [("2024-06-01", "met"), ("2025-05-02", "not_met")]


def test_in_a_contract_year_both_are_asked_for_within_the_year():
    over = meetings(cadence={"slots": "contract_year", "per_slot": 2, "look_back": 1}, over_time=["gp", "nurse"])
    rows = session("nurse", "2024-05-01"), session("nurse", "2024-06-01"), session("partner", "2025-04-01")
    assert timeline(over, *TEAM, *rows)[1] == ("2025-04-01", "not_met")
    missing = proof(over, *rows, day="2025-03-31").missing
    assert [each.sentence for each in missing] == ["Meetings: a GP at one of them."]
    in_time = session("partner", "2025-03-31", minutes=60)
    assert timeline(over, *TEAM, *rows, in_time)[1] == ("2025-03-31", "met")


def test_virtual_clinics_count_where_they_are_named():
    seen = clinic("nurse", "2024-05-01")
    assert timeline(meetings(), *TEAM, seen) == [("2024-04-01", "not_met")]
    assert timeline(meetings(events=["clinics"]), *TEAM, seen)[1] == ("2024-05-01", "met")
    both = meetings(events=["clinics", "sessions"], cadence={"at_least": 2, "months": 12})
    assert timeline(both, *TEAM, seen, session("nurse", "2024-05-01"))[1] == ("2024-05-01", "met")


def test_specialists_of_a_clinic_do_not_represent_the_practice():
    seen = clinic("nurse", "2024-05-01", side="specialist")
    assert timeline(meetings(events=["clinics"]), *TEAM, seen) == [("2024-04-01", "not_met")]


def test_a_clinic_is_called_one():
    told = proof(meetings(events=["clinics"]), clinic("helper", "2024-05-01"), day="2024-05-01").not_counted[0].sentence
    assert told == "virtual clinic of 1 May 2024: not in a role asked at this practice that day"


def test_virtual_clinics_have_no_programmes():
    with pytest.raises(GrammarError, match="any_of: names programmes"):
        parse(document(meetings(events=["clinics"], any_of=["network-education"])))
    with pytest.raises(GrammarError, match=r"events\[0\]: must be one of sessions, clinics"):
        parse(document(meetings(events=["lunches"])))


# --- who signs a declaration ---------------------------------------------------------------------------------------


def signed(day, by):
    return entry("declaration.signed", day, declaration="nda", valid_until=None, by=by)


def nda(**changes):
    return {"key": "nda", "kind": "declaration", "any_of": ["nda"]} | changes


def test_the_signatory_holds_the_role_on_the_day_of_signing():
    by_gp = nda(signatories=["gp"])
    assert timeline(by_gp, *TEAM, signed("2024-05-01", "nurse")) == [("2024-04-01", "not_met")]
    assert timeline(by_gp, *TEAM, signed("2024-05-01", "partner"))[1:] == [("2024-05-01", "met")]
    left = employed("old partner", "gp_partner", until="2024-05-01")
    assert timeline(by_gp, left, signed("2024-05-01", "old partner")) == [("2024-04-01", "not_met")]
    assert timeline(by_gp, left, signed("2024-04-30", "old partner"))[1] == ("2024-04-30", "met")
    told = proof(by_gp, signed("2024-05-01", "nurse"), day="2024-05-01").not_counted[0].sentence
    assert told == "declaration of 1 May 2024: not signed by a GP of the practice"


def test_a_signature_under_an_earlier_text_does_not_count():
    new_text = nda(signed_from="2024-06-01")
    assert timeline(new_text, signed("2024-05-31", "partner")) == [("2024-04-01", "not_met")]
    assert timeline(new_text, signed("2024-06-01", "partner"))[1] == ("2024-06-01", "met")
    told = proof(new_text, signed("2024-05-31", "partner"), day="2024-06-01").not_counted[0].sentence
    assert told == "declaration of 31 May 2024: signed before 1 June 2024"
