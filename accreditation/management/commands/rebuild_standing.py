from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import QuerySet

from accreditation import operations
from accreditation.arguments import practice_called
from practices.models import Practice


class Command(BaseCommand):
    help = "Works the stored standing out again. With --check it writes nothing, and must find no difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Compare only; exit code 1 and the list of differences."
        )
        parser.add_argument("--practice", help="One practice, by code.")

    def handle(self, *args: Any, **options: Any) -> None:
        practices = Practice.objects.filter(enrolments__isnull=False).distinct().order_by("code")
        if options["practice"]:
            practices = practices.filter(pk=practice_called(options["practice"]).pk)
        if options["check"]:
            self._check(practices)
        else:
            self._rebuild(practices)

    def _rebuild(self, practices: QuerySet[Practice]) -> None:
        changed = [operations.rebuild_standing(practice=practice) for practice in practices]
        self.stdout.write(f"{len(changed)} practices worked out again, {sum(changed)} stored rows changed.")

    def _check(self, practices: QuerySet[Practice]) -> None:
        found = 0
        for practice in practices:
            for difference in operations.standing_differences(practice):
                found += 1
                self.stdout.write(difference)
        self.stdout.write(f"{practices.count()} practices checked, {found} differences.")
        if found:
            raise SystemExit(1)
