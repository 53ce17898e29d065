from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from evidence import offline
from evidence.models import Entry, Leaf
from evidence.sealing import seal_ledger
from practices.models import Practice
from tests.factories.accounts import signed_in
from tests.factories.practices import a_network, a_practice, an_officer, employed
from tests.integration.portal.test_screens import DAY, completed
from tests.tampering.edits import execute, unguarded

pytestmark = pytest.mark.django_db
COURSES = ("insulin-safety", "annual-review-foot", "foot-screening")


@pytest.fixture
def practice() -> Practice:
    return a_practice(a_network())


@pytest.fixture
def entries(practice: Practice, now: datetime) -> list[Entry]:
    """Each sealed under a head of its own."""
    nurse = employed(practice)
    for number, course in enumerate(COURSES):
        completed(nurse, course, DAY, now)
        seal_ledger(at=now + timedelta(minutes=number))
    return list(Entry.objects.order_by("pk"))


@pytest.fixture
def officer(client: Client, practice: Practice) -> Client:
    return signed_in(client, an_officer(practice.network_memberships.get().network))


def page_of(practice: Practice, entry: Entry, asked: str = "") -> str:
    return reverse("portal:entry", args=[practice.code, entry.pk]) + asked


def proof_of(client: Client, practice: Practice, entry: Entry, asked: str = "") -> dict:
    response = client.get(reverse("portal:entry_proof", args=[practice.code, entry.pk]) + asked)
    assert response.status_code == 200
    return json.loads(response.content)


def test_the_proof_of_an_entry_and_a_kept_head_fit_offline(
    officer: Client, practice: Practice, entries: list[Entry]
) -> None:
    heads = [json.loads(officer.get(reverse("portal:head", args=[number])).content) for number in (1, 2, 3)]
    offline.check_proof(proof_of(officer, practice, entries[0]), heads[2])
    offline.check_proof(proof_of(officer, practice, entries[0], "?kept=2"), heads[1])
    newer_than_the_head = proof_of(officer, practice, entries[2], "?kept=1")
    assert newer_than_the_head["head"] == heads[2]
    offline.check_proof(newer_than_the_head, heads[0])


def test_the_entry_page_says_where_it_was_sealed(officer: Client, practice: Practice, entries: list[Entry]) -> None:
    content = officer.get(page_of(practice, entries[1])).content.decode()
    assert "Course “annual review foot” completed with 90 per cent" in content
    assert "as number 1, under head 2" in content


def test_a_head_that_is_not_there_comes_back_with_a_sentence(
    officer: Client, practice: Practice, entries: list[Entry]
) -> None:
    content = officer.get(page_of(practice, entries[0], "?kept=77")).content.decode()
    assert "There is no head 77. The latest is 3." in content
    assert 'value="77"' in content


def test_an_entry_that_waits_has_no_proof_yet(officer: Client, practice: Practice, now: datetime) -> None:
    completed(employed(practice), "insulin-safety", DAY, now)
    entry = Entry.objects.get()
    assert "It waits to be sealed" in officer.get(page_of(practice, entry)).content.decode()
    assert officer.get(reverse("portal:entry_proof", args=[practice.code, entry.pk])).status_code == 404


def test_an_entry_of_somebody_who_never_worked_here_is_not_shown(
    officer: Client, practice: Practice, now: datetime
) -> None:
    network = practice.network_memberships.get().network
    completed(employed(a_practice(network)), "insulin-safety", DAY, now)
    assert officer.get(page_of(practice, Entry.objects.get())).status_code == 404


def test_a_changed_entry_gets_no_proof_but_a_sentence(
    officer: Client, practice: Practice, entries: list[Entry]
) -> None:
    with unguarded():
        execute("UPDATE evidence_entry SET happened_on = '2020-01-01' WHERE id = %s", entries[0].pk)
    response = officer.get(reverse("portal:entry_proof", args=[practice.code, entries[0].pk]))
    assert response.status_code == 403
    assert "the ledger does not fit its seals" in response.content.decode()


def test_the_page_of_seals_shows_the_last_head_and_what_waits(
    officer: Client, practice: Practice, entries: list[Entry], now: datetime
) -> None:
    completed(employed(practice), "insulin-safety", DAY, now)
    content = officer.get(reverse("portal:seals")).content.decode()
    assert '<h2 class="nhsuk-heading-m">Head 3</h2>' in content
    assert "3 entries and voids. 1 wait for the next." in content
    assert Leaf.objects.count() == 3


def test_anybody_may_have_the_verifier(client: Client) -> None:
    response = client.get(reverse("portal:verifier"))
    assert b"standard library only" in response.content
    assert response["Content-Disposition"] == 'attachment; filename="offline.py"'
