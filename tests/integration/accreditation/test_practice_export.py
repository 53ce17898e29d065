"""What a practice's standing rests on, as an archive: the same bytes for the same day and moment, and no names."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accreditation import operations
from accreditation.models import Framework
from accreditation.practice_export import practice_export
from accreditation.queries import standing_of
from evidence.enums import VoidReason
from evidence.models import Entry
from evidence.operations import void
from practices import operations as people
from practices.models import Employment, Practice
from tests.factories.accounts import signed_in
from tests.factories.accreditation import Team

JUNE = date(2026, 6, 15)
LATER = timedelta(days=1)


@pytest.fixture
def met(team: Team) -> Team:
    team.meets_everything()
    return team


def export(practice: Practice, framework: Framework, known_at: datetime) -> bytes:
    return practice_export(standing_of(practice, framework, as_of=JUNE, known_at=known_at))


def read(archive: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name).decode()


def test_what_is_learned_later_does_not_change_a_byte(
    met: Team, framework: Framework, now: datetime, client: Client
) -> None:
    before = export(met.practice, framework, now)
    void(
        Entry.objects.filter(kind="visit.held").latest("pk"),
        reason=VoidReason.ENTERED_IN_ERROR,
        by=met.consultant,
        at=now + LATER,
    )
    people.end_employment(
        employment=Employment.objects.current().get(person=met.lead_nurse), ended_on=JUNE, by=None, at=now + LATER
    )
    operations.record_external(
        practice=met.practice,
        happened_on=JUNE,
        scheme="cqc",
        value="good",
        level=None,
        by=met.consultant,
        at=now + LATER,
    )
    assert export(met.practice, framework, now) == before
    assert export(met.practice, framework, now + LATER) != before


def test_it_holds_the_rules_the_verdicts_and_every_entry_and_names_nobody(
    met: Team, framework: Framework, now: datetime
) -> None:
    archive = export(met.practice, framework, now)
    standing = json.loads(read(archive, "standing.json"))
    assert (standing["practice"], standing["verdict"], standing["as_of"]) == (met.practice.code, "met", "2026-06-15")
    assert json.loads(read(archive, "framework.json")) == framework.versions.get().document
    entries = list(csv.DictReader(io.StringIO(read(archive, "entries.csv"))))
    assert {each["kind"] for each in entries} == {
        *("course.completed", "session.attended", "visit.held", "feedback.given"),
        *("declaration.signed", "practice.enrolled"),
    }
    posts = list(csv.DictReader(io.StringIO(read(archive, "employments.csv"))))
    assert {each["person"] for each in posts} == {met.lead_gp.key, met.lead_nurse.key}
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        text = " ".join(opened.read(name).decode() for name in opened.namelist())
    for person in (met.lead_gp, met.lead_nurse, met.consultant):
        assert person.name not in text
        assert person.email not in text


def test_the_practice_downloads_its_own(met: Team, framework: Framework, client: Client) -> None:
    client = signed_in(client, met.lead_gp)
    address = reverse("portal:practice_export", args=[met.practice.code])
    assert (
        f'href="{address}?framework='
        in client.get(reverse("portal:practice", args=[met.practice.code])).content.decode()
    )
    asked = {"as_of": "2026-06-15", "known_at": "2026-06-15"}
    first, again = (client.get(address, asked) for _time in range(2))
    assert first["Content-Type"] == "application/zip"
    assert first.content == again.content
    assert client.get(address, {"as_of": "1999-01-01"}).status_code == 404
