"""Every test: on the embedded parts, then on PostgreSQL with Redis and with RabbitMQ. `make test` runs it.

What this machine cannot offer is said loudly at the end, and is no failure of the suite, except in CI.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests import services

ROOT = Path(__file__).resolve().parent.parent
PROCESSES = str(os.cpu_count() or 2)


@dataclass(frozen=True)
class Round:
    name: str
    environ: dict[str, str]
    arguments: list[str]


def suites(name: str, environ: dict[str, str], brokers_only: bool = False) -> list[Round]:
    everything = Round(f"{name}: everything but the browser", environ, ["-m", "not browser", "-n", PROCESSES, "tests"])
    browser = Round(f"{name}: the browser", environ, ["-m", "browser", "tests/browser"])
    broker = Round(f"{name}: the broker", environ, ["tests/integration/jobs"])
    if brokers_only:
        return [broker]
    return [everything, browser] if services.chromium() else [everything]


def run(round_: Round, folder: Path) -> bool:
    print(f"\n=== {round_.name}", flush=True)
    environ = {key: value for key, value in os.environ.items() if not key.startswith("EP_")}
    environ |= {"EP_VAR": str(folder), "EP_TEST_NAME": f"make{os.getpid()}", **round_.environ}
    began = time.monotonic()
    result = subprocess.run([sys.executable, "-m", "pytest", "-q", *round_.arguments], cwd=ROOT, env=environ)
    print(f"    {time.monotonic() - began:.0f} seconds", flush=True)
    return result.returncode == 0


def main() -> int:
    missing, failed = [], []
    if not services.chromium():
        missing.append("Chromium (set CHROMIUM or install Debian's chromium): no browser test ran")
    with services.postgresql() as database, services.redis() as redis:
        rabbitmq = services.rabbitmq()
        embedded = {"DATABASE_URL": "", "CELERY_BROKER_URL": ""}
        rounds = suites("SQLite and files", embedded)
        if database.url:
            rounds += suites(
                "PostgreSQL and Redis", {"DATABASE_URL": database.url, "CELERY_BROKER_URL": redis.url or ""}
            )
            if rabbitmq.url:
                environ = {"DATABASE_URL": database.url, "CELERY_BROKER_URL": rabbitmq.url}
                rounds += suites("PostgreSQL and RabbitMQ", environ, brokers_only=True)
        for name, service in [("PostgreSQL", database), ("Redis", redis), ("RabbitMQ", rabbitmq)]:
            if not service.url:
                missing.append(f"{name} ({service.why}): not tested with it")
        with tempfile.TemporaryDirectory(prefix="ep-tests-") as folder:
            failed = [round_.name for round_ in rounds if not run(round_, Path(folder))]
    for name in missing:
        print(f"\n!!! NOT TESTED, this machine has no {name}.")
    for name in failed:
        print(f"\n*** FAILED: {name}")
    if not failed:
        print(f"\nAll {len(rounds)} rounds passed.")
    return 1 if failed or (missing and os.environ.get("CI")) else 0


if __name__ == "__main__":
    sys.exit(main())
