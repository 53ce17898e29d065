"""A practice that the directory closed is asked about; nothing follows by itself."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from practices import operations
from practices.directory.operations import import_file
from practices.directory.successors import Closed, closed_without_successor
from practices.models import Network, NetworkMembership, Person, Practice, PracticeRecord, Succession
from tests.factories.accounts import signed_in
from tests.factories.directory_files import a_practice_file, practice_line
from tests.factories.practices import LONG_AGO, LONG_AGO_AT, a_network, a_programme_admin

pytestmark = pytest.mark.django_db
TODAY, CLOSED = date(2026, 6, 15), date(2026, 4, 1)
OTHER = {"Organisation_Code": "X99002", "Name": "HARBOUR HOUSE", "Open_Date": "20260401"}


@pytest.fixture
def network() -> Network:
    return a_network()


@pytest.fixture
def admin(network: Network) -> Person:
    return a_programme_admin(network)


@pytest.fixture
def closed(network: Network, tmp_path: Path, now: datetime) -> Practice:
    """Imported open, in the network; then the next file says that it closed on 31 March 2026, and another is there."""
    first = a_practice_file(tmp_path, practice_line(), name="one.csv")
    import_file(kind="practices", path=first, by=None, at=LONG_AGO_AT, effective_on=LONG_AGO)
    practice = Practice.objects.get(code="X99001")
    operations.join_network(practice=practice, network=network, started_on=LONG_AGO, by=None, at=LONG_AGO_AT)
    gone = practice_line(Status_Code="C", Close_Date="20260331")
    second = a_practice_file(tmp_path, gone, practice_line(**OTHER), name="two.csv")
    import_file(kind="practices", path=second, by=None, at=now, effective_on=TODAY)
    return practice


def found(network: Network) -> list[tuple[str, date, list[str]]]:
    closed: list[Closed] = closed_without_successor(network.pk, on=TODAY)
    return [(each.code, each.closed_from, [other.code for other in each.candidates]) for each in closed]


def test_a_closed_practice_is_asked_about_with_the_practice_at_its_postcode(network: Network, closed: Practice) -> None:
    assert found(network) == [("X99001", CLOSED, ["X99002"])]
    [candidate] = closed_without_successor(network.pk, on=TODAY)[0].candidates
    assert candidate.why == "at the same postcode, opened on 1 April 2026"
    assert closed_without_successor(network.pk, on=date(2026, 3, 31)) == []
    assert not Succession.objects.exists()


def test_the_proposal_is_followed_by_a_person_and_then_asked_no_more(
    network: Network, closed: Practice, admin: Person, client: Client, now: datetime
) -> None:
    successor = Practice.objects.get(code="X99002")
    operations.join_network(practice=successor, network=network, started_on=CLOSED, by=None, at=now)
    client = signed_in(client, admin)
    door = f"{reverse('practices:succeed', args=['X99002'])}?predecessor=X99001&amp;on=2026-04-01"
    assert door in client.get(reverse("portal:programme")).content.decode()
    page = client.get(door.replace("&amp;", "&"))
    assert page.context["form"].initial == {"predecessor": "X99001", "how": "merged", "on": CLOSED}
    assert not Succession.objects.exists()
    typed: dict[str, Any] = {"predecessor": "X99001", "how": "merged", "on_day": 1, "on_month": 4, "on_year": 2026}
    assert client.post(reverse("practices:succeed", args=["X99002"]), typed).status_code == 302
    assert (Succession.objects.get().practice, Succession.objects.get().predecessor) == (successor, closed)
    assert found(network) == []
    ended = NetworkMembership.objects.current().get(practice=closed)
    assert ended.ended_on == CLOSED
    records = PracticeRecord.objects.current().filter(practice=closed).order_by("started_on")
    assert [(each.status, each.started_on) for each in records] == [("A", date(1974, 4, 1)), ("C", CLOSED)]


def test_a_practice_that_left_the_network_is_not_asked_about(
    network: Network, closed: Practice, admin: Person, now: datetime
) -> None:
    membership = NetworkMembership.objects.current().get(practice=closed)
    operations.leave_network(membership=membership, ended_on=CLOSED, by=admin, at=now)
    assert found(network) == []


@pytest.mark.parametrize("count", [1, 3, 30])
def test_as_many_questions_for_one_as_for_many(
    count: int, network: Network, tmp_path: Path, now: datetime, django_assert_num_queries: Any
) -> None:
    codes = [f"X98{number:03d}" for number in range(count)]
    path = a_practice_file(tmp_path, *(practice_line(Organisation_Code=code) for code in codes), name="one.csv")
    import_file(kind="practices", path=path, by=None, at=LONG_AGO_AT, effective_on=LONG_AGO)
    for practice in Practice.objects.filter(code__in=codes):
        operations.join_network(practice=practice, network=network, started_on=LONG_AGO, by=None, at=LONG_AGO_AT)
    gone = (practice_line(Organisation_Code=code, Status_Code="C", Close_Date="20260331") for code in codes)
    path = a_practice_file(tmp_path, *gone, name="two.csv")
    import_file(kind="practices", path=path, by=None, at=now, effective_on=TODAY)
    with django_assert_num_queries(2):
        assert len(closed_without_successor(network.pk, on=TODAY)) == count
