"""The screens of this room, each step as its own person. All of it happened before the day the tests run."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accreditation.enums import DecisionKind, ReasonCode
from accreditation.models import Decision, Declaration, Enrolment, Framework, Recusal
from cms import clock
from practices.enums import NetworkRole
from practices.models import Person, Practice
from practices.operations import appoint_person
from tests.factories.accounts import signed_in
from tests.factories.accreditation import Team, a_framework
from tests.factories.corrections import post_through_the_door
from tests.factories.practices import (
    LONG_AGO,
    LONG_AGO_AT,
    a_commissioner,
    a_lead,
    a_network,
    a_person,
    a_practice,
    a_programme_admin,
    an_officer,
    appointed,
    employed,
)

FROM = date(2025, 5, 1)
DECISION = {
    "kind": "grant",
    "effective_on_day": "1",
    "effective_on_month": "5",
    "effective_on_year": "2025",
    "reason_code": "requirements_met",
    "reason": "",
    "conflict": "no",
}


@pytest.fixture
def met(team: Team) -> Team:
    """Meets everything by the end of the first year, and up to 30 September 2025."""
    team.meets_everything(first=date(2024, 5, 14), second=date(2024, 11, 4))
    return team


@pytest.fixture
def officer(framework: Framework) -> Person:
    return an_officer(framework.network)


def at(name: str, practice: Practice, *more: object) -> str:
    return reverse(f"accreditation:{name}", args=[practice.code, *more])


def page(client: Client, url: str, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == 200, response.status_code
    return " ".join(unescape(response.content.decode()).split())


def typed(**values: Any) -> dict[str, Any]:
    return {**DECISION, **values}


def test_an_officer_sees_the_assessment_and_its_proof_and_grants(
    client: Client, practice: Practice, met: Team, officer: Person
) -> None:
    signed_in(client, officer)
    shown = page(client, at("decide", practice), on="2025-05-01")
    assert "Assessed as of" in shown
    assert "1 May 2025" in shown
    assert f"{met.lead_gp.name}, GP partner" in shown
    assert "A person completed a course (insulin-safety), 14 May 2024" in shown
    assert "Ends after 30 September 2025" in shown
    response = client.post(at("decide", practice), DECISION, follow=True)
    assert "The award is granted from 1 May 2025." in response.content.decode()
    decision = Decision.objects.get()
    assert (decision.kind, decision.effective_on, decision.decided_by) == (DecisionKind.GRANT, FROM, officer)


def test_only_what_the_award_allows_is_offered(client: Client, practice: Practice, met: Team, officer: Person) -> None:
    signed_in(client, officer)
    form = client.get(at("decide", practice)).context["form"]
    assert [value for value, _ in form.fields["kind"].choices] == ["grant", "provisional", "decline", "close", "merge"]
    client.post(at("decide", practice), DECISION)
    form = client.get(at("decide", practice)).context["form"]
    assert [value for value, _ in form.fields["kind"].choices] == [
        *("grant", "renew", "downgrade", "suspend", "withdraw", "lapse", "close", "merge")
    ]


def test_a_refused_decision_comes_back_filled_in_with_the_assessment_of_its_day(
    client: Client, practice: Practice, met: Team, officer: Person
) -> None:
    signed_in(client, officer)
    response = client.post(at("decide", practice), typed(effective_on_year="2024", reason="They worked hard."))
    shown = " ".join(unescape(response.content.decode()).split())
    assert "On 1 May 2024 the requirements are “not yet due” as far as is known now." in shown
    assert "They worked hard." in shown
    assert response.context["standing"].as_of == date(2024, 5, 1)
    assert Decision.objects.count() == 0


def test_a_reason_with_an_identifier_is_refused_with_the_words(
    client: Client, practice: Practice, met: Team, officer: Person
) -> None:
    signed_in(client, officer)
    response = client.post(at("decide", practice), typed(reason="See 943 476 5919."))
    assert "943 476 5919” is a valid NHS number" in unescape(response.content.decode())
    assert Decision.objects.count() == 0


def test_a_declared_conflict_of_interest_ends_the_officers_part(
    client: Client, practice: Practice, met: Team, officer: Person, framework: Framework
) -> None:
    signed_in(client, officer)
    response = client.post(at("decide", practice), typed(conflict="yes", kind=""), follow=True)
    assert "Another officer decides on this practice." in response.content.decode()
    assert response.context["form"] is None
    assert Recusal.objects.get().person == officer
    assert client.post(at("decide", practice), DECISION).status_code == 200
    assert Decision.objects.count() == 0
    signed_in(client, an_officer(framework.network))
    client.post(at("decide", practice), DECISION)
    assert Decision.objects.count() == 1


def test_an_officer_who_works_at_the_practice_may_not_decide(client: Client, practice: Practice, met: Team) -> None:
    appointed(met.practice.network_memberships.get().network, NetworkRole.COMMISSIONER, person=met.lead_gp)
    signed_in(client, met.lead_gp)
    for response in (client.get(at("decide", practice)), client.post(at("decide", practice), DECISION)):
        assert response.status_code == 403
        assert "You work at this practice, so another officer has to decide on it." in response.content.decode()


def test_an_officer_of_one_commissioning_body_decides_only_on_its_practices(
    client: Client, framework: Framework, met: Team
) -> None:
    limited = a_person()
    appoint_person(
        person=limited,
        network=framework.network,
        role=NetworkRole.COMMISSIONER,
        commissioner=a_commissioner("98A"),
        started_on=LONG_AGO,
        by=None,
        at=LONG_AGO_AT,
    )
    own = a_practice(framework.network, commissioner=a_commissioner("98A"))
    signed_in(client, limited)
    assert client.get(at("decide", own)).status_code == 200
    assert client.get(at("decide", met.practice)).status_code == 404


def test_a_practice_that_is_not_enrolled_has_nothing_to_decide(
    client: Client, framework: Framework, officer: Person
) -> None:
    signed_in(client, officer)
    assert "there is no award to decide on" in page(client, at("decide", a_practice(framework.network)))


def test_a_lead_signs_for_the_practice(client: Client, practice: Practice, framework: Framework) -> None:
    lead = a_lead(practice)
    signed_in(client, lead)
    assert "Nothing has been signed yet." in page(client, at("declarations", practice))
    values = {"code": "data-sharing-agreement", "signed_on_day": "2", "signed_on_month": "6", "signed_on_year": "2025"}
    until = {"valid_until_day": "1", "valid_until_month": "6", "valid_until_year": "2025"}
    refused = client.post(at("declarations", practice), {**values, **until})
    assert "The last day covered is before the day of signing." in refused.content.decode()
    assert refused.context["form"]["signed_on"].data == ["2", "6", "2025"]
    signed = client.post(at("declarations", practice), values, follow=True)
    assert "The declaration is signed, and counts from now on." in signed.content.decode()
    declaration = Declaration.objects.get()
    assert (declaration.code, declaration.signed_on, declaration.signed_by) == (
        "data-sharing-agreement",
        date(2025, 6, 2),
        lead,
    )
    withdraw = at("withdraw_declaration", practice, declaration.pk)
    assert "Withdraw the declaration signed on 2 June 2025?" in page(client, withdraw)
    withdrawn = post_through_the_door(client, withdraw, follow=True)
    assert "The declaration no longer counts." in withdrawn.content.decode()
    assert client.get(withdraw).status_code == 404


def test_a_practice_without_an_enhanced_service_has_nothing_to_declare(client: Client, framework: Framework) -> None:
    practice = a_practice(framework.network)
    signed_in(client, a_lead(practice))
    assert "Nothing to declare" in page(client, at("declarations", practice))


def test_a_programme_admin_enrols_a_practice(client: Client, framework: Framework) -> None:
    practice = a_practice(framework.network)
    signed_in(client, a_programme_admin(framework.network))
    values = {"framework": framework.pk, "started_on_day": "1", "started_on_month": "4", "started_on_year": "2025"}
    early = {**values, "started_on_year": "2019"}
    refused = client.post(at("enrol", practice), early).content.decode()
    assert "The practice does not belong to the network on 1 April 2019." in refused
    shown = client.post(at("enrol", practice), values, follow=True).content.decode()
    assert "is enrolled. Its standing is being worked out." in shown
    assert Enrolment.objects.get().started_on == date(2025, 4, 1)
    assert client.get(at("enrol", practice)).context["frameworks"].count() == 0


def test_everybody_in_the_network_reads_the_framework_in_plain_english(
    client: Client, practice: Practice, framework: Framework
) -> None:
    signed_in(client, employed(practice))
    shown = page(client, reverse("accreditation:framework", args=[framework.code]))
    assert "Version 1, in force from 1 April 2024." in shown
    assert "90 days of grace when somebody leaves or a post falls vacant, once in a contract year" in shown
    assert framework.versions.get().digest in shown


def test_a_framework_of_another_network_is_not_found(client: Client, framework: Framework) -> None:
    other = a_network("Moorland Diabetes Network")
    signed_in(client, an_officer(other))
    assert client.get(reverse("accreditation:framework", args=[framework.code])).status_code == 404
    a_framework(other)
    assert client.get(reverse("accreditation:framework", args=[framework.code])).status_code == 200
    query = {"network": framework.network.code}
    assert client.get(reverse("accreditation:framework", args=[framework.code]), query).status_code == 404


@pytest.mark.parametrize(
    ("screen", "may"),
    [
        ("decide", {"officer"}),
        ("declarations", {"lead"}),
        ("enrol", {"admin"}),
    ],
)
def test_each_screen_is_for_one_role(
    client: Client, practice: Practice, framework: Framework, screen: str, may: set[str]
) -> None:
    people = {
        "officer": an_officer(framework.network),
        "lead": a_lead(practice),
        "nurse": employed(practice),
        "admin": a_programme_admin(framework.network),
        "lead elsewhere": a_lead(a_practice(framework.network)),
        "officer elsewhere": an_officer(a_network("Moorland Diabetes Network")),
    }
    codes = {}
    for role, person in people.items():
        signed_in(client, person)
        codes[role] = client.get(at(screen, practice)).status_code
    hidden = {"lead elsewhere": 404, "officer elsewhere": 404}
    assert codes == {role: 200 if role in may else hidden.get(role, 403) for role in people}


def test_nobody_sees_anything_without_signing_in(client: Client, practice: Practice, framework: Framework) -> None:
    for screen in ("decide", "declarations", "enrol"):
        assert client.get(at(screen, practice)).status_code == 302
    assert client.get(reverse("accreditation:framework", args=[framework.code])).status_code == 302
    assert clock.today() > FROM
    assert ReasonCode.REQUIREMENTS_MET.value == DECISION["reason_code"]
