"""What was known stays as it was, byte for byte; what we know now differs in the lines that a correction explains."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accreditation import exports, queries
from accreditation.changes import register_changes
from accreditation.models import Framework
from evidence.enums import VoidReason
from evidence.models import Entry
from evidence.operations import void
from practices import operations as practices
from practices.models import Employment, Network, Practice
from tests.factories.accounts import signed_in
from tests.factories.accreditation import Team, enrolled
from tests.factories.practices import a_commissioner, a_practice, an_officer

DAY = date(2026, 6, 15)
BEFORE = datetime(2026, 6, 30, tzinfo=UTC)
CORRECTED_AT = datetime(2026, 7, 10, 14, tzinfo=UTC)
AFTER = datetime(2026, 7, 31, tzinfo=UTC)
Work = Callable[[], int]


def export(framework: Framework, known_at: datetime) -> str:
    head = exports.head_of(framework, as_of=DAY, known_at=known_at)
    return exports.as_csv(head, queries.register(framework, as_of=DAY, known_at=known_at))


def lines(text: str) -> dict[str, str]:
    """The table's lines by practice code."""
    return {line.split(",")[0]: line for line in text.split("\r\n\r\n")[1].splitlines()[1:]}


def three_practices(network: Network, framework: Framework, practice: Practice, team: Team) -> list[Team]:
    """All of them met everything by the day."""
    teams = [team]
    for _ in range(2):
        other = a_practice(network)
        enrolled(other, framework)
        teams.append(Team(other, network))
    for each in teams:
        each.meets_everything()
    return teams


def test_an_export_differs_in_the_corrected_line_alone_and_never_for_what_was_known(
    network: Network, framework: Framework, practice: Practice, team: Team, worked_out: Work
) -> None:
    teams = three_practices(network, framework, practice, team)
    worked_out()
    was = export(framework, BEFORE)
    wrong = Entry.objects.filter(practice=practice, kind="visit.held").latest("happened_on")
    void(wrong, reason=VoidReason.ENTERED_IN_ERROR, by=None, at=CORRECTED_AT)
    backdated = Employment.objects.get(person=teams[1].lead_nurse)
    practices.correct_employment(employment=backdated, by=None, at=CORRECTED_AT, started_on=date(2021, 1, 1))
    worked_out()
    assert export(framework, BEFORE) == was
    then, now = lines(was), lines(export(framework, AFTER))
    assert [code for code in then if then[code] != now[code]] == [practice.code]
    (change,) = register_changes(framework, as_of=DAY, earlier=BEFORE, later=AFTER)
    assert change.code == practice.code
    assert [(learned.at, learned.entry) for learned in change.explained_by] == [(CORRECTED_AT, str(wrong.pk))]
    assert change.explained_by[0].sentence.startswith("Taken out: Visit of 90 minutes")
    requirements = next(each for each in change.differences if each.column == "Requirements")
    assert (requirements.was, requirements.became) == ("Met", "Not met")


def test_a_person_who_left_and_a_move_are_explained(
    network: Network, framework: Framework, practice: Practice, team: Team, worked_out: Work
) -> None:
    teams = three_practices(network, framework, practice, team)
    worked_out()
    post = Employment.objects.get(person=team.lead_nurse)
    practices.end_employment(employment=post, ended_on=date(2026, 5, 1), by=None, at=CORRECTED_AT)
    new_body = a_commissioner("98Y")
    practices.move_commissioner(
        practice=teams[2].practice, commissioner=new_body, from_on=date(2026, 5, 1), by=None, at=CORRECTED_AT
    )
    worked_out()
    (change,) = register_changes(framework, as_of=DAY, earlier=BEFORE, later=AFTER)
    told = [learned.sentence for learned in change.explained_by]
    assert f"Recorded: employment of {team.lead_nurse.name}, from 1 April 2020 until before 1 May 2026" in told
    (gone,) = register_changes(framework, as_of=DAY, earlier=BEFORE, later=AFTER, commissioner_id=new_body.pk)
    assert (gone.before, gone.code) == (None, teams[2].practice.code)
    assert [learned.sentence for learned in gone.explained_by] == [
        "Directory: Quayside Surgery, commissioned by Commissioner 98Y"
    ]


def test_nothing_learned_is_no_difference(
    framework: Framework, practice: Practice, team: Team, worked_out: Work
) -> None:
    team.meets_everything()
    worked_out()
    assert register_changes(framework, as_of=DAY, earlier=BEFORE, later=AFTER) == []


def test_the_screen_and_the_command_tell_the_same(
    network: Network, framework: Framework, practice: Practice, team: Team, worked_out: Work, client: Client
) -> None:
    team.meets_everything()
    worked_out()
    wrong = Entry.objects.filter(practice=practice, kind="visit.held").latest("happened_on")
    void(wrong, reason=VoidReason.ENTERED_IN_ERROR, by=None, at=CORRECTED_AT)
    worked_out()
    days = {"as_of": "2026-06-15", "earlier": "2026-06-30", "later": "2026-07-31"}
    page = signed_in(client, an_officer(network)).get(reverse("portal:changes"), days).content.decode()
    out = StringIO()
    options = [f"--{name.replace('_', '-')}={value}" for name, value in days.items()]
    call_command("what_changed", *options, stdout=out)
    for told in ("Taken out: Visit of 90 minutes", f"{wrong.pk}", practice.code):
        assert told in page
        assert told in out.getvalue()
    assert out.getvalue().endswith("1 practices differ.\n")
    backwards = client.get(reverse("portal:changes"), {**days, "later": "2026-06-29"}).content.decode()
    assert "The second day has to be on or after the first one." in backwards


def test_what_changes_no_verdict_explains_nothing(
    framework: Framework, practice: Practice, team: Team, worked_out: Work
) -> None:
    """An entry that changes no verdict is not among the explanations."""
    team.meets_everything()
    worked_out()
    wrong = Entry.objects.filter(practice=practice, kind="visit.held").latest("happened_on")
    void(wrong, reason=VoidReason.ENTERED_IN_ERROR, by=None, at=CORRECTED_AT)
    team.visit(date(2023, 1, 9), at=CORRECTED_AT + timedelta(hours=1))
    worked_out()
    (change,) = register_changes(framework, as_of=DAY, earlier=BEFORE, later=AFTER)
    assert [learned.entry for learned in change.explained_by] == [str(wrong.pk)]
