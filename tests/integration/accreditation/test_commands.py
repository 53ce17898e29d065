from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accreditation import operations
from accreditation.enums import ReasonCode
from accreditation.models import Framework, FrameworkVersion, Standing
from practices.models import Practice
from tests.factories.accreditation import MET_ON, PRESET, Team, a_framework
from tests.factories.drafts import with_sessions
from tests.factories.practices import a_network, an_officer

Work = Callable[[], int]


def said(name: str, *arguments: str) -> str:
    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def accredited(practice: Practice, framework: Framework, team: Team, worked_out: Work, now: datetime) -> Practice:
    team.meets_everything()
    operations.grant_award(
        practice=practice,
        framework=framework,
        effective_on=date(2026, 4, 1),
        reason_code=ReasonCode.REQUIREMENTS_MET,
        no_conflict_declared=True,
        by=an_officer(framework.network),
        at=now,
    )
    worked_out()
    return practice


def test_publishing_a_preset_twice_publishes_it_once(db: None) -> None:
    network = a_network()
    first = said("publish_preset", PRESET, "--network", network.code)
    assert said("publish_preset", PRESET, "--network", network.code) == first
    assert FrameworkVersion.objects.count() == 1


def test_publishing_into_an_unknown_network_names_those_there_are(db: None) -> None:
    network = a_network()
    with pytest.raises(CommandError, match=f"There is no network nowhere. There are: {network.code}."):
        said("publish_preset", PRESET, "--network", "nowhere")


def test_a_rebuild_finds_nothing_to_change(accredited: Practice) -> None:
    assert said("rebuild_standing") == "1 practices worked out again, 0 stored rows changed.\n"
    assert said("rebuild_standing", "--check") == "1 practices checked, 0 differences.\n"


def test_a_check_that_finds_a_difference_lists_it_and_fails(accredited: Practice) -> None:
    row = Standing.objects.filter(requirement_key="visits").order_by("pk").first()
    Standing.objects.filter(pk=row.pk).delete()
    out = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("rebuild_standing", "--check", "--practice", accredited.code, stdout=out)
    assert stopped.value.code == 1
    assert out.getvalue().splitlines()[1:] == ["1 practices checked, 1 differences."]
    assert "should be there: visits" in out.getvalue()


def test_standing_as_json_has_verdicts_intervals_and_proofs(accredited: Practice, team: Team) -> None:
    arguments = ("--as-of", "2026-06-15", "--known-at", "2026-06-15", "--json")
    told: dict[str, Any] = json.loads(said("standing", "--practice", accredited.code, *arguments))
    assert (told["status"], told["verdict"], told["award"]["state"]) == ("accredited", "met", "accredited")
    assert (told["until_on"], told["lapses_on"]) == ("2026-10-01", "2026-10-01")
    assert told["requirements"]["data-sharing"] == {
        "verdict": "met",
        "in_grace": False,
        "by_plan": False,
        "by_waiver": False,
        "intervals": [
            {
                "from_on": "2024-04-01",
                "until_on": None,
                "verdict": "met",
                "in_grace": False,
                "by_plan": False,
                "by_waiver": False,
            }
        ],
    }
    people = {placed["slot"]: placed["person"] for placed in told["proofs"]["trained-team"]["people"]}
    assert people == {"gp": team.lead_gp.key, "nurse": team.lead_nurse.key}
    assert set(told["proofs"]) == set(told["requirements"])


def test_standing_answers_as_known_on_an_earlier_day(accredited: Practice) -> None:
    arguments = ("--as-of", "2026-06-15", "--known-at", "2025-12-31", "--json")
    told: dict[str, Any] = json.loads(said("standing", "--practice", accredited.code, *arguments))
    assert (told["status"], told["award"]["state"], told["verdict"]) == ("working_towards", "working_towards", "met")


def test_standing_in_words_names_each_requirement(accredited: Practice) -> None:
    lines = said("standing", "--practice", accredited.code, "--as-of", "2026-06-15").splitlines()
    assert lines[0] == f"{accredited.code} on 2026-06-15: Accredited"
    assert len(lines) == 11


def test_an_unknown_practice_or_a_bad_date_is_refused_with_a_sentence(accredited: Practice) -> None:
    with pytest.raises(CommandError, match=r"There is no practice with the code NOWHERE."):
        said("standing", "--practice", "NOWHERE")
    with pytest.raises(CommandError, match=r"'31 March' is not a date. Write it as 2026-03-31."):
        said("standing", "--practice", accredited.code, "--as-of", "31 March")


def test_the_register_as_csv_says_what_it_was_asked(accredited: Practice, framework: Framework) -> None:
    arguments = ("--as-of", "2026-06-15", "--known-at", "2026-06-15T12:00+01:00", "--csv")
    lines = list(csv.reader(io.StringIO(said("register", *arguments))))
    version = framework.versions.get()
    assert lines[:7] == [
        ["Register of", framework.title],
        ["Network", framework.network.name],
        ["On this day", "2026-06-15"],
        ["As known at", "2026-06-15T12:00:00+01:00"],
        ["Framework version", "1"],
        ["Framework digest (SHA-256)", version.digest],
        ["Dates", "The last day, included. Empty: nothing known ends it."],
    ]
    [row] = lines[9:]
    assert row == [
        *(accredited.code, "Quayside Surgery", "Accredited", "Accredited", "endorsed", "2026-04-01", "Met"),
        *("2026-09-30", "2026-09-30", ""),
    ]
    assert dict(zip(lines[8], row, strict=True))["Waived"] == ""


def test_the_register_without_csv_counts(accredited: Practice) -> None:
    counts = said("register", "--as-of", MET_ON.isoformat(), "--known-at", "2026-06-16").splitlines()
    assert [line.strip() for line in counts if not line.strip().startswith("0")] == ["1 Accredited"]


def test_two_networks_with_the_same_example_have_to_be_told_apart(framework: Framework) -> None:
    other = a_framework(a_network("Moorland Diabetes Network"))
    with pytest.raises(CommandError, match=r"There are several frameworks. Choose with --framework and --network"):
        said("register")
    assert said("register", "--network", other.network.code).splitlines()[0].strip() == "0 Never accredited"


def test_a_standing_and_a_register_can_be_asked_for_under_a_version(
    accredited: Practice, framework: Framework, worked_out: Work, now: datetime
) -> None:
    first = framework.versions.get()
    document = with_sessions(first.document, 3) | {"version": 2, "effective_from": "2026-06-15"}
    operations.publish_version(framework=framework, document=document, by=None, at=now)
    worked_out()
    when = ("--as-of", "2026-06-15", "--known-at", "2026-06-16")
    told = {
        version: json.loads(
            said("standing", "--practice", accredited.code, "--json", *when, "--version-number", version)
        )["verdict"]
        for version in ("1", "2")
    }
    assert told == {"1": "met", "2": "not_met"}
    assert "     1 Accredited\n" in said("register", *when, "--version-number", "1")
    assert "     1 Lapsed\n" in said("register", *when, "--version-number", "2")
    assert said("register", *when) == said("register", *when, "--version-number", "2")


def test_a_version_that_there_is_not_is_refused(accredited: Practice) -> None:
    for name, *arguments in (("standing", "--practice", accredited.code), ("register",)):
        with pytest.raises(CommandError, match="had no version 7 by then"):
            said(name, *arguments, "--version-number", "7")
