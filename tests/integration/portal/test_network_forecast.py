"""Who lapses within 90 days, for a commissioner and a specialist; and the register's filter of the same."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime

import pytest
from django.test import Client

from accreditation import operations
from accreditation.enums import DecisionKind, ReasonCode
from cms import clock
from jobs.operations import drain
from practices.models import Network, Practice
from tests.factories.accounts import signed_in
from tests.factories.accreditation import Team, a_framework, enrolled
from tests.factories.practices import a_consultant, a_network, a_practice, an_officer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 15)
NOW = datetime.fromisoformat("2026-07-15T12:00:00+01:00")


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return a_network()


@pytest.fixture
def practice(network: Network) -> Practice:
    """Accredited, and everything met up to 30 September; beside one that holds no award."""
    framework = a_framework(network)
    practice = a_practice(network, "Quayside Surgery")
    enrolled(practice, framework)
    Team(practice, network).meets_everything()
    enrolled(a_practice(network, "Millpond Practice"), framework)
    drain(at=lambda: NOW)
    operations.decide(
        practice=practice,
        framework=framework,
        kind=DecisionKind.GRANT,
        reason_code=ReasonCode.REQUIREMENTS_MET,
        effective_on=date(2026, 6, 1),
        no_conflict_declared=True,
        by=an_officer(network),
        at=NOW,
    )
    drain(at=lambda: NOW)
    return practice


def test_who_ends_soon_is_listed_with_what_goes_first_and_what_to_do(
    client: Client, network: Network, practice: Practice
) -> None:
    shown = signed_in(client, a_consultant(network)).get("/forecast/").content.decode()
    text = re.sub(r"\s+", " ", shown)
    assert "1 accredited practice plainly meets the requirements for less than 90 more days" in text
    assert f'href="/practice/{practice.code}/forecast/"' in text
    assert "30 September 2026" in text
    assert "Visits by the specialist team: what was due by 30 September 2026 is not there." in text
    assert "Millpond Practice" not in text


def test_it_can_be_downloaded_with_whom_it_hangs_on(client: Client, network: Network, practice: Practice) -> None:
    response = signed_in(client, an_officer(network)).get("/forecast/download.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode())))
    (row,) = [each for each in rows if each and each[0] == practice.code]
    assert row[1:5] == ["Quayside Surgery", "Accredited", "2026-09-30", "2026-09-30"]
    assert len(row[6].split(", ")) == 2


def test_of_another_network_nothing_is_listed(client: Client, practice: Practice) -> None:
    elsewhere = a_network("Elsewhere")
    a_framework(elsewhere)
    shown = signed_in(client, an_officer(elsewhere)).get("/forecast/").content.decode()
    assert practice.code not in shown
    assert "No accredited practice lapses within 90 days." in shown


@pytest.mark.parametrize(("within", "is_shown"), [("60", False), ("90", True), ("", True)])
def test_the_register_keeps_what_ends_within_so_many_days(
    client: Client, network: Network, practice: Practice, within: str, is_shown: bool
) -> None:
    shown = signed_in(client, an_officer(network)).get("/register/", {"within": within}).content.decode()
    assert (practice.code in shown) == is_shown
