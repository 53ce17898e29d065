"""How a version follows on the one before is chosen where it is published, and said where it is read."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accreditation import operations
from accreditation.models import Draft, FrameworkVersion
from cms import clock
from practices.models import Network
from tests.factories.accounts import signed_in
from tests.factories.drafts import a_draft_of, rehearsed
from tests.factories.practices import a_consultant, a_network, a_specialist_nurse, an_officer
from tests.factories.versions import a_first_version


@pytest.fixture
def network(db: None) -> Network:
    return a_network()


@pytest.fixture
def draft(network: Network) -> Draft:
    """Of a second version, with the commissioner."""
    first = a_first_version(network).versions.get()
    author, lead, now = a_consultant(network), a_specialist_nurse(network), clock.now()
    draft = a_draft_of(first, author, now)
    rehearsed(draft, author, now)
    operations.move_draft(draft=draft, kind="submit", comment="", by=author, at=now)
    return operations.move_draft(draft=draft, kind="endorse", comment="", by=lead, at=now)


def test_whoever_publishes_says_how_practices_move(client: Client, network: Network, draft: Draft) -> None:
    signed_in(client, an_officer(network))
    address = reverse("accreditation:draft", args=[draft.pk])
    assert "From when this version counts" in client.get(address).content.decode()
    starts = draft.document["effective_from"]
    said = {"kind": "publish", "comment": "", "transition": "until_renewal"}
    year = str(int(starts[:4]) - 1)
    refused = client.post(
        address, {**said, "last_former_day_day": "1", "last_former_day_month": "4", "last_former_day_year": year}
    )
    assert "cannot end before" in refused.content.decode()
    client.post(address, said)
    version = FrameworkVersion.objects.get(number=2)
    assert (version.transition, version.former_until) == ("until_renewal", None)
    sentence = "version 2 counts for each practice from its next award or renewal"
    for page in ("framework", "compare"):
        query = {"version": "2"} if page == "framework" else {}
        text = client.get(reverse(f"accreditation:{page}", args=[draft.code]), query).content.decode()
        assert sentence in unescape(text)


def test_the_last_day_that_is_typed_is_included(client: Client, network: Network, draft: Draft) -> None:
    signed_in(client, an_officer(network))
    last = clock.today() + timedelta(days=800)
    day, month, year = str(last.day), str(last.month), str(last.year)
    said = {"kind": "publish", "comment": "", "transition": "whichever_better"}
    boxes = {"last_former_day_day": day, "last_former_day_month": month, "last_former_day_year": year}
    client.post(reverse("accreditation:draft", args=[draft.pk]), said | boxes)
    version = FrameworkVersion.objects.get(number=2)
    assert version.former_until == last + timedelta(days=1)
