"""The people of a practice, as its lead keeps them in the browser."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms import clock
from jobs.operations import drain
from practices.enums import LeadRole, PracticeRole
from practices.models import Employment, LeadPost, Person, Practice, Registration
from practices.queries import leads_of, roster
from tests.factories import practices as make
from tests.factories.accounts import signed_in
from tests.factories.corrections import post_through_the_door

pytestmark = pytest.mark.django_db
NEW_NURSE = {
    "given_name": "Ama",
    "family_name": "Mensah",
    "email": "ama.mensah@example.test",
    "role": "practice_nurse",
    "sessions": "6.5",
    "started_on_0": "",
    "lead_role": "",
    "invite": "on",
}


def day(name: str, when: date) -> dict[str, str]:
    parts = zip(("day", "month", "year"), (when.day, when.month, when.year), strict=True)
    return {f"{name}_{part}": str(value) for part, value in parts}


def typed(**changes: Any) -> dict[str, str]:
    values = {**NEW_NURSE, **day("started_on", clock.today()), **changes}
    return {key: value for key, value in values.items() if value is not None}


@pytest.fixture
def practice() -> Practice:
    return make.a_practice(make.a_network(), "Quayside Surgery")


@pytest.fixture
def lead(practice: Practice) -> Person:
    return make.a_lead(practice, LeadRole.LEAD_GP, PracticeRole.GP_PARTNER)


@pytest.fixture
def lead_client(client: Client, lead: Person) -> Client:
    return signed_in(client, lead)


def url(name: str, practice: Practice, *more: Any) -> str:
    return reverse(f"practices:{name}", args=[practice.code, *more])


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_an_invited_nurse_opens_an_account_and_is_on_the_list(
    lead_client: Client, practice: Practice, client: Client
) -> None:
    answer = lead_client.post(url("add_colleague", practice), typed(), follow=True)
    assert "Ama Mensah is on the list. An invitation is on its way to ama.mensah@example.test." in text_of(answer)
    drain(at=timezone.now)
    assert [message.to for message in mail.outbox] == [["ama.mensah@example.test"]]
    address = re.search(r"/accounts/invitation/\S+", mail.outbox[0].body).group()
    nurse_client = Client()
    password = "three words of mine"
    opened = nurse_client.post(address, {"password": password})
    assert (opened.status_code, opened.url) == (302, reverse("portal:start"))
    nurse = Person.objects.get(email="ama.mensah@example.test")
    assert nurse.user.check_password(password)
    assert [str(member.roles) for member in roster(practice, on=clock.today()) if member.person == nurse] == [
        "Practice nurse"
    ]
    assert nurse_client.get(address).status_code == 410


def test_a_refused_form_comes_back_filled_in(lead_client: Client, practice: Practice) -> None:
    answer = lead_client.post(url("add_colleague", practice), typed(sessions="a lot", started_on_year="20"))
    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        "sessions": ["Sessions a week must be a number, such as 6 or 4.5."],
        "started_on": ["First day: the year must have 4 numbers, such as 2026."],
    }
    page = answer.content.decode()
    assert [value in page for value in ('value="Ama"', 'value="ama.mensah@example.test"', 'value="a lot"')] == [
        True
    ] * 3
    assert Person.objects.filter(given_name="Ama").count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"email": ""}, "email", "Enter the e-mail address to invite, or take the tick off the invitation."),
        (
            {"email": "ama at example"},
            "email",
            "Enter an e-mail address in the right form, such as name@example.nhs.uk.",
        ),
        ({"role": "surgeon"}, "role", "Select a valid choice. surgeon is not one of the available choices."),
        ({"sessions": "15"}, "sessions", "Ensure this value is less than or equal to 14."),
        ({"started_on_year": "1066"}, "started_on", "The year must be between 1948 and 2100."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    changes: dict[str, str], field: str, sentence: str, lead_client: Client, practice: Practice
) -> None:
    answer = lead_client.post(url("add_colleague", practice), typed(**changes))
    assert answer.context["form"].errors == {field: [sentence]}


def test_somebody_may_be_added_without_an_account(lead_client: Client, practice: Practice) -> None:
    lead_client.post(url("add_colleague", practice), typed(email="", invite=None))
    drain(at=timezone.now)
    assert Person.objects.filter(given_name="Ama").count() == 1
    assert mail.outbox == []


def test_a_new_colleague_may_be_named_lead_in_the_same_step(lead_client: Client, practice: Practice) -> None:
    lead_client.post(url("add_colleague", practice), typed(lead_role="lead_nurse"))
    assert leads_of(practice, on=clock.today())["lead_nurse"].person.name == "Ama Mensah"


def test_somebody_known_is_employed_as_they_are_and_nothing_else_is_told(
    lead_client: Client, practice: Practice
) -> None:
    elsewhere = make.a_practice(make.a_network(), "Secret Practice")
    nurse = make.employed(elsewhere)
    answer = lead_client.post(
        url("add_colleague", practice),
        typed(email=nurse.email.upper(), given_name=nurse.given_name, family_name="Typed Otherwise"),
        follow=True,
    )
    words = text_of(answer)
    assert f"{nurse.email} is known here already, so what {nurse.name} has completed comes along." in words
    assert "They have an account and can sign in as before." in words
    assert [name in words for name in ("Secret Practice", elsewhere.code, "Typed Otherwise")] == [False] * 3
    assert Employment.objects.current().filter(person=nurse).count() == 2


def test_an_address_known_under_another_name_is_refused_without_the_name(
    lead_client: Client, practice: Practice
) -> None:
    nurse = make.employed(make.a_practice(make.a_network()))
    answer = lead_client.post(url("add_colleague", practice), typed(email=nurse.email))
    assert answer.context["form"].non_field_errors() == [
        "This e-mail address is known here under another name. Check the address; if it is right, ask the programme."
    ]
    assert nurse.family_name not in text_of(answer)


def test_the_same_person_in_the_same_role_twice_is_refused(lead_client: Client, practice: Practice) -> None:
    nurse = make.employed(practice)
    again = typed(email=nurse.email, given_name=nurse.given_name, family_name=nurse.family_name)
    answer = lead_client.post(url("add_colleague", practice), again)
    assert answer.context["form"].non_field_errors() == [
        f"{nurse.name} already works here in that role on those days. Change that post instead."
    ]


def test_the_last_day_is_a_day_still_worked_and_lead_posts_end_with_it(lead_client: Client, practice: Practice) -> None:
    nurse = make.a_lead(practice)
    employment = Employment.objects.get(person=nurse)
    last = clock.today() + timedelta(days=30)
    post_through_the_door(lead_client, url("end_post", practice, employment.pk), day("last_day", last))
    ended = Employment.objects.current().get(person=nurse)
    post = LeadPost.objects.current().get(person=nurse)
    assert (ended.ended_on, post.ended_on) == (last + timedelta(days=1), last + timedelta(days=1))
    assert Employment.objects.filter(person=nurse).count() == 2


def test_a_last_day_before_the_first_is_refused(lead_client: Client, practice: Practice) -> None:
    nurse = make.employed(practice, started_on=date(2026, 1, 5))
    employment = Employment.objects.get(person=nurse)
    answer = post_through_the_door(
        lead_client, url("end_post", practice, employment.pk), day("last_day", date(2026, 1, 4))
    )
    assert answer.context["form"].errors == {"last_day": ["The last day has to be on or after the first day."]}
    assert 'value="4"' in answer.content.decode()


def test_no_last_day_at_all_is_refused(lead_client: Client, practice: Practice) -> None:
    employment = Employment.objects.get(person=make.employed(practice))
    answer = post_through_the_door(lead_client, url("end_post", practice, employment.pk), {})
    assert answer.context["form"].errors == {"last_day": ["Enter last day."]}


def test_a_post_entered_by_mistake_is_taken_back_and_stays_on_record(lead_client: Client, practice: Practice) -> None:
    nurse = make.a_lead(practice)
    employment = Employment.objects.get(person=nurse)
    post_through_the_door(lead_client, url("end_post", practice, employment.pk), {"never_worked_here": "on"})
    assert (
        Employment.objects.current().filter(person=nurse).count(),
        Employment.objects.filter(person=nurse).count(),
    ) == (0, 1)
    assert LeadPost.objects.current().filter(person=nurse).count() == 0


def test_other_sessions_hold_from_a_day_and_the_former_stay_on_record(lead_client: Client, practice: Practice) -> None:
    nurse = make.employed(practice, sessions="6")
    employment = Employment.objects.get(person=nurse)
    from_on = clock.today() + timedelta(days=14)
    post_through_the_door(
        lead_client,
        url("change_post", practice, employment.pk),
        {"role": "practice_nurse", "sessions": "4", **day("from_on", from_on)},
    )
    held = Employment.objects.current().filter(person=nurse).order_by("started_on")
    assert [(str(each.sessions), each.started_on, each.ended_on) for each in held] == [
        ("6.0", make.LONG_AGO, from_on),
        ("4.0", from_on, None),
    ]


def test_a_change_from_the_first_day_corrects_the_whole_post(lead_client: Client, practice: Practice) -> None:
    nurse = make.employed(practice, sessions="6")
    employment = Employment.objects.get(person=nurse)
    post_through_the_door(
        lead_client,
        url("change_post", practice, employment.pk),
        {"role": "advanced_nurse_practitioner", "sessions": "5", **day("from_on", make.LONG_AGO)},
    )
    held = Employment.objects.current().get(person=nurse)
    assert (held.role, str(held.sessions), held.started_on) == ("advanced_nurse_practitioner", "5.0", make.LONG_AGO)


def test_a_change_after_the_post_has_ended_is_refused(lead_client: Client, practice: Practice) -> None:
    nurse = make.employed(practice)
    post_through_the_door(
        lead_client, url("end_post", practice, Employment.objects.get(person=nurse).pk), day("last_day", clock.today())
    )
    employment = Employment.objects.current().get(person=nurse)
    later = {"role": "practice_nurse", "sessions": "4", **day("from_on", clock.today() + timedelta(days=2))}
    answer = post_through_the_door(lead_client, url("change_post", practice, employment.pk), later)
    assert answer.context["form"].non_field_errors() == [
        "The post has ended by that day. Choose a day on or before its last day."
    ]


def test_a_new_lead_follows_the_former(lead_client: Client, practice: Practice) -> None:
    former, nurse = make.a_lead(practice), make.employed(practice)
    today = clock.today()
    lead_client.post(
        url("name_lead", practice), {"lead_role": "lead_nurse", "person": str(nurse.pk), **day("started_on", today)}
    )
    assert leads_of(practice, on=today)["lead_nurse"].person == nurse
    assert LeadPost.objects.current().get(person=former).ended_on == today


def test_only_people_of_the_practice_can_be_named(lead_client: Client, practice: Practice) -> None:
    stranger = make.employed(make.a_practice(make.a_network()))
    answer = lead_client.post(
        url("name_lead", practice),
        {"lead_role": "lead_nurse", "person": str(stranger.pk), **day("started_on", clock.today())},
    )
    assert answer.context["form"].errors == {
        "person": ["Select a valid choice. That choice is not one of the available choices."]
    }


def test_a_lead_post_may_fall_vacant(lead_client: Client, practice: Practice) -> None:
    nurse = make.a_lead(practice)
    post = LeadPost.objects.get(person=nurse)
    post_through_the_door(lead_client, url("end_lead", practice, post.pk), day("last_day", clock.today()))
    tomorrow = clock.today() + timedelta(days=1)
    assert [sorted(leads_of(practice, on=when)) for when in (clock.today(), tomorrow)] == [
        ["lead_gp", "lead_nurse"],
        ["lead_gp"],
    ]


def test_a_registration_is_checked_and_may_be_verified(lead_client: Client, practice: Practice, lead: Person) -> None:
    nurse = make.employed(practice)
    where = url("register_colleague", practice, nurse.pk)
    refused = lead_client.post(where, {"body": "nmc", "number": "1234"})
    assert refused.context["form"].errors == {
        "number": ["An NMC number is two digits, a letter, four and a letter, such as 99X9999X."]
    }
    lead_client.post(where, {"body": "nmc", "number": "99x9999x", "is_verified": "on"})
    kept = Registration.objects.get(person=nurse)
    assert (kept.number, kept.verified_on, kept.verified_by) == ("99X9999X", clock.today(), lead)


def test_an_invitation_can_be_sent_again_and_withdrawn(lead_client: Client, practice: Practice) -> None:
    lead_client.post(url("add_colleague", practice), typed())
    nurse = Person.objects.get(given_name="Ama")
    lead_client.post(url("invite", practice, nurse.pk))
    first, second = nurse.invitations.order_by("id")
    assert (first.withdrawn_at is None, second.withdrawn_at is None) == (False, True)
    answer = lead_client.post(url("withdraw_invitation", practice, nurse.pk), follow=True)
    second.refresh_from_db()
    assert second.withdrawn_at is not None
    assert "The invitation is withdrawn." in text_of(answer)
    drain(at=timezone.now)
    assert mail.outbox == []
    again = lead_client.post(url("withdraw_invitation", practice, nurse.pk), follow=True)
    assert "There is no open invitation to withdraw." in text_of(again)


def test_whoever_has_an_account_is_not_invited(lead_client: Client, practice: Practice) -> None:
    nurse = make.employed(practice)
    answer = lead_client.post(url("invite", practice, nurse.pk), follow=True)
    assert f"{nurse.name} has an account already, and needs no invitation." in text_of(answer)


def test_former_and_future_staff_are_shown_apart(lead_client: Client, practice: Practice) -> None:
    make.employed(practice, started_on=clock.today() + timedelta(days=30), person=make.a_person("Coming", "Soon"))
    gone = make.employed(practice, person=make.a_person("Long", "Gone"))
    employment = Employment.objects.get(person=gone)
    post_through_the_door(
        lead_client, url("end_post", practice, employment.pk), day("last_day", clock.today() - timedelta(days=1))
    )
    context = lead_client.get(url("people", practice)).context
    assert [[row[0].text for row in context["joining"].rows], [row[0] for row in context["former"].rows]] == [
        ["Coming Soon"],
        ["Long Gone"],
    ]


@pytest.mark.parametrize("name", ["people", "add_colleague", "name_lead"])
def test_another_practice_does_not_exist_for_a_lead(name: str, lead_client: Client) -> None:
    other = make.a_practice(make.a_network())
    assert lead_client.get(url(name, other)).status_code == 404


def test_a_lead_reaches_no_person_or_post_of_another_practice(lead_client: Client, practice: Practice) -> None:
    stranger = make.a_lead(make.a_practice(make.a_network()))
    employment, post = Employment.objects.get(person=stranger), LeadPost.objects.get(person=stranger)
    addresses = [
        url("staff_member", practice, stranger.pk),
        url("register_colleague", practice, stranger.pk),
        url("change_post", practice, employment.pk),
        url("end_post", practice, employment.pk),
        url("end_lead", practice, post.pk),
    ]
    assert [lead_client.get(address).status_code for address in addresses] == [404] * 5
    assert [lead_client.post(address, day("last_day", clock.today())).status_code for address in addresses[1:]] == [
        404
    ] * 4
    assert lead_client.post(url("invite", practice, stranger.pk)).status_code == 404


def test_a_nurse_sees_the_practice_but_does_not_keep_its_people(client: Client, practice: Practice) -> None:
    nurse = make.employed(practice)
    assert signed_in(client, nurse).get(url("people", practice)).status_code == 403


def test_the_programme_admin_keeps_the_people_of_the_network_s_practices(client: Client) -> None:
    network = make.a_network()
    own, foreign = make.a_practice(network), make.a_practice(make.a_network())
    admin = signed_in(client, make.a_programme_admin(network))
    assert [admin.get(url("people", each)).status_code for each in (own, foreign)] == [200, 404]


@pytest.mark.parametrize("staff", [1, 3, 30])
def test_the_list_of_people_takes_the_same_queries_whatever_its_length(
    staff: int, lead_client: Client, practice: Practice, django_assert_num_queries: Any
) -> None:
    for _ in range(staff):
        make.employed(practice)
    lead_client.get(url("people", practice))
    with django_assert_num_queries(PEOPLE_QUERIES):
        lead_client.get(url("people", practice))


PEOPLE_QUERIES = 14


def test_a_member_s_page_shows_their_posts_here(lead_client: Client, practice: Practice) -> None:
    nurse = make.a_lead(practice)
    answer = lead_client.get(url("staff_member", practice, nurse.pk))
    assert [[row[0] for row in answer.context[table].rows] for table in ("employments", "leads")] == [
        ["Practice nurse"],
        ["Lead nurse for diabetes"],
    ]


def test_the_e_mail_box_is_drawn_with_its_hint_and_keyboard(lead_client: Client, practice: Practice) -> None:
    page = lead_client.get(url("add_colleague", practice)).content.decode()
    box = re.search(r'<input[^>]*name="email"[^>]*>', page).group()
    assert ['type="email"' in box, "nhsuk-input" in box, "Without one there can be no account" in page] == [True] * 3


def test_the_pages_of_the_practice_are_listed_once(lead_client: Client, practice: Practice) -> None:
    page = lead_client.get(url("people", practice)).content.decode()
    assert page.count('aria-label="Practice"') == 1
