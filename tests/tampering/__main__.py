"""Edit the ledger behind its back, many times, on a database of its own, and say how many edits were found.

    python -m tests.tampering [--edits 1000]

On SQLite; on PostgreSQL with DATABASE_URL, whose user has to be a superuser.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tampering-") as folder:
        os.environ.update(EP_VAR=folder, EP_TEST_NAME=f"tampering{os.getpid()}")
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        from django.db import connection

        connection.creation.create_test_db(verbosity=0, serialize=False)
        try:
            return _run(asked.edits, asked.seed, connection.vendor)
        finally:
            connection.creation.destroy_test_db("", verbosity=0)


def _run(edits: int, seed: int, vendor: str) -> int:
    from evidence.models import Leaf, Seal
    from tests.tampering import trial, world

    world.fill()
    before, began = trial.findings(), time.monotonic()
    kinds: Counter[str] = Counter()
    missed, astray = [], []
    for number in range(edits):
        edit, found = trial.tamper(number, seed)
        kinds[trial.EDITS[number % len(trial.EDITS)].__name__] += 1
        if not found:
            missed.append(edit)
        elif not trial.is_located(edit, found):
            astray.append((edit, found[0]))
    after = trial.findings()
    for name, number in kinds.items():
        print(f"{number:6} {name.replace('_', ' ')}")
    for edit in missed[:20]:
        print(f"MISSED {edit}")
    for edit, finding in astray[:20]:
        print(f"ASTRAY {edit}: {finding}")
    print(
        f"{vendor}: {edits:,} edits of {Leaf.objects.count():,} leaves under {Seal.objects.count()} seals: "
        f"{edits - len(missed):,} found, {edits - len(missed) - len(astray):,} located by the first finding, "
        f"{len(before) + len(after)} false alarms on the untouched ledger, {time.monotonic() - began:.0f} seconds"
    )
    return 1 if missed or astray or before or after else 0


if __name__ == "__main__":
    sys.exit(main())
