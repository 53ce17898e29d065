"""A practice's page under a version of the framework that is asked for."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from accreditation import operations
from cms import clock
from practices.models import Practice
from tests.factories.accounts import signed_in
from tests.factories.accreditation import a_version, enrolled
from tests.factories.drafts import with_sessions
from tests.factories.practices import a_network, a_practice, employed

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
    assert "the version in force (2)" in text
    assert "At least three live sessions" in text
    former = page(client, practice, "?version=1")
    assert "Under one version" in former
    assert "At least one live session" in former


def test_there_is_no_page_under_a_version_that_there_is_not(client: Client, practice: Practice) -> None:
    signed_in(client, employed(practice))
    for query in ("?version=7", "?version=last"):
        assert client.get(f"/practice/{practice.code}/{query}").status_code == 404
