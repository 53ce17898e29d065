from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evidence.offline import DoesNotFit, check_head
from evidence.queries import head
from evidence.signing import site_public_keys
from evidence.verification import check_ledger


class Command(BaseCommand):
    help = "Recomputes the sealed ledger and says what does not fit, the first in the tree first. Exit code 1 if any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", nargs="*", default=[], metavar="FILE", help="Heads kept outside, to compare.")
        parser.add_argument("--most", type=int, default=20, help="How many findings are named; all are counted.")

    def handle(self, *args: Any, **options: Any) -> None:
        kept = [_read(path) for path in options["head"]]
        wrong = notices = 0
        for finding in check_ledger(keys=site_public_keys(), kept_heads=kept):
            wrong, notices = wrong + (not finding.is_notice), notices + finding.is_notice
            if wrong + notices <= options["most"]:
                self.stdout.write(f"Notice. {finding}" if finding.is_notice else str(finding))
        last = head()
        checked = f"{last.tree_size:,} leaves under {last.number:,} seals" if last else "Nothing is sealed yet;"
        self.stdout.write(f"{checked} checked: {wrong:,} do not fit, {notices:,} to look at.")
        if wrong:
            raise SystemExit(1)


def _read(path: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
        check_head(found)
    except DoesNotFit as error:
        raise CommandError(f"{path}: {error}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{path} is not a head as it is downloaded from the site: {error!r}") from error
    return found
