"""The tree in the editor: what is sent is kept, what is refused is not lost, the words follow without storing."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client
from wagtail import blocks

from accreditation.models import Draft
from accreditation.studio.blocks import framework_block
from accreditation.studio.writing import to_raw
from cms import clock
from practices.models import Network, Person
from tests.factories.accounts import signed_in
from tests.factories.drafts import a_draft, changed
from tests.factories.practices import a_consultant

pytestmark = pytest.mark.django_db
TOP = "framework-0-value"


@pytest.fixture
def author(network: Network) -> Person:
    return a_consultant(network)


@pytest.fixture
def draft(network: Network, author: Person) -> Draft:
    return a_draft(network, author, clock.now(), code="another-les")


def sent(draft: Draft, **typed: str) -> dict[str, str]:
    """What the browser sends for the draft, with some fields of the framework typed over."""
    block = framework_block()
    data = dict(_sent(block, block.to_python(to_raw(draft.document)), "framework"))
    data |= {f"{TOP}-{name}": text for name, text in typed.items()}
    return {**data, "revision": str(draft.revision)}


def _sent(block: blocks.Block, value: Any, prefix: str) -> list[tuple[str, str]]:
    if isinstance(block, blocks.StructBlock):
        children = block.child_blocks.items()
        return [pair for name, child in children for pair in _sent(child, value[name], f"{prefix}-{name}")]
    if isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        items = list(value if isinstance(block, blocks.StreamBlock) else value.bound_blocks)
        data = [(f"{prefix}-count", str(len(items)))]
        for index, item in enumerate(items):
            here = f"{prefix}-{index}"
            data += [(f"{here}-deleted", ""), (f"{here}-order", str(index)), (f"{here}-id", "")]
            data += [(f"{here}-type", getattr(item, "block_type", "item"))]
            data += _sent(item.block, item.value, f"{here}-value")
        return data
    assert isinstance(block, blocks.FieldBlock)
    shown = block.field.prepare_value(block.value_for_form(value))
    return [(prefix, "" if shown is None else str(shown))]


def test_what_is_sent_unchanged_changes_nothing(client: Client, draft: Draft, author: Person) -> None:
    response = signed_in(client, author).post(f"/admin/studio/{draft.pk}/", sent(draft))
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.revision == 1


def test_what_is_not_finished_is_kept_and_said_at_its_block(client: Client, draft: Draft, author: Person) -> None:
    response = signed_in(client, author).post(
        f"/admin/studio/{draft.pk}/", sent(draft, contract_year_start="31-12", entry_months="6"), follow=True
    )
    draft.refresh_from_db()
    assert (draft.document["contract_year_start"], draft.document["entry_months"]) == ("31-12", 6)
    assert "Contract year start must be a month and a day up to 28" in unescape(response.content.decode())


def test_what_another_has_changed_meanwhile_is_not_written_over_and_nothing_typed_is_lost(
    client: Client, draft: Draft, author: Person, network: Network
) -> None:
    data = sent(draft, title="Mine")
    theirs = changed(draft, a_consultant(network), clock.now(), title="Theirs")
    page = signed_in(client, author).post(f"/admin/studio/{draft.pk}/", data)
    text = unescape(page.content.decode())
    assert "changed the draft while you were writing" in text
    assert '"title": "Mine"' in text
    draft.refresh_from_db()
    assert draft.title == "Theirs"
    client.post(f"/admin/studio/{draft.pk}/", data | {"revision": str(theirs.revision)})
    draft.refresh_from_db()
    assert draft.title == "Mine"


def test_an_identifier_is_refused_and_given_back(client: Client, draft: Draft, author: Person) -> None:
    data = sent(draft, title="For 943 476 5919")
    text = unescape(signed_in(client, author).post(f"/admin/studio/{draft.pk}/", data).content.decode())
    assert "Nothing of it was stored." in text
    assert '"title": "For 943 476 5919"' in text
    draft.refresh_from_db()
    assert "943" not in draft.title


def test_the_words_follow_what_is_written_and_nothing_is_stored(client: Client, draft: Draft, author: Person) -> None:
    place = "tiers-0-value-requirement-0-value-requirements-0-value-spacing_days"
    response = signed_in(client, author).post(f"/admin/studio/{draft.pk}/words/", sent(draft, **{place: "120"}))
    assert "at least 120 days apart" in response.content.decode()
    draft.refresh_from_db()
    assert (draft.revision, draft.steps.count()) == (1, 1)
