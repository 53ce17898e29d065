"""Proposals, notices, appeals, waivers and cover through their screens, each step as its own person."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accreditation import operations
from accreditation.enums import AppealState, DecisionKind, NoticeState, ProposalState, ReasonCode
from accreditation.models import Appeal, Coverage, Decision, Framework, Notice, Proposal, Recusal, Waiver
from cms import clock
from practices.models import Network, Person, Practice
from tests.factories.accounts import signed_in
from tests.factories.accreditation import TIER, Team, a_framework_that_says, enrolled
from tests.factories.practices import a_practice, an_officer

TEXT = "No specialist was free."


@pytest.fixture
def framework(network: Network) -> Framework:
    return a_framework_that_says(network, two_people=["suspend"])


@pytest.fixture
def officer(network: Network) -> Person:
    return an_officer(network)


@pytest.fixture
def another(network: Network) -> Person:
    return an_officer(network)


@pytest.fixture
def granted(team: Team, framework: Framework, officer: Person) -> Decision:
    """As of a day on which it met everything; it does no longer."""
    team.meets_everything(first=date(2024, 5, 14), second=date(2024, 11, 4))
    return operations.grant_award(
        practice=team.practice,
        framework=framework,
        effective_on=date(2025, 5, 1),
        reason_code=ReasonCode.REQUIREMENTS_MET,
        no_conflict_declared=True,
        by=officer,
        at=clock.now() - timedelta(days=30),
    )


def day(name: str, value: Any) -> dict[str, str]:
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


def shown(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def post(client: Client, name: str, *args: object, **values: Any) -> str:
    response = client.post(reverse(name, args=args), values, follow=True)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def suspension(practice: Practice) -> dict[str, Any]:
    return {
        "kind": "suspend",
        "reason_code": "patient_safety",
        "reason": "Doses were not checked.",
        "conflict": "no",
        **day("effective_on", clock.today()),
    }


def test_one_officer_proposes_and_another_confirms(
    client: Client, granted: Decision, practice: Practice, officer: Person, another: Person
) -> None:
    signed_in(client, officer)
    assert "Suspend (a second officer confirms)" in shown(client, "accreditation:decide", practice.code)
    text = post(client, "accreditation:decide", practice.code, **suspension(practice))
    assert "It is proposed. A second officer confirms or refuses it; until then nothing changes." in text
    proposal = Proposal.objects.get()
    assert "You proposed this. Another officer confirms it." in shown(client, "accreditation:proposal", proposal.pk)
    signed_in(client, another)
    assert f"{practice.code}" in shown(client, "portal:decisions", practice.code)
    assert "Quayside Surgery: Suspend" in shown(client, "portal:inbox")
    text = post(client, "accreditation:proposal", proposal.pk, answer="refuse", refusal="", conflict="no")
    assert "Say why in your own words" in text
    text = post(client, "accreditation:proposal", proposal.pk, answer="confirm", conflict="no")
    assert "You confirmed it." in text
    decision = Decision.objects.get(kind=DecisionKind.SUSPEND)
    assert (decision.proposed_by, decision.decided_by) == (officer, another)
    text = shown(client, "portal:decisions", practice.code)
    assert f"by {another.name}" in text
    assert f"proposed by {officer.name}" in text
    assert "New patients started" in text
    assert "Paused" in text


def test_a_proposal_is_taken_back(client: Client, granted: Decision, practice: Practice, officer: Person) -> None:
    signed_in(client, officer)
    post(client, "accreditation:decide", practice.code, **suspension(practice))
    proposal = Proposal.objects.get()
    assert "The proposal is taken back." in post(client, "accreditation:take_back_proposal", proposal.pk)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WITHDRAWN


def test_a_conflict_declared_on_any_form_ends_the_officers_part(
    client: Client, granted: Decision, practice: Practice, officer: Person
) -> None:
    signed_in(client, officer)
    text = post(client, "accreditation:serve_notice", practice.code, asked="", conflict="yes")
    assert "Your conflict of interest is recorded." in text
    assert Recusal.objects.filter(person=officer, practice=practice).exists()
    assert "Serve the notice" not in shown(client, "accreditation:serve_notice", practice.code)


def test_a_notice_is_served_shown_to_the_practice_and_not_met(
    client: Client, granted: Decision, team: Team, officer: Person
) -> None:
    signed_in(client, officer)
    text = post(
        *(client, "accreditation:serve_notice", team.practice.code),
        reason_code="requirements_not_met",
        asked="",
        conflict="no",
    )
    assert "What the practice has to do" in text
    assert Notice.objects.count() == 0
    text = post(
        *(client, "accreditation:serve_notice", team.practice.code),
        reason_code="requirements_not_met",
        requirement_key="visits",
        asked="Agree two visits.",
        conflict="no",
    )
    assert "The notice is served." in text
    notice = Notice.objects.get()
    assert notice.due_on == clock.today() + timedelta(days=28)
    signed_in(client, team.lead_gp)
    assert "Agree two visits." in shown(client, "portal:practice", team.practice.code)
    assert "the award may be suspended" in shown(client, "portal:decisions", team.practice.code)
    signed_in(client, officer)
    text = post(
        client, "accreditation:notice", notice.pk, outcome="not_met", findings="None was agreed.", conflict="no"
    )
    assert "Your decision" in text
    notice.refresh_from_db()
    assert notice.state == NoticeState.NOT_MET


def test_a_practice_appeals_and_another_officer_upholds(
    client: Client, granted: Decision, team: Team, framework: Framework, officer: Person, another: Person
) -> None:
    withdrawn = operations.withdraw_award(
        practice=team.practice,
        framework=framework,
        effective_on=clock.today(),
        reason_code=ReasonCode.REQUIREMENTS_NOT_MET,
        reason="No visit for a year.",
        no_conflict_declared=True,
        by=officer,
        at=clock.now(),
    )
    signed_in(client, team.lead_gp)
    assert "Appeal against it" in shown(client, "portal:decisions", team.practice.code)
    text = post(client, "accreditation:lodge_appeal", withdrawn.pk, grounds="See 943 476 5919.")
    assert "is a valid NHS number" in text
    text = post(client, "accreditation:lodge_appeal", withdrawn.pk, grounds="Two visits were held.")
    assert "The appeal is lodged." in text
    appeal = Appeal.objects.get()
    assert "Decide on the appeal" not in shown(client, "accreditation:appeal", appeal.pk)
    assert client.post(reverse("accreditation:appeal", args=[appeal.pk])).status_code == 403
    signed_in(client, officer)
    assert "You took part in the decision" in shown(client, "accreditation:appeal", appeal.pk)
    signed_in(client, another)
    assert "Appeals to hear (1)" in shown(client, "portal:inbox")
    text = post(client, "accreditation:appeal", appeal.pk, upheld="yes", findings="They were.", conflict="no")
    assert "The appeal is decided." in text
    appeal.refresh_from_db()
    assert appeal.state == AppealState.UPHELD
    assert "(undone on appeal)" in shown(client, "portal:decisions", team.practice.code)


def waiver(**values: Any) -> dict[str, Any]:
    today = clock.today()
    return {
        "requirement_keys": ["visits"],
        "reason_code": "not_on_offer",
        "reason": TEXT,
        "conflict": "no",
        **day("from_on", today),
        **day("last_on", today + timedelta(days=30)),
        **values,
    }


def test_what_is_waived_is_shown_as_waived_and_ends_early(
    client: Client, granted: Decision, team: Team, officer: Person
) -> None:
    code = team.practice.code
    signed_in(client, officer)
    assert "Enter" in post(client, "accreditation:waive", code, **waiver(reason=""))
    assert Waiver.objects.count() == 0
    assert "It is waived." in post(client, "accreditation:waive", code, **waiver())
    signed_in(client, team.lead_gp)
    page = shown(client, "portal:practice", code)
    assert "Waived, not met" in page
    assert TEXT in shown(client, "accreditation:waivers", code)
    found = Waiver.objects.get()
    assert client.get(reverse("accreditation:end_waiver", args=[found.pk])).status_code == 403
    signed_in(client, officer)
    yesterday = clock.today() - timedelta(days=1)
    text = post(client, "accreditation:end_waiver", found.pk, **day("last_on", yesterday))
    assert "The waiver ends earlier." in text
    assert "Nothing is or was waived." in text


def test_many_practices_in_one_step(
    client: Client, granted: Decision, team: Team, framework: Framework, officer: Person
) -> None:
    other = a_practice(framework.network, "Uphill Surgery")
    enrolled(other, framework)
    signed_in(client, officer)
    assert "Uphill Surgery" in shown(client, "accreditation:waive_many", framework.code)
    asked = waiver(practices=[team.practice.pk, other.pk], reason_code="data_fault")
    assert "Waived for 2 practices." in post(client, "accreditation:waive_many", framework.code, **asked)
    assert Waiver.objects.values("batch").distinct().count() == 1


def test_cover_is_arranged_from_the_gap_report_and_ends(
    client: Client, practice: Practice, framework: Framework, officer: Person
) -> None:
    signed_in(client, officer)
    assert "1 practice without the award, and nobody stands in" in shown(client, "portal:register")
    assert "Some practices have no cover" in shown(client, "portal:cover")
    assert "NOBODY" in client.get(reverse("portal:cover_download")).content.decode()
    typed = {"tier": TIER, "provider": "Community diabetes team", **day("started_on", clock.today())}
    both = {**typed, "provider": ""}
    assert "Name either the practice or the team" in post(client, "accreditation:cover", practice.code, **both)
    assert "The cover is arranged." in post(client, "accreditation:cover", practice.code, **typed)
    assert "Some practices have no cover" not in shown(client, "portal:cover")
    assert "Community diabetes team" in client.get(reverse("portal:cover_download")).content.decode()
    cover = Coverage.objects.get()
    yesterday = clock.today() - timedelta(days=1)
    assert "The cover ends." in post(client, "accreditation:end_cover", cover.pk, **day("last_on", yesterday))
