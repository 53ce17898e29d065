"""A country of invented practices on PostgreSQL: rebuild, register, one new entry, rehearsal; beside the floor.

    DATABASE_URL=postgresql://... python bench/national.py [--practices 6200] [--entries 5000000] [--processes 2]
        [--parts 0.25 0.5 1]

Makes a database of its own on that server, fills it with COPY, and drops it afterwards. Elapsed seconds, wall clock;
on a busy machine the lines of processor time are the ones to read. With several parts of the country, one after the
other in one run, a table at the end says how the rebuild grows with the entries.
The floor of each line reads the same rows in the same run: hand-written SQL for whatever the line has to look at.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import psycopg

SERVER = os.environ.get("DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
NAME = os.environ.get("BENCH_DATABASE") or f"bench_national_{os.getpid()}"
OWN = urlunsplit(urlsplit(SERVER)._replace(path=f"/{NAME}"))
os.environ.update(DATABASE_URL=OWN, BENCH_DATABASE=NAME, EP_MODE="test", DJANGO_SETTINGS_MODULE="config.settings")
os.environ.setdefault("EP_VAR", tempfile.mkdtemp(prefix="bench-national-"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from accreditation import bulk, operations, queries  # noqa: E402
from accreditation.bitemporal import tier_key  # noqa: E402
from accreditation.facts import history_of  # noqa: E402
from accreditation.governing import Knowledge  # noqa: E402
from accreditation.models import Framework, FrameworkVersion  # noqa: E402
from accreditation.presets import load_preset  # noqa: E402
from accreditation.reckoning import BEGINNING, difference  # noqa: E402
from accreditation.rules.evaluate import evaluate  # noqa: E402
from accreditation.rules.needs import needs_of  # noqa: E402
from evidence.operations import NewEntry, record  # noqa: E402
from practices.models import Commissioner, Network, Person, Practice  # noqa: E402

LONG_AGO, LONG_AGO_AT = date(2020, 4, 1), datetime(2020, 4, 1, tzinfo=UTC)
ENROLLED_ON, ENROLLED_AT = date(2024, 4, 1), datetime(2024, 4, 1, 9, tzinfo=UTC)
DAYS = 800
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
ROLES = ("gp_partner", "salaried_gp", "practice_nurse", "advanced_nurse_practitioner", "gp_registrar")
COURSES = ("insulin-safety", "annual-review-foot", "merit", "renal", "pregnancy", "remission", "technology")
PEOPLE = 64_000 / 6_200


class Grown(NamedTuple):
    """What a rebuild of a part of the country took: seconds elapsed, and of processor time, ours and the database's."""

    entries: int
    floor: float
    elapsed: float
    ours: float
    database: float


def main(practices: int, entries: int, processes: int, parts: list[float]) -> None:
    found = []
    for part in sorted(parts):
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{NAME}"')
            try:
                found.append(measure(round(practices * part), round(entries * part), processes))
            finally:
                connections.close_all()
                server.execute(f'DROP DATABASE "{NAME}" WITH (FORCE)')
    if len(found) > 1:
        growth(found, processes)


def growth(found: list[Grown], processes: int) -> None:
    first = found[0]
    print(f"\n{'entries':>12}{'floor s':>9}{'elapsed s':>11}{'idle cores s':>14}{'µs an entry':>13}{'as linear':>11}")
    for each in found:
        worked = each.ours + each.database
        alike = worked / each.entries * first.entries / (first.ours + first.database)
        print(
            f"{each.entries:>12,}{each.floor:>9.2f}{each.elapsed:>11.1f}{worked / processes:>14.1f}"
            f"{1e6 * worked / each.entries:>13.2f}{alike:>11.2f}"
        )


def measure(practices: int, entries: int, processes: int) -> Grown:
    for room in ("jobs", "practices", "evidence", "accreditation"):
        call_command("migrate", room, verbosity=0)
    framework, filled = timed(lambda: fill(practices, entries))
    counted = sql("SELECT count(*) FROM evidence_entry")[0][0]
    print(f"{practices:,} practices, {people_of(practices):,} people, {counted:,} entries; filled in {filled:.0f} s")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}; {processes} processes\n")
    print(f"{'':58}{'floor s':>9}{'ours s':>9}{'ratio':>7}")

    _, floor = timed(lambda: sql(READ_EVERYTHING))
    _, counts = timed(lambda: sql(TWELVE_COUNTS))
    version = publish(framework, 1)
    stored, took = timed(lambda: rebuild(version, processes))
    show("every timeline of the country, worked out and stored", floor, took)
    print(f"{'    ... beside twelve counts of one day, one SQL':58}{counts:>9.2f}{took:>9.2f}{took / counts:>7.1f}")
    print(f"    {stored:,} rows; {memory()}; {counted / took:,.0f} entries a second")
    print(f"    {processor(processes)}")
    grown = Grown(int(str(counted)), floor, took, *CPU)
    sql("ANALYZE")

    document = load_preset("portsmouth-example") | {"version": 2, "effective_from": "2026-06-01", "entry_months": 6}
    changed, took = timed(lambda: rehearse(document, version, processes))
    show("a new version rehearsed on every practice", floor, took)
    print(f"    {changed:,} practices would change; {processor(processes)}")

    asked = [(date(2024, 5, 1) + timedelta(days=d), NOW + timedelta(days=1)) for d in Random(3).sample(range(760), 9)]
    by_floor = statistics.median(timed(lambda a=a, k=k: plain_register(version, a, k))[1] for a, k in asked)
    by_us = statistics.median(
        timed(lambda a=a, k=k: queries.register(framework, as_of=a, known_at=k))[1] for a, k in asked
    )
    show("the register on a random (D, K)", by_floor, by_us)

    some = Random(4).sample(list(Practice.objects.all()), 20)
    for practice in some:
        operations.refresh_standing(practice=practice)
    taken, reading = [], []
    for number, practice in enumerate(some):
        person = Person.objects.filter(employments__practice=practice)[:1].get()
        learn(person, NOW + timedelta(hours=number))
        reading.append(timed(lambda p=practice: read_one(p))[1])
        taken.append(timed(lambda p=practice: operations.refresh_standing(practice=p))[1])
    show("one practice after one new entry", statistics.median(reading), statistics.median(taken))
    steps(some[0], version)

    early = FrameworkVersion(framework=framework, number=1, document=version.document, digest=version.digest)
    early.published_at = ENROLLED_AT
    each = statistics.median(timed(lambda p=p: replayed(p, early))[1] for p in some[:3])
    print(f"\n{'all that was ever believed of one practice, worked out':58}{'':9}{each:>9.2f}")
    print(f"    of all, on {processes} processes: about {each * practices / processes / 3600:,.1f} hours (not run)\n")
    return grown


def replayed(practice: Practice, version: FrameworkVersion) -> object:
    """As for a version that was published before the first entry: every moment of our knowledge since."""
    known = Knowledge(history_of(practice, needs_of(version.parsed)), [version])
    return difference(known, version, {}, since=BEGINNING)


def steps(practice: Practice, version: FrameworkVersion) -> None:
    key = version.framework.key
    history, read = timed(lambda: history_of(practice, frozenset()))
    facts, known = timed(lambda: history.as_known_at(NOW, key))
    _, worked = timed(lambda: evaluate(version.parsed, facts))
    print(
        f"    of which facts read {1000 * read:.1f} ms, as known {1000 * known:.1f} ms, engine {1000 * worked:.1f} ms"
    )


def show(name: str, floor: float, ours: float) -> None:
    print(f"{name:58}{floor:>9.3f}{ours:>9.3f}{ours / floor:>7.1f}", flush=True)


def timed(work: Callable[[], object]) -> tuple[object, float]:
    began = time.perf_counter()
    found = work()
    return found, time.perf_counter() - began


def sql(statement: str, parameters: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def processor(processes: int) -> str:
    ours, theirs = CPU
    idle = (ours + theirs) / processes
    return f"processor time {ours:.1f} s ours, {theirs:.1f} s the database's: {idle:.1f} s on {processes} idle cores"


def memory() -> str:
    own, children = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"memory at most {own:.0f} MB, and {children:.0f} MB in the largest worker"


# Work in several processes ------------------------------------------------------------------------------------------


def _batches(framework_id: int) -> list[list[int]]:
    found = Practice.objects.filter(enrolments__framework=framework_id).order_by("pk").values_list("pk", flat=True)
    ids = list(found)
    return [ids[start : start + bulk.AT_ONCE] for start in range(0, len(ids), bulk.AT_ONCE)]


def in_processes(work: Callable[..., int], batches: list[list[int]], processes: int, *arguments: object) -> int:
    """The sum of what the batches return; the seconds of processor time they took go to `CPU`."""
    connections.close_all()
    with ProcessPoolExecutor(processes) as pool:
        done = list(pool.map(_accounted, [work] * len(batches), batches, [arguments] * len(batches)))
    CPU[:] = [sum(each[1] for each in done), sum(each[2] for each in done)]
    return sum(each[0] for each in done)


CPU = [0.0, 0.0]  # of our processes, and of the database's on our behalf


def _accounted(work: Callable[..., int], batch: list[int], arguments: tuple[object, ...]) -> tuple[int, float, float]:
    began, database = time.process_time(), _database_cpu()
    found = work(batch, *arguments)
    return found, time.process_time() - began, _database_cpu() - database


def _database_cpu() -> float:
    """Of the server process behind this connection, where it runs on this machine."""
    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not stat.exists():
        return 0.0
    ticks = stat.read_text().rsplit(")", 1)[1].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def rebuild(version: FrameworkVersion, processes: int) -> int:
    return in_processes(_open, _batches(version.framework_id), processes, version.pk)


def _open(ids: list[int], version_id: int) -> int:
    version = FrameworkVersion.objects.select_related("framework").get(pk=version_id)
    return operations.open_standing(practices=list(Practice.objects.filter(pk__in=ids)), version=version)


def rehearse(document: dict, version: FrameworkVersion, processes: int) -> int:
    return in_processes(_compare, _batches(version.framework_id), processes, document, version.pk)


def _compare(ids: list[int], document: dict, version_id: int) -> int:
    """How many of the practices would have another first tier on some day, worked out under both."""
    old = FrameworkVersion.objects.select_related("framework").get(pk=version_id)
    new = FrameworkVersion(framework=old.framework, number=2, document=document, digest=f"rehearsal {os.getpid()}")
    practices = list(Practice.objects.filter(pk__in=ids))
    both, changed = [old.parsed, new.parsed], 0
    for some in bulk.in_batches(practices, old.framework.key, both, known_at=NOW):
        with bulk.collector_at_rest():
            changed += sum(evaluate(both[0], facts).root != evaluate(both[1], facts).root for _, facts in some)
    return changed


# Floors -------------------------------------------------------------------------------------------------------------

READ_EVERYTHING = """
    SELECT count(*), sum(length(kind) + length(values::text)), max(happened_on), max(recorded_at) FROM evidence_entry
"""
TWELVE_COUNTS = """
    SELECT p.practice_id,
        count(*) FILTER (WHERE e.kind = 'course.completed' AND e.values->>'course' = 'insulin-safety'),
        count(*) FILTER (WHERE e.kind = 'course.completed' AND e.values->>'course' = 'annual-review-foot'),
        count(*) FILTER (WHERE e.kind = 'course.completed' AND e.values->>'course' = 'merit'),
        count(*) FILTER (WHERE e.kind = 'session.attended'),
        count(*) FILTER (WHERE e.kind = 'session.attended' AND e.happened_on > '2025-06-15'),
        count(*) FILTER (WHERE e.kind = 'clinic.attended' AND e.happened_on > '2025-06-15'),
        count(DISTINCT e.person_id) FILTER (WHERE e.kind = 'course.completed'),
        count(DISTINCT e.person_id) FILTER (WHERE e.kind = 'clinic.attended'),
        max(e.happened_on) FILTER (WHERE e.kind = 'session.attended'),
        max(e.happened_on) FILTER (WHERE e.kind = 'course.completed'),
        min(e.happened_on), count(*)
    FROM evidence_entry e JOIN practices_employment p ON p.person_id = e.person_id
    WHERE e.happened_on <= '2026-06-15' GROUP BY p.practice_id
"""
REGISTER = """
    SELECT practice_id, requirement_key, verdict, in_grace, until_on, lapses_on FROM accreditation_standing
    WHERE framework_version_id = %s AND requirement_key = %s
    AND known_until > %s AND known_from <= %s AND until_on > %s AND from_on <= %s
"""


def plain_register(version: FrameworkVersion, as_of: date, known_at: datetime) -> object:
    key = tier_key(version.parsed.tiers[0].code)
    return sql(REGISTER, (version.pk, key, known_at, known_at, as_of, as_of))


def read_one(practice: Practice) -> object:
    return sql(
        "SELECT id, kind, person_id, happened_on, recorded_at, values FROM evidence_entry WHERE practice_id = %s "
        "OR person_id IN (SELECT person_id FROM practices_employment WHERE practice_id = %s)",
        (practice.pk, practice.pk),
    )


# Invented data ------------------------------------------------------------------------------------------------------


def people_of(practices: int) -> int:
    return round(practices * PEOPLE)


def publish(framework: Framework, version: int) -> FrameworkVersion:
    document = load_preset("portsmouth-example")
    return operations.publish_version(framework=framework, document=document, by=None, at=NOW)


def fill(practices: int, entries: int) -> Framework:
    random = Random(1)
    network = Network.objects.create(code="bench", name="Bench network", is_invented=True)
    framework = Framework.objects.create(network=network, code="portsmouth-example", title="Example")
    commissioner = Commissioner.objects.create(code="99Z")
    Practice.objects.bulk_create(Practice(code=f"Z{n:05d}", is_invented=True) for n in range(practices))
    ids = list(Practice.objects.order_by("code").values_list("pk", flat=True))
    people = [UUID(int=n + 1) for n in range(people_of(practices))]
    at = [ids[n % practices] for n in range(len(people))]
    roles = [ROLES[n // practices % len(ROLES)] for n in range(len(people))]
    sql("SET session_replication_role = replica")
    known = "started_on, recorded_at"
    when = (LONG_AGO, LONG_AGO_AT)
    copy(
        "practices_person",
        "id, given_name, family_name, email, is_invented, created_at",
        ((p, "A", str(p.int), "", True, LONG_AGO_AT) for p in people),
    )
    copy(
        "practices_employment",
        f"person_id, practice_id, role, sessions, {known}",
        ((p, at[n], roles[n], 6, *when) for n, p in enumerate(people)),
    )
    copy(
        "practices_leadpost",
        f"person_id, practice_id, lead_role, {known}",
        (
            (people[n + k * practices], ids[n], role, *when)
            for k, role in ((0, "lead_gp"), (2, "lead_nurse"))
            for n in range(practices)
        ),
    )
    copy("practices_networkmembership", f"practice_id, network_id, {known}", ((pk, network.pk, *when) for pk in ids))
    copy(
        "practices_practicerecord",
        "practice_id, name, address, postcode, telephone, status, prescribing_setting, region_code, icb_code, "
        f"commissioner_id, {known}",
        ((pk, f"Surgery {pk}", "", "", "", "A", "", "", "", commissioner.pk, *when) for pk in ids),
    )
    copy(
        "accreditation_enrolment",
        "practice_id, framework_id, started_on, enrolled_at",
        ((pk, framework.pk, ENROLLED_ON, ENROLLED_AT) for pk in ids),
    )
    copy("evidence_entry", ENTRY, (row for row in invented(random, entries, ids, people, at, framework.key)))
    sql("SET session_replication_role = origin")
    sql("ANALYZE")
    return framework


ENTRY = "kind, person_id, practice_id, happened_on, recorded_at, source, source_ref, verification, values"


def copy(table: str, columns: str, rows: Iterator[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as out:
        for row in rows:
            out.write_row(row)


def invented(
    random: Random, entries: int, ids: list[int], people: list[UUID], at: list[int], key: str
) -> Iterator[tuple[object, ...]]:
    """Of a hundred entries: 50 courses, 30 sessions, 12 clinics, 8 of the practice itself."""
    for pk in ids:
        values = f'{{"framework": "{key}"}}'
        yield "practice.enrolled", None, pk, ENROLLED_ON, ENROLLED_AT, "bench.enrolled", str(pk), 2, values
        declared = '{"declaration": "data-sharing-agreement", "valid_until": null, "by": "somebody"}'
        yield "declaration.signed", None, pk, ENROLLED_ON, ENROLLED_AT, "bench.declared", str(pk), 2, declared
    for number in range(entries - 2 * len(ids)):
        on = ENROLLED_ON + timedelta(days=random.randrange(DAYS))
        recorded_at = datetime(on.year, on.month, on.day, 18, tzinfo=UTC) + timedelta(seconds=random.randrange(400_000))
        who, share = random.randrange(len(people)), random.random()
        person: UUID | None = people[who]
        practice = None
        if share < 0.5:
            kind, values = "course.completed", _course(random)
        elif share < 0.8:
            session = f"s{random.randrange(4000)}"
            kind, values = (
                "session.attended",
                (
                    f'{{"session": "{session}", "programme": "network-education", "minutes": 60, "role": null, '
                    '"participatory": true}'
                ),
            )
        elif share < 0.92:
            clinic = f"c{random.randrange(4000)}"
            kind, values = "clinic.attended", f'{{"clinic": "{clinic}", "minutes": 60, "side": "host", "role": null}}'
        else:
            kind, values = _of_practice(random, number)
            person, practice = None, at[who]
        yield kind, person, practice, on, recorded_at, "bench", str(number), 2, values


def _course(random: Random) -> str:
    return (
        f'{{"course": "{random.choice(COURSES)}", "score": {random.randrange(70, 101)}, "edition": 1, "minutes": 60}}'
    )


def _of_practice(random: Random, number: int) -> tuple[str, str]:
    which = random.random()
    if which < 0.5:
        return "clinic.case_discussed", f'{{"clinic": "c{random.randrange(4000)}", "case": "k{number}"}}'
    if which < 0.8:
        return "feedback.given", f'{{"about": "visit", "subject": "v{number}"}}'
    party = [
        "[" + ", ".join(f'{{"person": "{r}", "role": "{r}", "minutes": 90}}' for r in roles) + "]"
        for roles in (("consultant", "diabetes_specialist_nurse"), ("gp_partner", "practice_nurse"))
    ]
    return "visit.held", (
        f'{{"visit": "v{number}", "visit_kind": "joint", "minutes": 90, "agenda": ["education"], '
        f'"visitors": {party[0]}, "hosts": {party[1]}}}'
    )


def learn(person: Person, at: datetime) -> None:
    values = {"session": "new", "programme": "network-education", "minutes": 60, "role": None, "participatory": True}
    new = NewEntry("session.attended", "bench.new", f"{person.pk}:{at}", at.date(), values, person=person)
    record(new, by=None, at=at)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--practices", type=int, default=6200)
    parser.add_argument("--entries", type=int)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--parts", type=float, nargs="+", default=[1.0])
    given = parser.parse_args()
    main(given.practices, given.entries or round(given.practices * 5_000_000 / 6200), given.processes, given.parts)
