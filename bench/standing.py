"""One new entry at one practice: facts, timelines, stored rows; beside the floor of reading the same entries once.

    python bench/standing.py [--entries 1000] [--rounds 30]

Makes its own database in a temporary folder. Milliseconds (median) of processor time on SQLite, where all work is in
this process, and of elapsed time on PostgreSQL (DATABASE_URL, an empty database).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from statistics import median

FOLDER = tempfile.TemporaryDirectory(prefix="bench-standing-")
os.environ.setdefault("EP_VAR", FOLDER.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["EP_MODE"] = "test"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from accreditation import operations  # noqa: E402
from accreditation.bitemporal import beliefs_of  # noqa: E402
from accreditation.facts import history_of  # noqa: E402
from accreditation.models import FrameworkVersion, Standing  # noqa: E402
from accreditation.rules.evaluate import evaluate  # noqa: E402
from evidence.models import Entry  # noqa: E402
from evidence.operations import NewEntry, record  # noqa: E402
from evidence.queries import entries_about  # noqa: E402
from practices.models import Employment, LeadPost, Network, NetworkMembership, Person, Practice  # noqa: E402

LONG_AGO_AT = datetime(2020, 4, 1, tzinfo=UTC)
FIRST = date(2024, 4, 1)
KNOWN = {"started_on": date(2020, 4, 1), "recorded_at": LONG_AGO_AT}
ROLES = ("gp_partner", "salaried_gp", "practice_nurse", "advanced_nurse_practitioner")
COURSES = ("insulin-safety", "annual-review-foot")
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def main(entries: int, rounds: int) -> None:
    for room in ("jobs", "evidence", "accreditation"):
        call_command("migrate", room, verbosity=0)
    practice, version, people = fill(entries)
    operations.rebuild_standing(practice=practice)
    history, key = history_of(practice), version.framework.key
    facts = history.as_known_at(NOW, key)
    moments = (NOW + timedelta(seconds=number) for number in count())
    stored = Standing.objects.count()
    print(
        f"{entries:,} entries, {len(people)} people, {stored:,} stored rows, {connection.vendor}; medians of {rounds}\n"
    )
    floor = timed(lambda: read_once(practice, people), rounds)
    print(f"{'step':46}{'ms':>8}{'ratio':>8}")
    steps = {
        "floor: the entries read once, as plain rows": lambda: read_once(practice, people),
        "facts read": lambda: history_of(practice),
        "facts as known now": lambda: history.as_known_at(NOW, key),
        "timelines (the engine)": lambda: evaluate(version.parsed, facts),
        "timelines as rows": lambda: beliefs_of(evaluate(version.parsed, facts)),
        "a job that has nothing new": lambda: operations.refresh_standing(practice=practice),
    }
    for name, work in steps.items():
        show(name, timed(work, rounds), floor)

    def one_more() -> float:
        learn(people, next(moments))
        return seconds(lambda: operations.refresh_standing(practice=practice))

    show("one new entry: all of it, stored", 1000 * median(one_more() for _ in range(rounds)), floor)
    assert not list(operations.standing_differences(practice))


def show(name: str, milliseconds: float, floor: float) -> None:
    print(f"{name:46}{milliseconds:>8.2f}{milliseconds / floor:>8.2f}")


def seconds(work: Callable[[], object]) -> float:
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    began = clock()
    work()
    return clock() - began


def timed(work: Callable[[], object], rounds: int) -> float:
    work()
    return 1000 * median(seconds(work) for _ in range(rounds))


def read_once(practice: Practice, people: list[Person]) -> int:
    """The same entries by the same query, fetched and nothing more."""
    about = entries_about(practice_ids=[practice.pk], person_ids=[person.pk for person in people])
    sql, values = about.values_list(
        "pk", "kind", "person_id", "happened_on", "recorded_at", "values"
    ).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return len(cursor.fetchall())


def learn(people: list[Person], at: datetime) -> None:
    attended(people[0], at.date(), at)


def attended(person: Person, on: date, at: datetime) -> None:
    values = {"session": "bench", "programme": "network-education", "minutes": 60, "role": None, "participatory": True}
    new = NewEntry("session.attended", "bench", f"{person.pk}:{at.isoformat()}", on, values, person=person)
    record(new, by=None, at=at)


def fill(entries: int) -> tuple[Practice, FrameworkVersion, list[Person]]:
    random = Random(1)
    network = Network.objects.create(code="bench", name="Bench network", is_invented=True)
    version = operations.publish_preset(code="portsmouth-example", network=network, by=None, at=LONG_AGO_AT)
    practice = Practice.objects.create(code="Z00001")
    NetworkMembership.objects.create(practice=practice, network=network, **KNOWN)
    people = [Person.objects.create(given_name="A", family_name=str(n), created_at=LONG_AGO_AT) for n in range(12)]
    for number, person in enumerate(people):
        Employment.objects.create(person=person, practice=practice, role=ROLES[number % 4], **KNOWN)
    for person, lead_role in ((people[0], "lead_gp"), (people[2], "lead_nurse")):
        LeadPost.objects.create(person=person, practice=practice, lead_role=lead_role, **KNOWN)
    operations.enrol_practice(
        practice=practice, framework=version.framework, started_on=FIRST, by=None, at=datetime(2024, 4, 1, tzinfo=UTC)
    )
    Entry.objects.bulk_create(entry(number, random, practice, people) for number in range(entries))
    return practice, version, people


def entry(number: int, random: Random, practice: Practice, people: list[Person]) -> Entry:
    on = FIRST + timedelta(days=random.randrange(800))
    kind = random.choices(("course.completed", "session.attended", "visit.held"), (50, 45, 5))[0]
    values: dict[str, object] = {
        "course.completed": {"course": random.choice(COURSES), "score": 90, "edition": 1, "minutes": 45},
        "session.attended": {"session": str(number), "programme": "network-education", "minutes": 90, "role": None},
        "visit.held": visit(number),
    }[kind]
    about = {"practice": practice} if kind == "visit.held" else {"person": random.choice(people)}
    recorded_at = datetime(on.year, on.month, on.day, 9, number % 60, tzinfo=UTC)
    return Entry(
        kind=kind,
        happened_on=on,
        recorded_at=recorded_at,
        source="bench",
        source_ref=str(number),
        values=values,
        **about,
    )


def visit(number: int) -> dict[str, object]:
    visitors = [{"person": r, "role": r, "minutes": 90} for r in ("consultant", "diabetes_specialist_nurse")]
    hosts = [{"person": r, "role": r, "minutes": 90} for r in ("gp_partner", "practice_nurse")]
    about = {"visit": str(number), "visit_kind": "biannual", "minutes": 90, "agenda": ["teaching"]}
    return {**about, "visitors": visitors, "hosts": hosts}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=30)
    given = parser.parse_args()
    main(given.entries, given.rounds)
