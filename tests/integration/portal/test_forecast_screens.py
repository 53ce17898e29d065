"""Forecast and what-if of one practice."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accreditation.rules.rescue.actions import KINDS
from cms import clock
from evidence.models import Entry
from jobs.operations import drain
from portal.forecasts.supposing import GROUPS, MISSING, TOGETHER, WhatIfForm
from portal.forecasts.wording import SENTENCES, WAYS
from practices.models import Practice
from tests.factories import courses
from tests.factories.accounts import signed_in
from tests.factories.accreditation import Team, a_framework, enrolled
from tests.factories.practices import LONG_AGO_AT, a_network, a_practice, an_officer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)
NOW = datetime.fromisoformat("2026-06-15T12:00:00+01:00")


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY


@pytest.fixture
def team(today: date) -> Team:
    """Everything met up to 30 September 2026, when the half-year ends without a visit."""
    network = a_network()
    practice = a_practice(network)
    team = Team(practice, network)
    enrolled(practice, a_framework(network))
    team.meets_everything()
    drain(at=lambda: LONG_AGO_AT)
    return team


@pytest.fixture
def practice(team: Team) -> Practice:
    return team.practice


def page(client: Client, practice: Practice, name: str, **asked: object) -> str:
    response = client.get(f"/practice/{practice.code}/{name}/", asked)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_first_line_says_what_to_do_next(client: Client, team: Team, practice: Practice) -> None:
    """The visit of the half-year, and a session for both before theirs runs out on 3 November."""
    courses.a_session(practice.network_memberships.get().network, team.specialist_nurse, NOW + timedelta(days=100))
    shown = page(signed_in(client, team.lead_gp), practice, "forecast")
    assert (
        "<strong>Agree a visit of the specialist team, about 6 July 2026, and give feedback after it, and two more "
        "things, so that the requirements hold past 15 December 2026.</strong>" in shown
    )
    assert "Nothing cheaper that is on offer would do." in shown
    assert "the requirements hold until 30 September 2026" in shown


def test_what_nothing_on_offer_would_meet_is_said(client: Client, team: Team, practice: Practice) -> None:
    shown = page(signed_in(client, team.lead_gp), practice, "forecast")
    assert "Talk to the network: nothing on offer now would meet" in shown
    assert "No further live session of “network education” in time has a place left" in shown


def test_who_must_not_go_is_named_with_a_way_to_try_it(client: Client, team: Team, practice: Practice) -> None:
    shown = page(signed_in(client, team.lead_gp), practice, "forecast")
    assert f"leaves={team.lead_nurse.key}&amp;leaves_on=2026-06-16" in shown
    assert team.lead_nurse.name in shown


def test_the_forecast_can_be_downloaded(client: Client, team: Team, practice: Practice) -> None:
    response = signed_in(client, team.lead_gp).get(f"/practice/{practice.code}/forecast/download.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode())))
    assert rows[0] == ["Forecast of", practice.code]
    kinds = {row[0] for row in rows[8:]}
    assert kinds == {"In the way", "Change", "Hangs on"}
    assert ["Change", "2026-10-01"] in [row[:2] for row in rows]


def test_a_practice_that_is_not_enrolled_has_nothing_to_foresee(client: Client, today: date) -> None:
    network = a_network()
    practice = a_practice(network)
    client = signed_in(client, an_officer(network))
    assert "Nothing to foresee yet" in page(client, practice, "forecast")
    assert "Nothing to compare yet" in page(client, practice, "what-if")
    assert client.get(f"/practice/{practice.code}/forecast/download.csv").status_code == 404


def test_what_if_shows_before_and_after(client: Client, team: Team, practice: Practice) -> None:
    asked = {"leaves": team.lead_nurse.key, "leaves_on": "2026-07-01"}
    shown = page(signed_in(client, team.lead_gp), practice, "what-if", **asked)
    assert (
        "The practice would be in grace from 1 July 2026 and meet the requirements until 28 September 2026; "
        "without it, until 30 September 2026." in shown
    )
    assert f"{team.lead_nurse.name} leaves: 1 July 2026 is the first day without them." in shown
    assert shown.count("As it would be") >= 3


def test_several_things_are_supposed_together(client: Client, team: Team, practice: Practice) -> None:
    asked = {
        "leaves": team.lead_nurse.key,
        "leaves_on": "2026-07-01",
        "joins": "practice_nurse",
        "joins_on": "2026-07-01",
        "joins_trained": "on",
        "held_on": "2026-07-20",
    }
    shown = page(signed_in(client, team.lead_gp), practice, "what-if", **asked)
    assert "Practice nurse joins on 1 July 2026, with the courses and sessions that are asked." in shown
    assert "A visit is held on 20 July 2026." in shown


def test_what_changes_nothing_is_said_so(client: Client, team: Team, practice: Practice) -> None:
    asked = {"measure": "list_size", "count": "9000", "counted_on": "2026-07-01"}
    shown = page(signed_in(client, team.lead_gp), practice, "what-if", **asked)
    assert "Nothing would change" in shown


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(client: Client, team: Team, practice: Practice) -> None:
    asked = {"away_from": "2026-07-01", "measure": "list_size"}
    shown = page(signed_in(client, team.lead_gp), practice, "what-if", **asked)
    assert all(sentence in shown for sentence in (MISSING["away"], MISSING["count"], MISSING["counted_on"]))
    assert 'value="2026-07-01"' in shown


def test_nobody_of_another_practice_can_be_supposed(client: Client, team: Team, practice: Practice) -> None:
    stranger = Team(a_practice(), a_network()).lead_nurse
    shown = page(signed_in(client, team.lead_gp), practice, "what-if", leaves=stranger.key, leaves_on="2026-07-01")
    assert f'value="{stranger.key}"' not in shown
    assert "As it would be" not in shown


@pytest.mark.parametrize("name", ["forecast", "what-if"])
def test_looking_ahead_writes_nothing(client: Client, team: Team, practice: Practice, name: str) -> None:
    client = signed_in(client, team.lead_gp)
    before = Entry.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page(client, practice, name, leaves=team.lead_nurse.key, leaves_on="2026-07-01", held_on="2026-07-20")
    writes = [each["sql"] for each in queries if re.match(r"(INSERT|UPDATE|DELETE)", each["sql"])]
    assert writes == []
    assert Entry.objects.count() == before


def test_every_field_of_the_form_stands_in_a_group_and_every_pair_has_its_sentence() -> None:
    assert {name for names in GROUPS.values() for name in names} == set(WhatIfForm.base_fields)
    assert {name for pair in TOGETHER for name in pair} == set(MISSING)


def test_everything_that_could_be_done_has_its_sentence_and_where_to_do_it() -> None:
    assert set(SENTENCES) == KINDS
    assert set(WAYS) == KINDS
