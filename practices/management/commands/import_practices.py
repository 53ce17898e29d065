from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from practices.directory.outcome import ImportOutcome
from practices.enums import DirectoryFile, PracticeStatus
from practices.management.directory_command import DirectoryCommand
from practices.models import Commissioner


class Command(DirectoryCommand):
    help = "Import the ODS practice file (epraccur). What was known before stays answerable."
    kind = DirectoryFile.PRACTICES

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--counts", action="store_true", help="Count active GP practices by commissioner, too.")

    def tell_more(self, outcome: ImportOutcome, options: dict[str, Any]) -> None:
        statuses = (f"{PracticeStatus(status).label} {count}" for status, count in outcome.by_status.most_common())
        self.stdout.write(f"By status: {', '.join(statuses)}.")
        if options["counts"]:
            names = dict(Commissioner.objects.exclude(name="").values_list("code", "name"))
            self.stdout.write("Active GP practices by commissioner:")
            for code, count in sorted(outcome.by_commissioner.items()):
                self.stdout.write(f"  {code:<6}{count:>5}  {names.get(code, '')}".rstrip())
