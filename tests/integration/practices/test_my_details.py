from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from practices import operations
from practices.enums import LeadRole, PracticeRole
from practices.models import Registration
from tests.factories import practices as make
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


def test_my_details_show_my_posts_and_ways_to_sign_in(client: Client) -> None:
    practice = make.a_practice(make.a_network(), "Quayside Surgery")
    answer = signed_in(client, make.a_lead(practice)).get(reverse("practices:my_details"))
    assert [row[:2] for row in answer.context["posts"].rows] == [
        ["Practice nurse, 6 sessions a week", "Quayside Surgery"],
        ["Lead nurse for diabetes", "Quayside Surgery"],
    ]
    page = answer.content.decode()
    assert [reverse(name) in page for name in ("account_change_password", "mfa_index")] == [True, True]


def test_my_name_is_mine_to_change(client: Client) -> None:
    nurse = make.employed(make.a_practice())
    sent = {"given_name": "Priya", "family_name": "Nair-Jones"}
    signed_in(client, nurse).post(reverse("practices:my_name"), sent)
    nurse.refresh_from_db()
    assert nurse.name == "Priya Nair-Jones"


def test_a_registration_i_give_myself_is_not_verified(client: Client) -> None:
    nurse = make.employed(make.a_practice())
    signed_in(client, nurse).post(reverse("practices:my_registration"), {"body": "nmc", "number": "99X 9999X"})
    kept = Registration.objects.get(person=nurse)
    assert (kept.number, kept.verified_on) == ("99X9999X", None)


def test_the_same_number_again_stays_verified(client: Client, today: object) -> None:
    practice = make.a_practice()
    nurse, lead = make.employed(practice), make.a_lead(practice, LeadRole.LEAD_GP, PracticeRole.GP_PARTNER)
    operations.register_professional(person=nurse, body="nmc", number="99X9999X", by=lead, verified_on=today)
    signed_in(client, nurse).post(reverse("practices:my_registration"), {"body": "nmc", "number": "99x9999x"})
    assert Registration.objects.get(person=nurse).verified_on == today


def test_another_s_number_is_refused_without_their_name(client: Client) -> None:
    practice = make.a_practice()
    other = make.employed(practice, person=make.a_person("Somebody", "Else"))
    operations.register_professional(person=other, body="gmc", number="0000000", by=None)
    me = signed_in(client, make.employed(practice))
    answer = me.post(reverse("practices:my_registration"), {"body": "gmc", "number": "0000000"})
    assert answer.context["form"].errors == {
        "number": ["That registration number belongs to another person here. Check it, or ask the programme."]
    }


def test_an_account_without_a_person_is_told_so(client: Client, django_user_model: type) -> None:
    client.force_login(django_user_model.objects.create_user("nobody@example.test", "a-long-test-password"))
    assert client.get(reverse("practices:my_details")).status_code == 403
