"""A screen asks the database as often for thirty practices as for one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from practices.models import Person
from tests.factories.accounts import signed_in
from tests.factories.portal import a_published_framework, an_enrolled_practice, worked_out
from tests.factories.practices import a_consultant, a_network, an_officer

pytestmark = pytest.mark.django_db


def _screen_of(client: Client, role: str, practices: int) -> tuple[Client, Person]:
    network = a_network()
    framework = a_published_framework(network)
    for number in range(practices):
        an_enrolled_practice(network, framework, f"Surgery {number}")
    worked_out()
    person = an_officer(network) if role == "officer" else a_consultant(network)
    return signed_in(client, person), person


@pytest.mark.parametrize("practices", [1, 3, 30])
@pytest.mark.parametrize(("role", "path", "queries"), [("officer", "/register/", 14), ("specialist", "/desk/", 16)])
def test_queries_do_not_grow_with_the_practices(
    client: Client, django_assert_num_queries: Any, role: str, path: str, queries: int, practices: int
) -> None:
    client, _ = _screen_of(client, role, practices)
    client.get(path)
    with django_assert_num_queries(queries):
        response = client.get(path)
    assert response.status_code == 200
