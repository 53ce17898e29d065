from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client

from practices.models import Network
from tests.factories.accounts import signed_in
from tests.factories.portal import a_published_framework, an_enrolled_practice, worked_out
from tests.factories.practices import a_network, a_practice, an_officer, employed

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    network = a_network()
    framework = a_published_framework(network)
    an_enrolled_practice(network, framework, "Quayside Surgery")
    a_practice(network, "=Hillside Surgery")
    worked_out()
    return network


@pytest.fixture
def officer(client: Client, network: Network) -> Client:
    return signed_in(client, an_officer(network))


def names_shown(response: object) -> list[str]:
    return [row.name for row in response.context["page"].object_list]  # type: ignore[attr-defined]


def test_every_practice_of_the_network_is_shown(officer: Client) -> None:
    assert names_shown(officer.get("/register/")) == ["Quayside Surgery", "=Hillside Surgery"]


def test_practices_of_another_network_are_not(officer: Client) -> None:
    a_practice(a_network("Elsewhere"), "Faraway Surgery")
    assert "Faraway Surgery" not in names_shown(officer.get("/register/"))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"status": "working_towards"}, ["Quayside Surgery"]),
        ({"status": "never"}, ["=Hillside Surgery"]),
        ({"named": "quay"}, ["Quayside Surgery"]),
        ({"named": "nowhere"}, []),
        ({"as_of": "2024-06-01"}, ["Quayside Surgery", "=Hillside Surgery"]),
    ],
)
def test_filters_keep_what_they_say(officer: Client, query: dict[str, str], names: list[str]) -> None:
    assert names_shown(officer.get("/register/", query)) == names


def test_a_date_that_is_none_comes_back_with_a_sentence(officer: Client) -> None:
    response = officer.get("/register/", {"as_of": "31/31/2026"})
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()


def test_the_download_holds_the_rows_shown_and_no_live_formula(officer: Client) -> None:
    text = officer.get("/register/download.csv", {"status": "never"}).content.decode()
    assert "'=Hillside Surgery" in text
    assert "Quayside" not in text


def test_the_workbook_holds_no_live_formula(officer: Client) -> None:
    content = officer.get("/register/download.xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    kinds = {cell.value: cell.data_type for line in sheet.iter_rows() for cell in line if cell.value}
    assert kinds["=Hillside Surgery"] == "s"


def test_a_nurse_has_no_register(client: Client, network: Network) -> None:
    nurse = employed(a_practice(network))
    assert signed_in(client, nurse).get("/register/").status_code == 403
