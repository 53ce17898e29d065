"""Who works for a network and which practices belong to it, as its programme admin keeps them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms import clock
from jobs.operations import drain
from practices import operations
from practices.enums import NetworkRole, Profession
from practices.models import Appointment, Network, NetworkMembership, Person, Practice, PracticeRecord
from tests.factories import practices as make
from tests.factories.accounts import signed_in
from tests.integration.practices.test_people_screens import day, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return make.a_network()


@pytest.fixture
def admin(client: Client, network: Network) -> Client:
    return signed_in(client, make.a_programme_admin(network))


def url(name: str, network: Network, *more: Any) -> str:
    return reverse(f"practices:{name}", args=[network.code, *more])


def typed(**changes: str) -> dict[str, str]:
    return {
        "given_name": "Rosa",
        "family_name": "Okafor",
        "email": "rosa.okafor@example.test",
        "role": "specialist",
        "profession": "consultant",
        "invite": "on",
        **day("started_on", clock.today()),
        **changes,
    }


def test_a_specialist_is_appointed_and_invited(admin: Client, network: Network) -> None:
    answer = admin.post(url("appoint", network), typed(), follow=True)
    drain(at=timezone.now)
    assert "Rosa Okafor is on the list. An invitation is on its way" in text_of(answer)
    held = Appointment.objects.get(person__given_name="Rosa")
    assert (held.role, held.profession, held.started_on) == ("specialist", "consultant", clock.today())
    assert [message.to for message in mail.outbox] == [["rosa.okafor@example.test"]]


def test_whoever_may_edit_is_let_into_the_editor_on_accepting(admin: Client, network: Network) -> None:
    admin.post(url("appoint", network), typed(role="editor", profession=""))
    drain(at=timezone.now)
    address = re.search(r"/accounts/invitation/\S+", mail.outbox[0].body).group()
    Client().post(address, {"password": "three words of mine"})
    groups = Person.objects.get(given_name="Rosa").user.groups
    assert list(groups.values_list("name", flat=True)) == ["Editors"]


@pytest.mark.parametrize(
    ("role", "groups"),
    [("specialist", ["Editors"]), ("editor", ["Editors"]), ("programme_admin", ["Editors"]), ("commissioner", [])],
)
def test_an_appointment_opens_the_editor_to_those_who_write(role: str, groups: list[str], network: Network) -> None:
    person = make.appointed(network, role, Profession.CONSULTANT)
    assert list(person.user.groups.values_list("name", flat=True)) == groups


def test_the_editor_is_closed_again_when_the_last_such_appointment_has_ended(network: Network, now: Any) -> None:
    person = make.appointed(network, NetworkRole.EDITOR)
    make.appointed(network, NetworkRole.SPECIALIST, Profession.CONSULTANT, person=person)
    for appointment, left in zip(Appointment.objects.filter(person=person).order_by("id"), (1, 0), strict=True):
        operations.end_appointment(appointment=appointment, ended_on=date(2026, 6, 1), by=None, at=now)
        assert person.user.groups.count() == left
    assert Group.objects.filter(name="Editors").count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"profession": ""}, "profession", "Choose the specialist's profession: visits and clinics count by it."),
        (
            {"role": "commissioner", "commissioner": "77X"},
            "commissioner",
            "No commissioner 77X is known here. Check the code.",
        ),
        ({"commissioner": "99Z"}, "commissioner", "Leave this empty: only a commissioner's view can be narrowed."),
    ],
)
def test_an_appointment_that_makes_no_sense_is_refused(
    changes: dict[str, str], field: str, sentence: str, admin: Client, network: Network
) -> None:
    make.a_commissioner()
    answer = admin.post(url("appoint", network), typed(**changes))
    assert answer.context["form"].errors == {field: [sentence]}
    assert 'value="Rosa"' in answer.content.decode()


def test_a_commissioner_s_view_can_be_narrowed_to_one_body(admin: Client, network: Network) -> None:
    body = make.a_commissioner()
    admin.post(url("appoint", network), typed(role="commissioner", profession="", commissioner="99z"))
    assert Appointment.objects.get(person__given_name="Rosa").commissioner == body


def test_an_appointment_ends_after_its_last_day(admin: Client, network: Network) -> None:
    appointment = Appointment.objects.get(person=make.a_consultant(network))
    last = clock.today() + timedelta(days=10)
    admin.post(url("end_appointment", network, appointment.pk), day("last_day", last))
    ended = Appointment.objects.current().get(person=appointment.person)
    assert ended.ended_on == last + timedelta(days=1)
    refused = admin.post(url("end_appointment", network, ended.pk), day("last_day", make.LONG_AGO - timedelta(days=1)))
    assert refused.context["form"].errors == {"last_day": ["The last day has to be on or after the first day."]}


def test_an_appointed_person_s_invitation_can_be_sent_and_withdrawn(admin: Client, network: Network) -> None:
    person = make.appointed(network, "editor", person=make.a_person("Ines", "Late", with_account=False))
    appointment = Appointment.objects.get(person=person)
    words = [
        text_of(admin.post(url(name, network, appointment.pk), follow=True))
        for name in ("invite_appointed", "withdraw_appointed", "withdraw_appointed")
    ]
    assert f"An invitation is on its way to {person.email}." in words[0]
    assert "The invitation is withdrawn." in words[1]
    assert "There is no open invitation to withdraw." in words[2]


def test_a_practice_of_the_directory_joins_the_network(admin: Client, network: Network) -> None:
    practice = make.a_practice()
    today = clock.today()
    answer = admin.post(
        url("add_practice", network), {"code": practice.code.lower(), **day("started_on", today)}, follow=True
    )
    assert "Quayside Surgery belongs to" in text_of(answer)
    membership = NetworkMembership.objects.get(practice=practice)
    assert (membership.network, membership.started_on) == (network, today)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            "K123",
            "A practice code is a letter and five digits, such as A81001 "
            "(Channel Islands: three letters and three digits).",
        ),
        ("K99999", "No practice K99999 is known here. Check the code, import the practice file, or open it by hand."),
    ],
)
def test_a_practice_that_is_not_there_cannot_join(code: str, sentence: str, admin: Client, network: Network) -> None:
    answer = admin.post(url("add_practice", network), {"code": code, **day("started_on", clock.today())})
    assert answer.context["form"].errors == {"code": [sentence]}


def test_a_practice_of_another_network_is_not_taken_from_it(admin: Client, network: Network) -> None:
    other = make.a_network("The Others")
    practice = make.a_practice(other)
    answer = admin.post(url("add_practice", network), {"code": practice.code, **day("started_on", clock.today())})
    assert answer.context["form"].errors == {
        "code": [
            "The practice belongs to another network on that day. Ask that network's programme to let it leave first."
        ]
    }
    assert "The Others" not in text_of(answer)
    assert NetworkMembership.objects.get(practice=practice).network == other


def test_a_practice_is_opened_by_hand(admin: Client, network: Network) -> None:
    make.a_commissioner()
    sent = {"code": "y99001", "name": "New Quay Surgery", "postcode": "zz1  1zz", "commissioner": "99z"}
    answer = admin.post(url("open_practice", network), {**sent, **day("started_on", clock.today())})
    record = PracticeRecord.objects.get(practice__code="Y99001")
    assert (answer.status_code, answer.url) == (302, reverse("practices:people", args=["Y99001"]))
    assert (record.name, record.postcode, record.commissioner.code, record.is_gp_practice) == (
        "New Quay Surgery",
        "ZZ1 1ZZ",
        "99Z",
        True,
    )
    assert (record.practice.is_invented, NetworkMembership.objects.get().network) == (False, network)


@pytest.mark.parametrize(("code", "is_invented"), [("Z00001", ""), ("Y99001", "on")])
def test_an_invented_practice_cannot_pass_for_a_real_one(
    code: str, is_invented: str, admin: Client, network: Network
) -> None:
    sent = {"code": code, "name": "New Quay", "is_invented": is_invented, **day("started_on", clock.today())}
    answer = admin.post(url("open_practice", network), sent)
    assert answer.context["form"].errors == {
        "code": ["Codes that begin with Z are for invented practices, and only those."]
    }
    assert Practice.objects.filter(code=code).count() == 0


def test_a_code_that_is_taken_is_refused(admin: Client, network: Network) -> None:
    practice = make.a_practice()
    sent = {"code": practice.code, "name": "Again", "is_invented": "on", **day("started_on", clock.today())}
    assert admin.post(url("open_practice", network), sent).context["form"].errors == {
        "code": [f"There is a practice {practice.code} already. Add it to the network instead."]
    }


def test_a_practice_leaves_after_its_last_day(admin: Client, network: Network) -> None:
    membership = NetworkMembership.objects.get(practice=make.a_practice(network))
    admin.post(url("leave", network, membership.pk), day("last_day", clock.today()))
    assert NetworkMembership.objects.current().get().ended_on == clock.today() + timedelta(days=1)
    assert [row[3] for row in admin.get(url("network_practices", network)).context["practices"].rows] == ["Is leaving"]


def test_another_network_does_not_exist_for_an_admin(admin: Client) -> None:
    other = make.a_network("The Others")
    appointment = Appointment.objects.get(person=make.a_consultant(other))
    membership = NetworkMembership.objects.get(practice=make.a_practice(other))
    addresses = [
        *(
            url(name, other)
            for name in ("network_people", "appoint", "network_practices", "add_practice", "open_practice")
        ),
        *(url(name, other, appointment.pk) for name in ("appointment", "end_appointment")),
        url("leave", other, membership.pk),
    ]
    assert [admin.get(address).status_code for address in addresses] == [404] * 8


def test_an_appointment_of_another_network_is_not_found_under_one_s_own(admin: Client, network: Network) -> None:
    foreign = Appointment.objects.get(person=make.a_consultant(make.a_network()))
    assert admin.get(url("appointment", network, foreign.pk)).status_code == 404


@pytest.mark.parametrize("person", ["a_consultant", "an_officer"])
def test_others_of_the_network_may_not_manage_it(person: str, client: Client, network: Network) -> None:
    signed_in(client, getattr(make, person)(network))
    assert [client.get(url(name, network)).status_code for name in ("network_people", "network_practices")] == [
        403,
        403,
    ]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_network_s_lists_take_the_same_queries_whatever_their_length(
    count: int, admin: Client, network: Network, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        make.a_practice(network)
        make.a_consultant(network)
    admin.get(url("network_people", network))
    with django_assert_num_queries(NETWORK_PEOPLE_QUERIES):
        admin.get(url("network_people", network))
    with django_assert_num_queries(NETWORK_PRACTICES_QUERIES):
        admin.get(url("network_practices", network))


NETWORK_PEOPLE_QUERIES = 7
NETWORK_PRACTICES_QUERIES = 6
