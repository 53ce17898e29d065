from datetime import date

import pytest

from accreditation.rules.facts import Waiver
from accreditation.rules.forecast import next_change
from accreditation.rules.grammar import parse
from accreditation.rules.proof import explain, explain_all

from .a_practice import RECORDED, course, document, employed, entry, facts, in_post, on, visit

EACH = {"key": "course", "kind": "course", "label": "insulin safety", "any_of": ["insulin-safety"], "valid_months": 12}
GRACE = {"days": 90, "on": ["person_left", "vacant", "expired"], "uses_per_contract_year": 1}
TEAM = {
    "key": "team",
    "kind": "people",
    "label": "A trained GP and nurse",
    "why": "One of each [A].",
    "slots": [{"key": "gp", "roles": ["gp"]}, {"key": "nurse", "roles": ["nurse"]}],
    "each": EACH,
    "grace": GRACE,
}
NDA = {"key": "nda", "kind": "declaration", "label": "The audit", "any_of": ["nda"]}
ON = date(2024, 7, 1)


def signed(day, valid_until=None):
    return entry("declaration.signed", day, declaration="nda", valid_until=valid_until, by="lead")


def proved(key, day, *rows, tree=(TEAM, NDA), person=None, **how):
    return explain(parse(document(*tree)), facts(*rows, **how), key, day, person)


GP, NURSE = employed("partner", "gp_partner"), employed("nurse", "practice_nurse", until="2024-10-01")
TAKEN = course("partner", "2024-05-01"), course("nurse", "2024-06-01")


def test_a_proof_names_people_their_role_their_entries_and_until_when():
    proof = proved("team", ON, GP, NURSE, *TAKEN)
    assert (proof.verdict, proof.from_on, proof.until_on) == ("met", date(2024, 6, 1), date(2024, 10, 1))
    assert (proof.label, proof.why) == ("A trained GP and nurse", "One of each [A].")
    assert [(each.slot, each.person, each.role, each.until_on) for each in proof.people] == [
        ("gp", "partner", "gp_partner", date(2025, 5, 2)),
        ("nurse", "nurse", "practice_nurse", date(2024, 10, 1)),
    ]
    assert [[held.entry for held in each.entries] for each in proof.people] == [[TAKEN[0]], [TAKEN[1]]]
    assert [each.entry for each in proof.counted] == list(TAKEN)


def test_a_proof_says_who_ends_it():
    ends = proved("team", ON, GP, NURSE, *TAKEN).ends
    assert (ends.key, ends.cause, ends.person, ends.on) == ("team", "person_left", "nurse", date(2024, 10, 1))
    assert ends.sentence == "the person in “nurse” no longer works here in the role asked after 30 September 2024"


def test_a_proof_says_which_entry_ends_it():
    ends = proved("root", date(2025, 4, 1), GP, employed("nurse", "practice_nurse"), *TAKEN, signed("2024-04-01")).ends
    assert (ends.key, ends.cause, ends.person, ends.entry) == ("course", "expired", "partner", TAKEN[0])
    assert ends.sentence == "course of 1 May 2024 counts for the last time on 1 May 2025"


def test_a_proof_says_that_a_post_falls_vacant():
    team = TEAM | {"slots": [{"key": "lead nurse", "roles": ["nurse"], "lead": "lead_nurse"}]}
    rows = employed("nurse", "practice_nurse"), in_post("nurse", "lead_nurse", until="2024-10-01"), *TAKEN
    ends = proved("team", ON, *rows, tree=(team,)).ends
    assert (ends.cause, ends.person) == ("vacant", "nurse")
    assert ends.sentence == "the post of “lead nurse” is vacant after 30 September 2024"


def test_in_grace_a_proof_shows_its_last_day_what_is_missing_and_who_left():
    proof = proved("team", date(2024, 10, 15), GP, NURSE, *TAKEN)
    assert (proof.verdict, proof.in_grace, proof.grace_until) == ("met", True, date(2024, 12, 30))
    assert [each.sentence for each in proof.missing] == ["No nurse with insulin safety."]
    assert (proof.ends.cause, proof.ends.person) == ("grace_over", "nurse")


def test_what_each_person_lacks_is_named_with_the_person():
    trainee = employed("trainee", "practice_nurse")
    proof = proved("team", ON, GP, trainee, TAKEN[0])
    assert [(each.key, each.person, each.slot, each.sentence) for each in proof.missing] == [
        ("team", None, "nurse", "No nurse with insulin safety."),
        ("course", "trainee", "nurse", "The course “insulin safety”, within the last 12 months."),
    ]


def test_what_was_not_counted_is_named_with_its_reason():
    visits = {"key": "visits", "kind": "visits", "cadence": {"at_least": 2, "months": 12}, "spacing_days": 90}
    close = visit("2024-05-22")
    proof = proved("visits", ON, visit("2024-05-01"), close, tree=(visits,))
    assert [(each.entry, each.reason, each.sentence) for each in proof.not_counted] == [
        (close, "spacing", "visit of 22 May 2024: 21 days after the last counted one, 90 asked")
    ]


def test_an_expired_entry_is_named_as_such_and_a_future_one_not_at_all():
    proof = proved("nda", date(2024, 9, 1), signed("2024-05-01", "2024-08-31"), signed("2024-12-01"))
    assert [(each.reason, each.sentence) for each in proof.not_counted] == [
        ("expired", "declaration of 1 May 2024: counted until 31 August 2024")
    ]


def test_what_is_missing_of_a_slot_names_its_days():
    visits = {"key": "visits", "kind": "visits", "label": "Visits", "cadence": {"slots": "half_year"}}
    (under_way,) = proved("visits", ON, tree=(visits,)).missing
    assert under_way.sentence == "Visits: one visit that counts between 1 April 2024 and 30 September 2024."
    assert under_way.due_on == date(2024, 9, 30)
    (missed,) = proved("visits", date(2024, 12, 1), tree=(visits,)).missing
    assert missed.due_on == date(2024, 9, 30)
    ends = proved("visits", ON, tree=(visits,)).ends
    assert (ends.cause, ends.sentence) == ("slot_over", "Visits: what was due by 30 September 2024 is not there")


def test_the_proof_of_a_whole_holds_those_of_its_parts():
    proof = proved("root", ON, GP, NURSE, *TAKEN)
    assert [(part.key, part.verdict) for part in proof.parts] == [("team", "met"), ("nda", "not_met")]
    assert [each.sentence for each in proof.missing] == ["The declaration “nda” in force."]
    assert list(explain_all(parse(document(TEAM, NDA)), facts(GP), ON)) == ["root", "team", "nda"]


def test_of_alternatives_only_those_held_are_counted():
    other = NDA | {"key": "other", "any_of": ["other"]}
    either = {"key": "either", "kind": "any_of", "requirements": [NDA, other]}
    paper = signed("2024-05-01")
    proof = proved("either", ON, paper, tree=(either,))
    assert ([each.entry for each in proof.counted], proof.missing) == ([paper], ())


def test_what_a_person_holds_has_a_proof_of_its_own():
    proof = proved("course", ON, GP, NURSE, *TAKEN, person="nurse")
    assert (proof.verdict, proof.until_on, proof.ends.entry) == ("met", date(2025, 6, 2), TAKEN[1])


def test_a_proof_asks_for_the_person_where_there_is_one():
    with pytest.raises(LookupError, match="requirement 'course' is met by a person"):
        proved("course", ON, GP)
    with pytest.raises(LookupError, match="requirement 'team' is of the practice"):
        proved("team", ON, GP, person="nurse")


def test_before_enrolment_there_is_no_proof():
    with pytest.raises(LookupError, match="practice practice is not enrolled on 2024-03-31"):
        proved("team", date(2024, 3, 31), GP)


def test_a_waiver_the_entry_period_and_a_first_day_end_what_they_began():
    waiver = Waiver("w", "nda", on("2024-05-01"), on("2024-08-01"), RECORDED)
    late = NDA | {"applies_from": "2024-09-01"}
    assert proved("nda", ON, waivers=[waiver]).ends.cause == "waiver_ends"
    assert proved("nda", date(2024, 4, 1), waivers=[waiver]).ends.cause == "waiver_begins"
    assert proved("nda", ON, tree=(late,)).ends.cause == "applies"
    entry_period = parse(document(NDA, entry_months=6))
    assert explain(entry_period, facts(), "nda", ON).ends.cause == "entry_over"


def test_overdue_feedback_is_what_ends():
    visits = {"key": "visits", "kind": "visits", "cadence": {"slots": "half_year"}}
    asked = {"key": "feedback", "kind": "feedback_after_visits", "visits": "visits", "within_days": 42}
    proof = proved("feedback", ON, visit("2024-06-10"), tree=(visits, asked))
    assert (proof.ends.cause, proof.ends.on) == ("feedback_overdue", date(2024, 7, 23))
    assert [(each.sentence, each.due_on) for each in proof.missing] == [
        ("Feedback on the visit of 10 June 2024, by 22 July 2024.", date(2024, 7, 22))
    ]


# --- forecast -----------------------------------------------------------------------------------------------------


def forecast(day, *rows, tree=(TEAM, NDA)):
    return next_change(parse(document(*tree)), facts(*rows), day)


def test_the_forecast_names_the_day_and_the_person_it_hangs_on():
    change = forecast(ON, GP, NURSE, *TAKEN, signed("2024-04-01"))
    assert (change.on, change.after.verdict, change.grace_from) == (date(2024, 12, 30), "not_met", date(2024, 10, 1))
    assert (change.hangs_on.key, change.hangs_on.person) == ("team", "nurse")


def test_in_grace_the_forecast_says_when_it_ends_and_for_whom():
    change = forecast(date(2024, 10, 15), GP, NURSE, *TAKEN, signed("2024-04-01"))
    assert (change.on, change.grace_from) == (date(2024, 12, 30), None)
    assert (change.hangs_on.cause, change.hangs_on.person) == ("grace_over", "nurse")


def test_without_grace_the_forecast_is_the_first_loss():
    change = forecast(ON, GP, NURSE, *TAKEN, signed("2024-04-01", "2024-08-31"))
    assert (change.on, change.grace_from, change.hangs_on.key) == (date(2024, 9, 1), None, "nda")


def test_a_forecast_may_be_good_news():
    change = forecast(ON, signed("2024-08-01"), tree=(NDA,))
    assert (change.on, change.after.verdict, change.hangs_on.cause) == (date(2024, 8, 1), "met", "begins")


def test_what_never_changes_has_no_forecast():
    assert forecast(ON, signed("2024-04-01"), tree=(NDA,)) is None
    assert next_change(parse(document(NDA)), type(facts())("practice", None), ON) is None
    assert forecast(date(2024, 3, 1), tree=(NDA,)) is None


def test_what_if_somebody_leaves_is_the_same_question_on_other_facts():
    stays = employed("nurse", "practice_nurse")
    assert forecast(ON, GP, stays, *TAKEN, signed("2024-04-01")).hangs_on.person == "partner"
    assert forecast(ON, GP, NURSE, *TAKEN, signed("2024-04-01")).hangs_on.person == "nurse"
