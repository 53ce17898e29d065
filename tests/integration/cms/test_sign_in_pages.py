"""allauth's pages in our layout: one heading, our title, every control labelled, no script in the page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from practices.models import Person, User

pytestmark = pytest.mark.django_db

PASSWORD = "demonstration-2026"


@pytest.fixture
def nurse(client: Client, now: object) -> Client:
    person = Person.objects.create(
        given_name="Practice", family_name="Nurse", email="nurse@demo.example", created_at=now
    )
    User.objects.create_user("nurse@demo.example", PASSWORD, person=person)
    client.post("/accounts/login/", {"login": "nurse@demo.example", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def check(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert len(page.select("h1")) == 1
    assert page.select_one("header.nhsuk-header") is not None
    assert page.title.text.endswith(" - Enhanced Practice")
    controls = page.select("main input:not([type=hidden]), main textarea, main select")
    labelled = {label["for"] for label in page.select("label")}
    assert [control["id"] for control in controls if control["id"] not in labelled] == []
    return page


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/"])
def test_pages_for_everybody_are_in_our_layout(client: Client, address: str) -> None:
    check(client, address)


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
        "/accounts/logout/",
    ],
)
def test_pages_of_ones_own_account_are_in_our_layout(nurse: Client, address: str) -> None:
    check(nurse, address)


def test_a_wrong_password_keeps_the_address_and_says_what_is_wrong(client: Client) -> None:
    response = client.post("/accounts/login/", {"login": "nurse@demo.example", "password": "wrong"})
    page = BeautifulSoup(response.content, "html.parser")
    assert page.title.text.startswith("Error: ")
    assert page.select_one("#id_login")["value"] == "nurse@demo.example"
    assert len(page.select(".nhsuk-error-summary li")) == 1


def test_whoever_is_signed_in_is_named_and_signs_out_by_a_button(nurse: Client) -> None:
    page = check(nurse, "/accounts/2fa/")
    assert page.select_one(".nhsuk-header__account-link").text == "Practice Nurse"
    assert page.select_one(".nhsuk-header__account form")["action"] == "/accounts/logout/"
    nurse.post("/accounts/logout/")
    assert [link["href"] for link in check(nurse, "/").select(".nhsuk-header__account a")] == ["/accounts/login/"]


def test_an_authenticator_app_is_set_up_and_asked_for_at_the_next_sign_in(nurse: Client) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    page = check(nurse, "/accounts/2fa/totp/activate/")
    secret = page.select_one("main code").text
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    answer = nurse.post("/accounts/2fa/totp/activate/", {"code": code}, follow=True)
    assert answer.status_code == 200
    check(nurse, "/accounts/2fa/recovery-codes/")
    check(nurse, "/accounts/2fa/recovery-codes/generate/")
    check(nurse, "/accounts/2fa/totp/deactivate/")
    nurse.post("/accounts/logout/")
    nurse.post("/accounts/login/", {"login": "nurse@demo.example", "password": PASSWORD})
    assert check(nurse, "/accounts/2fa/authenticate/").select_one("h1").text == "Second step"
