"""Evidence from outside and plans: what each operation records, what is refused, and how a mistake is put right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accreditation import operations
from accreditation.enums import OtherKind, PlanOutcome
from accreditation.evidence_forms import FORMS
from accreditation.models import Framework, OtherEvidence, Plan
from accreditation.queries import standing_of
from accreditation.queries.codes import code_fields, codes_to_choose
from accreditation.reconciliation import SOURCES
from cms.fields import ANOTHER
from evidence.enums import VoidReason
from evidence.models import Entry
from evidence.reconciliation import discrepancies
from evidence.vocabulary import KINDS
from practices.models import Network, Person, Practice
from tests.factories.accounts import signed_in
from tests.factories.accreditation import Team, attended, planned, rated, trained
from tests.factories.corrections import post_through_the_door
from tests.factories.practices import a_programme_admin, a_specialist_nurse

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 15)
LATER = timedelta(hours=1)
PERIOD = {"period_from": date(2025, 4, 1), "period_until": date(2026, 4, 1)}
TYPED_PERIOD = {"period_from": date(2025, 4, 1), "period_last": date(2026, 3, 31)}
INDICATOR = {"measure": "nda.8cp", "definition": "2024", "population": "t1", "source": "nda", "rounding": 5}


@pytest.fixture
def specialist(network: Network) -> Person:
    return a_specialist_nurse(network)


@pytest.fixture
def act(specialist: Person, now: datetime) -> dict[str, Any]:
    return {"happened_on": MAY, "by": specialist, "at": now}


CODES = {name for kind in OtherKind.values for name in code_fields(kind)}
Recording = Callable[..., OtherEvidence]


def recordings(person: Person, practice: Practice, senior: Person) -> dict[str, Recording]:
    """Every kind, ready to be recorded."""
    return {
        OtherKind.CREDENTIAL: partial(
            operations.verify_credential,
            person=person,
            credential="pitstop",
            level=None,
            valid_last=date(2029, 5, 3),
            verification=3,
        ),
        OtherKind.CPD: partial(
            operations.record_cpd,
            person=person,
            activity="conference",
            minutes=90,
            participatory=True,
            sponsored=False,
            verification=1,
        ),
        OtherKind.ACTIVITY: partial(
            operations.log_activity, person=person, activity="insulin-start", count=3, supervisor=senior, verification=2
        ),
        OtherKind.COMPETENCY: partial(
            operations.assess_competency,
            person=person,
            framework="trend",
            edition=6,
            topic="insulin",
            level=2,
            result="passed",
            assessor=senior,
        ),
        OtherKind.ASSESSMENT: partial(
            operations.record_assessment, person=person, assessment="annual-quiz", part="post", attempt=1, score=80
        ),
        OtherKind.REGISTRATION: partial(operations.check_registration, person=person, body="nmc", status="active"),
        OtherKind.EXTERNAL: partial(
            operations.record_external, practice=practice, scheme="cqc", value="good", level=None
        ),
        OtherKind.INDICATOR: partial(
            operations.measure_indicator,
            practice=practice,
            **INDICATOR,
            **PERIOD,
            numerator=None,
            denominator=120,
            provisional=True,
        ),
        OtherKind.SUBMISSION: partial(
            operations.receive_submission,
            practice=practice,
            submission="nda-participation",
            period=date(2025, 4, 1),
            complete=True,
            accepted=True,
        ),
        OtherKind.COUNTED: partial(
            operations.count_activity, practice=practice, activity="insulin-start", count=12, **PERIOD
        ),
    }


@pytest.mark.parametrize("kind", OtherKind.values)
def test_each_kind_has_its_door_and_its_row_explains_the_entry(
    kind: str, practice: Practice, team: Team, specialist: Person, act: dict[str, Any]
) -> None:
    evidence = recordings(team.lead_nurse, practice, specialist)[kind](**act)
    entry = Entry.objects.get(kind=kind)
    subject = entry.person or entry.practice
    assert subject == (team.lead_nurse if KINDS[kind].subject == "person" else practice)
    assert (entry.happened_on, entry.values, entry.recorded_by) == (MAY, evidence.values, specialist)
    assert not any(list(discrepancies(source)) for source in SOURCES) * len(SOURCES)


def test_where_the_assessor_worked_is_looked_up(
    practice: Practice, team: Team, specialist: Person, act: dict[str, Any]
) -> None:
    for assessor in (specialist, team.lead_gp):
        recordings(team.lead_nurse, practice, assessor)[OtherKind.COMPETENCY](**act)
    entries = Entry.objects.filter(kind=OtherKind.COMPETENCY).order_by("pk")
    assert [entry.values["assessor_practice"] for entry in entries] == [None, str(practice.pk)]


def test_a_correction_takes_the_place_of_what_was_wrong(
    practice: Practice, team: Team, act: dict[str, Any], now: datetime
) -> None:
    wrong = rated(practice, team.lead_gp, MAY)
    right = operations.record_external(
        practice=practice,
        scheme="cqc",
        value="outstanding",
        level=None,
        corrects=wrong,
        **{**act, "at": now + LATER},
    )
    ratings = Entry.objects.filter(kind=OtherKind.EXTERNAL)
    assert [entry.values["value"] for entry in ratings.known_at(now)] == ["good"]
    assert [entry.values["value"] for entry in ratings.known_at(now + LATER)] == ["outstanding"]
    assert (right.corrects, list(discrepancies("accreditation.other_evidence"))) == (wrong, [])
    with pytest.raises(ValueError, match="Somebody else has withdrawn this already"):
        operations.withdraw_evidence(
            evidence=wrong, reason=VoidReason.ENTERED_IN_ERROR, by=team.lead_gp, at=now + LATER
        )


def test_a_correction_is_of_the_same_kind_and_subject(
    practice: Practice, team: Team, specialist: Person, act: dict[str, Any]
) -> None:
    rating = rated(practice, team.lead_gp, MAY)
    record = recordings(team.lead_nurse, practice, specialist)[OtherKind.SUBMISSION]
    with pytest.raises(ValueError, match="Withdraw it instead"):
        record(**act, corrects=rating)
    assert OtherEvidence.objects.get().withdrawn_at is None


@pytest.mark.parametrize(
    ("kind", "changes", "sentence"),
    [
        (OtherKind.CREDENTIAL, {"valid_last": date(2026, 5, 3)}, "run out before it was gained"),
        (OtherKind.CPD, {"happened_on": date(2026, 6, 16)}, "The day cannot be in the future"),
        (OtherKind.CPD, {"activity": "Mrs Jones' review"}, "give a short name of letters, numbers and hyphens"),
        (OtherKind.CPD, {"activity": "943 476 5919"}, "leave the long number out"),
        (OtherKind.CPD, {"minutes": -1}, "cannot be less than nothing"),
        (OtherKind.ASSESSMENT, {"score": 101}, "from 0 to 100"),
        (OtherKind.INDICATOR, {"numerator": 121}, "More patients reached it than there are"),
        (OtherKind.COUNTED, {"period_until": date(2025, 4, 1)}, "on or after its first day"),
    ],
)
def test_what_cannot_be_is_refused(
    kind: str,
    changes: Mapping[str, Any],
    sentence: str,
    practice: Practice,
    team: Team,
    specialist: Person,
    act: dict[str, Any],
) -> None:
    record = recordings(team.lead_nurse, practice, specialist)[kind]
    with pytest.raises(ValueError, match=sentence):
        record(**{**act, **changes})
    assert not Entry.objects.filter(kind=kind).exists()


@pytest.mark.parametrize("kind", [OtherKind.ACTIVITY, OtherKind.COMPETENCY])
def test_nobody_vouches_for_themselves(kind: str, practice: Practice, team: Team, act: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="Nobody can supervise or assess themselves"):
        recordings(team.lead_nurse, practice, team.lead_nurse)[kind](**act)


@pytest.mark.parametrize("kind", OtherKind.values)
def test_a_form_records_what_its_operation_asks_for_and_gives_it_back_for_a_correction(
    kind: str, practice: Practice, team: Team, specialist: Person, act: dict[str, Any], client: Client
) -> None:
    former = recordings(team.lead_nurse, practice, specialist)[kind](**act)
    client = signed_in(client, specialist)
    page = client.get(reverse("accreditation:correct_evidence", args=[practice.code, former.pk]))
    typed = as_posted({**page.context["form"].initial, "happened_on": date(2026, 5, 5)})
    url = reverse("accreditation:correct_evidence", args=[practice.code, former.pk])
    answer = post_through_the_door(client, url, typed)
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    corrected = OtherEvidence.objects.get(withdrawn_at=None)
    assert (corrected.corrects, corrected.happened_on) == (former, date(2026, 5, 5))
    assert corrected.values == former.values
    again = client.post(reverse("accreditation:record_evidence", args=[practice.code, kind]), typed)
    assert again.status_code == 302
    assert OtherEvidence.objects.filter(withdrawn_at=None, kind=kind).count() == 2
    listed = client.get(reverse("accreditation:other_evidence", args=[practice.code]))
    assert len(listed.context["table"].rows) == 2


def as_posted(values: Mapping[str, Any]) -> dict[str, Any]:
    """As a browser sends them: a code into the box for another."""
    sent: dict[str, Any] = {}
    for name, value in values.items():
        if name in CODES:
            sent |= {f"{name}_one": ANOTHER, f"{name}_other": value}
        elif isinstance(value, date):
            sent |= {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}
        elif isinstance(value, Person):
            sent[name] = value.key
        elif value is True:
            sent[name] = "on"
        elif value is not None and value is not False:
            sent[name] = value
    return sent


def test_a_refused_form_comes_back_as_it_was_typed(
    practice: Practice, team: Team, specialist: Person, client: Client
) -> None:
    url = reverse("accreditation:record_evidence", args=[practice.code, OtherKind.EXTERNAL])
    typed = as_posted({"happened_on": MAY, "scheme": "cqc", "value": "good, says Mrs Jones"})
    answer = signed_in(client, specialist).post(url, typed)
    assert (answer.status_code, OtherEvidence.objects.count()) == (200, 0)
    assert 'value="good, says Mrs Jones"' in answer.content.decode()


def test_the_codes_asked_for_and_those_recorded_before_are_offered_in_words(
    network: Network, team: Team, specialist: Person, act: dict[str, Any], now: datetime
) -> None:
    practice = team.practice
    recordings(team.lead_nurse, practice, specialist)[OtherKind.CREDENTIAL](**act)
    offered = codes_to_choose(practice, OtherKind.CREDENTIAL, on=JUNE, known_at=now)
    assert offered == {"credential": [("merit", "Merit, for “MERIT”"), ("pitstop", "Pitstop, recorded before")]}
    assert codes_to_choose(practice, OtherKind.CPD, on=JUNE, known_at=now) == {"activity": []}


def test_a_chosen_code_is_recorded_and_a_typed_one_means_what_it_says_in_words(
    practice: Practice, team: Team, specialist: Person, client: Client
) -> None:
    url = reverse("accreditation:record_evidence", args=[practice.code, OtherKind.CREDENTIAL])
    client = signed_in(client, specialist)
    assert "Merit, for" in client.get(url).content.decode()
    common = as_posted({"happened_on": MAY, "person": team.lead_gp}) | {"verification": 2}
    for typed in ({"credential_one": "merit"}, {"credential_one": ANOTHER, "credential_other": "MERIT"}):
        assert client.post(url, {**common, **typed}).status_code == 302
    assert [each.values["credential"] for each in OtherEvidence.objects.all()] == ["merit", "merit"]
    refused = client.post(url, {**common, "credential_one": ANOTHER, "credential_other": ""})
    assert "choose one, or choose “Another” and say which" in refused.content.decode()
    forged = client.post(url, {**common, "credential_one": "made-up"})
    assert "choose one of the list, or “Another”" in forged.content.decode()


def test_a_credential_recorded_here_meets_a_requirement_that_asks_for_it(
    practice: Practice, framework: Framework, team: Team, specialist: Person, act: dict[str, Any], now: datetime
) -> None:
    """MERIT takes the place of the two modules; the live session is asked besides."""
    trained(team.lead_gp, MAY)
    attended(team.lead_nurse, MAY)

    def verdict() -> str:
        [state] = [
            line.at(JUNE)
            for key, line in standing_of(
                practice, framework, as_of=JUNE, known_at=now + LATER
            ).assessment.timelines.items()
            if key == "trained-team"
        ]
        return str(state.verdict.value) if state else ""

    assert verdict() == "not_met"
    operations.verify_credential(
        person=team.lead_nurse, credential="merit", level=None, valid_last=None, verification=2, **act
    )
    assert verdict() == "met"


def test_the_way_in_is_on_the_pages_of_the_person_the_practice_and_the_desk_for_those_who_may(
    practice: Practice,
    network: Network,
    team: Team,
    specialist: Person,
    client: Client,
    worked_out: Callable[[], int],
) -> None:
    worked_out()
    door = reverse("accreditation:other_evidence", args=[practice.code])
    person_page = reverse("practices:staff_member", args=[practice.code, team.lead_gp.pk])
    practice_page = reverse("portal:practice", args=[practice.code])

    def shows(person: Person, page: str, text: str) -> bool:
        return text in signed_in(client, person).get(page).content.decode()

    admin = a_programme_admin(network)
    assert shows(admin, person_page, f'href="{door}?person={team.lead_gp.pk}"')
    assert not shows(team.lead_gp, person_page, "Record other evidence")
    assert shows(specialist, practice_page, "Record other evidence")
    assert not shows(team.lead_gp, practice_page, "Record other evidence")
    assert shows(specialist, reverse("portal:desk"), f'href="{door}"')


def test_every_kind_has_a_form() -> None:
    assert set(FORMS) == set(OtherKind.values)


def test_a_plan_counts_from_agreement_to_closing(
    practice: Practice, framework: Framework, team: Team, now: datetime
) -> None:
    plan = planned(practice, framework)
    assert not Entry.objects.filter(kind="plan.agreed").exists()
    operations.agree_plan(plan=plan, by=team.lead_gp, at=now)
    agreed = Entry.objects.get(kind="plan.agreed")
    assert agreed.happened_on == JUNE
    assert agreed.values == {
        "plan": str(plan.pk),
        "framework": framework.key,
        "requirement": "visits",
        "due_on": "2026-09-30",
    }
    operations.close_plan(plan=plan, outcome=PlanOutcome.DONE, by=plan.proposed_by, at=now + LATER)
    assert Entry.objects.get(kind="plan.closed").values == {"plan": str(plan.pk), "outcome": "done"}
    assert list(discrepancies("accreditation.plan")) == []


def test_a_plan_that_the_practice_does_not_agree_to_leaves_no_entry(
    practice: Practice, framework: Framework, team: Team, now: datetime
) -> None:
    plan = planned(practice, framework)
    operations.close_plan(plan=plan, outcome=PlanOutcome.REFUSED, by=plan.proposed_by, at=now)
    assert not Entry.objects.filter(kind__startswith="plan.").exists()
    with pytest.raises(ValueError, match="was closed meanwhile"):
        operations.agree_plan(plan=plan, by=team.lead_gp, at=now)


def test_what_a_plan_does_not_allow_is_refused(
    practice: Practice, framework: Framework, team: Team, now: datetime
) -> None:
    plan = planned(practice, framework)
    propose = partial(
        operations.propose_plan, practice=practice, framework=framework, steps="More.", by=team.consultant, at=now
    )
    refused = [
        (partial(propose, requirement_key="visits", due_on=date(2026, 9, 30)), "There is a plan for this requirement"),
        (partial(propose, requirement_key="nonsense", due_on=date(2026, 9, 30)), "does not ask for that now"),
        (
            partial(propose, requirement_key="trained-team", due_on=date(2026, 6, 14)),
            "The last day of the plan is over",
        ),
        (partial(operations.agree_plan, plan=plan, by=plan.proposed_by, at=now), "You proposed this plan yourself"),
        (
            partial(operations.agree_plan, plan=plan, by=team.lead_gp, at=now + timedelta(days=200)),
            "The last day of the plan was 30 September 2026",
        ),
        (
            partial(operations.close_plan, plan=plan, outcome=PlanOutcome.DONE, by=team.consultant, at=now),
            "never agreed to the plan",
        ),
    ]
    for attempt, sentence in refused:
        with pytest.raises(ValueError, match=sentence):
            attempt()
    assert Plan.objects.get().agreed_at is None


def test_a_plan_is_proposed_agreed_and_closed_on_screen(
    practice: Practice, framework: Framework, team: Team, client: Client
) -> None:
    team.visit(MAY)
    specialist, lead = team.specialist_nurse, team.lead_gp
    url = reverse("accreditation:propose_plan", args=[practice.code, framework.code])
    typed = as_posted({"requirement_key": "visits", "steps": "Two visits.", "due_on": date(2090, 9, 30)})
    signed_in(client, specialist).post(url, typed)
    plan = Plan.objects.get()
    listed = reverse("accreditation:plans", args=[practice.code])
    assert "Close" in client.get(listed).content.decode()
    signed_in(client, lead)
    assert "Read and agree" in client.get(listed).content.decode()
    client.post(reverse("accreditation:agree_plan", args=[practice.code, plan.pk]))
    signed_in(client, specialist)
    client.post(reverse("accreditation:close_plan", args=[practice.code, plan.pk]), {"outcome": "done"})
    plan.refresh_from_db()
    assert (plan.agreed_by, plan.closed_by, plan.outcome) == (lead, specialist, "done")
