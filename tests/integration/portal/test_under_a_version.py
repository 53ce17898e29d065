"""A practice's page under a version of the framework that is asked for."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from accreditation import operations
from cms import clock
from practices.models import Network, Person, Practice
from tests.factories.accounts import signed_in
from tests.factories.accreditation import a_version, enrolled
from tests.factories.drafts import with_sessions
from tests.factories.practices import a_network, a_practice, an_officer, employed

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Practice:
    """Enrolled in a framework of two versions, the second in force from today."""
    network = a_network()
    practice = a_practice(network)
    first = a_version(network)
    enrolled(practice, first.framework)
    document = with_sessions(first.document, 3) | {"version": 2, "effective_from": clock.today().isoformat()}
    operations.publish_version(framework=first.framework, document=document, by=None, at=clock.now())
    return practice


def page(client: Client, practice: Practice, query: str = "") -> str:
    return unescape(signed_in(client, employed(practice)).get(f"/practice/{practice.code}/{query}").content.decode())


def test_the_page_says_which_version_and_offers_the_others(client: Client, practice: Practice) -> None:
    text = page(client, practice)
    assert "Version 2 governs this practice since" in text
    assert '<option value="1">Version 1, from 1 April 2024</option>' in text
    assert "At least three live sessions" in text
    former = page(client, practice, "?version=1")
    assert "You are looking at version 1, in force from 1 April 2024, which does not govern this practice" in former
    assert "At least one live session" in former


def test_proofs_are_of_the_version_that_is_looked_at(client: Client, practice: Practice) -> None:
    text = page(client, practice, "?version=1")
    address = f"/practice/{practice.code}/proof/trained-team/"
    assert f'href="{address}?version=1"' in text
    signed_in(client, employed(practice))
    proofs = [client.get(f"{address}{query}").content.decode() for query in ("", "?version=1")]
    assert ["three live sessions" in each for each in proofs] == [True, False]


def test_before_its_first_day_a_version_assesses_nobody(client: Client, practice: Practice) -> None:
    text = page(client, practice, "?version=2&as_of=2026-01-31")
    assert "Not assessed under this version" in text
    assert "Not met" not in text


def test_there_is_no_page_under_a_version_that_there_is_not(client: Client, practice: Practice) -> None:
    signed_in(client, employed(practice))
    for query in ("?version=7", "?version=last"):
        assert client.get(f"/practice/{practice.code}/{query}").status_code == 404


@pytest.fixture
def officer(practice: Practice) -> Person:
    return an_officer(Network.objects.get())


def test_the_register_is_shown_and_saved_under_a_version(client: Client, practice: Practice, officer: Person) -> None:
    operations.rebuild_standing(practice=practice)
    signed_in(client, officer)
    text = unescape(client.get("/register/?version=1").content.decode())
    assert "Every practice is shown under version 1" in text
    assert f"/practice/{practice.code}/?version=1" in text
    saved = client.get("/register/download.csv?version=1").content.decode()
    assert 'Framework version,"1 (asked for, whichever governs)"' in saved
    assert "Framework version,2" in client.get("/register/download.csv").content.decode()


def test_the_register_under_a_version_not_yet_in_force_assesses_nobody(
    client: Client, practice: Practice, officer: Person
) -> None:
    operations.rebuild_standing(practice=practice)
    signed_in(client, officer)
    text = unescape(client.get("/register/?version=2&as_of=2026-01-31").content.decode())
    assert "so no practice is assessed under it" in text
    saved = client.get("/register/download.csv?version=2&as_of=2026-01-31").content.decode()
    assert "Not assessed" in saved
    assert "Not met" not in saved
