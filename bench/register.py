"""The register of 6,200 invented practices on any (day, moment), beside the floor of one plain indexed query of as
many rows.

    python bench/register.py [PRACTICES]

Makes its own database in a temporary folder (or in DATABASE_URL, which has to be empty) and prints one table.
Milliseconds (median) of processor time on SQLite, where all work is in this process; of elapsed time on PostgreSQL.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

FOLDER = tempfile.TemporaryDirectory(prefix="bench-register-")
os.environ.setdefault("EP_VAR", FOLDER.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["EP_MODE"] = "test"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from accreditation import exports, queries  # noqa: E402
from accreditation.bitemporal import tier_key  # noqa: E402
from accreditation.models import KNOWN_FOR_EVER, Decision, Enrolment, Framework, FrameworkVersion, Standing  # noqa: E402
from accreditation.operations import publish_preset  # noqa: E402
from practices.models import Commissioner, Network, NetworkMembership, Person, Practice, PracticeRecord  # noqa: E402

ROUNDS = 9
LONG_AGO = date(2020, 4, 1)
LONG_AGO_AT = datetime(2020, 4, 1, tzinfo=UTC)
ENROLLED_ON = date(2024, 4, 1)
ENROLLED_AT = datetime(2024, 4, 1, 9, tzinfo=UTC)
LEARNED_AT = datetime(2025, 11, 1, tzinfo=UTC)
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
ASKED = {
    "today, as known now": (date(2026, 6, 15), NOW),
    "a year ago, as known now": (date(2025, 6, 15), NOW),
    "a year ago, as known then": (date(2025, 6, 15), datetime(2025, 6, 15, tzinfo=UTC)),
    "today, as known a year ago": (date(2026, 6, 15), datetime(2025, 6, 15, tzinfo=UTC)),
}
# The floor is what the stored rows cost by themselves: the same rows by the same index, fetched and nothing more.
FLOOR = """
    SELECT practice_id, requirement_key, verdict, in_grace, until_on, lapses_on FROM accreditation_standing
    WHERE framework_version_id = %s AND requirement_key = %s
    AND known_until > %s AND known_from <= %s AND until_on > %s AND from_on <= %s
"""


def main(number: int) -> None:
    for room in ("jobs", "evidence", "accreditation"):
        call_command("migrate", room, verbosity=0)
    framework = fill(number)
    rows = Standing.objects.count()
    print(f"{number:,} practices, {rows:,} stored rows, {connection.vendor}; medians of {ROUNDS}\n")
    print(f"{'':30}{'floor ms':>10}{'register ms':>13}{'ratio':>8}{'queries':>9}")
    version = framework.versions.get()
    for name, (as_of, known_at) in ASKED.items():
        floor = milliseconds(lambda a=as_of, k=known_at: plain(version, a, k))
        asked = milliseconds(lambda a=as_of, k=known_at: queries.register(framework, as_of=a, known_at=k))
        counted = queries_of(lambda a=as_of, k=known_at: queries.register(framework, as_of=a, known_at=k))
        print(f"{name:30}{floor:>10.1f}{asked:>13.1f}{asked / floor:>8.2f}{counted:>9}")
    moments = dict(zip(("as_of", "known_at"), ASKED["today, as known now"], strict=True))
    register, head = queries.register(framework, **moments), exports.head_of(framework, **moments)
    print(f"\n{'CSV of it':30}{'':10}{milliseconds(lambda: exports.as_csv(head, register), 3):>13.1f}")
    print(f"{'XLSX of it':30}{'':10}{milliseconds(lambda: exports.as_xlsx(head, register), 3):>13.1f}")


def plain(version: FrameworkVersion, as_of: date, known_at: datetime) -> list[tuple[object, ...]]:
    key = tier_key(version.parsed.tiers[0].code)
    moment = connection.ops.adapt_datetimefield_value(known_at)
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [version.pk, key, moment, moment, str(as_of), str(as_of)])
        return cursor.fetchall()


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    work()
    taken = []
    for _ in range(rounds):
        began = clock()
        work()
        taken.append(1000 * (clock() - began))
    return statistics.median(taken)


def queries_of(work: Callable[[], object]) -> int:
    connection.force_debug_cursor = True
    before = len(connection.queries_log)
    work()
    connection.force_debug_cursor = False
    return len(connection.queries_log) - before


def fill(number: int) -> Framework:
    random = Random(1)
    network = Network.objects.create(code="bench", name="Bench network", is_invented=True)
    version = publish_preset(code="portsmouth-example", network=network, by=None, at=LONG_AGO_AT)
    officer = Person.objects.create(given_name="An", family_name="Officer", created_at=LONG_AGO_AT)
    commissioner = Commissioner.objects.create(code="99Z")
    practices = Practice.objects.bulk_create(Practice(code=f"Z{n:05d}", is_invented=True) for n in range(number))
    known = {"started_on": LONG_AGO, "recorded_at": LONG_AGO_AT}
    PracticeRecord.objects.bulk_create(
        PracticeRecord(practice=p, name=f"Surgery {p.code}", status="A", commissioner=commissioner, **known)
        for p in practices
    )
    NetworkMembership.objects.bulk_create(NetworkMembership(practice=p, network=network, **known) for p in practices)
    enrolment = {"framework": version.framework, "started_on": ENROLLED_ON, "enrolled_at": ENROLLED_AT}
    Enrolment.objects.bulk_create(Enrolment(practice=p, **enrolment) for p in practices)
    Decision.objects.bulk_create(granted(p, version, officer) for p in practices if random.random() < 0.7)
    rows = (row for p in practices for row in standing(p, version, random))
    Standing.objects.bulk_create(rows, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return version.framework


def granted(practice: Practice, version: FrameworkVersion, officer: Person) -> Decision:
    return Decision(
        practice=practice,
        framework=version.framework,
        kind="grant",
        tier=version.parsed.tiers[0].code,
        effective_on=date(2026, 4, 1),
        reason_code="requirements_met",
        no_conflict_declared=True,
        decided_by=officer,
        decided_at=datetime(2026, 4, 1, 9, tzinfo=UTC),
        framework_version=version,
        framework_digest=version.digest,
        verdict="met",
    )


def standing(practice: Practice, version: FrameworkVersion, random: Random) -> list[Standing]:
    """About 25 rows: what was believed at enrolment, and for some requirements what was learned in November 2025."""
    keys = [node.key for node in version.parsed.nodes() if node.key not in OF_PERSON]
    rows = []
    for key in [*keys, tier_key(version.parsed.tiers[0].code)]:
        learned = random.random() < 0.5 or key.startswith("tier:")
        met_from = date(2025, 4, 1) + timedelta(days=random.randrange(400))
        rows += believed(practice, version, key, [ENROLLED_ON, date.max], ENROLLED_AT, learned and LEARNED_AT)
        if learned:
            days = [ENROLLED_ON, met_from, met_from + timedelta(days=500), date.max]
            rows += believed(practice, version, key, days, LEARNED_AT, None)
    return rows


OF_PERSON = {"trained", "core", "core-modules", "insulin-safety", "annual-review-foot", "merit", "live-session"}


def believed(
    practice: Practice,
    version: FrameworkVersion,
    key: str,
    days: list[date],
    known_from: datetime,
    known_until: datetime | bool | None,
) -> list[Standing]:
    verdicts = ("not_met", "met", "not_met")
    return [
        Standing(
            practice=practice,
            framework_version=version,
            requirement_key=key,
            verdict=verdict,
            from_on=from_on,
            until_on=until_on,
            known_from=known_from,
            known_until=known_until or KNOWN_FOR_EVER,
        )
        for verdict, from_on, until_on in zip(verdicts, days, days[1:], strict=False)
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6200)
