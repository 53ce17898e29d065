"""Searching the practice directory, and looking at one practice of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import practices as make
from tests.factories.accounts import signed_in
from tests.factories.directory_files import a_practice_file, practice_line
from tests.integration.practices.conftest import Import
from tests.integration.practices.test_people_screens import text_of

pytestmark = pytest.mark.django_db
DIRECTORY = "/practices/"


@pytest.fixture
def admin(client: Client) -> Client:
    return signed_in(client, make.a_programme_admin(make.a_network()))


@pytest.fixture
def directory(tmp_path: Path, imported: Import) -> None:
    lines = [
        practice_line(),
        practice_line(Organisation_Code="X99002", Name="HIGH STREET SURGERY", Postcode="ZZ2 2ZZ"),
        practice_line(Organisation_Code="X99003", Name="HIGH STREET SURGERY", Status_Code="C", Close_Date="20200331"),
        practice_line(Organisation_Code="X88004", Name="PRISON HEALTH", Prescribing_Setting="25"),
    ]
    imported(a_practice_file(tmp_path, *lines))


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["X88004", "X99001", "X99002", "X99003"]),
        ("q=high street", ["X99002", "X99003"]),
        ("q=x9900", ["X99001", "X99002", "X99003"]),
        ("q=zz2", ["X99002"]),
        ("q=nowhere", []),
        ("status=C", ["X99003"]),
        ("q=high&status=A", ["X99002"]),
        ("gp_only=on", ["X99001", "X99002", "X99003"]),
        ("status=nonsense", ["X88004", "X99001", "X99002", "X99003"]),
    ],
)
def test_practices_are_found_by_name_code_postcode_and_status(query: str, codes: list[str], admin: Client) -> None:
    answer = admin.get(f"{DIRECTORY}?{query}")
    assert [row[1] for row in answer.context["practices"].rows] == codes


def test_long_lists_have_pages_of_twenty_five(tmp_path: Path, imported: Import, admin: Client) -> None:
    imported(a_practice_file(tmp_path, *(practice_line(Organisation_Code=f"X{n:05d}") for n in range(60))))
    pages = [admin.get(f"{DIRECTORY}?q=quay&page={page}") for page in (1, 3, 99)]
    assert [len(page.context["practices"].rows) for page in pages] == [25, 10, 10]
    assert "?q=quay&amp;page=2" in pages[0].content.decode()


@pytest.mark.usefixtures("directory")
def test_a_practice_s_page_shows_its_history(tmp_path: Path, imported: Import, admin: Client) -> None:
    imported(a_practice_file(tmp_path, practice_line(Name="HARBOUR SURGERY")), effective_on=date(2025, 10, 15))
    answer = admin.get(reverse("practices:practice", args=["X99001"]))
    assert [row[1] for row in answer.context["history"].rows] == ["HARBOUR SURGERY", "QUAYSIDE SURGERY"]
    assert "1 April 1974 to 14 October 2025" in text_of(answer)
    assert "Open Government Licence v3.0" in text_of(answer)


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize("person", ["a_consultant", "an_officer"])
def test_the_directory_is_the_programme_admin_s(person: str, client: Client) -> None:
    signed_in(client, getattr(make, person)(make.a_network()))
    addresses = [DIRECTORY, reverse("practices:practice", args=["X99001"]), reverse("practices:imports")]
    assert [client.get(address).status_code for address in addresses] == [403, 403, 403]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_search_takes_the_same_queries_however_much_it_finds(
    count: int, tmp_path: Path, imported: Import, admin: Client, django_assert_num_queries: Any
) -> None:
    imported(a_practice_file(tmp_path, *(practice_line(Organisation_Code=f"X{n:05d}") for n in range(count))))
    admin.get(DIRECTORY)
    with django_assert_num_queries(SEARCH_QUERIES):
        admin.get(DIRECTORY)


SEARCH_QUERIES = 5
