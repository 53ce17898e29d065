from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accreditation.enums import EvidenceFile
from accreditation.imports.uploads import import_file
from cms import clock
from practices.directory.refusals import FileRefused, report_csv
from practices.models import Network

MOST_PRINTED = 50


class Command(BaseCommand):
    help = "Record indicators or submissions of a network's practices from a CSV file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=EvidenceFile.values)
        parser.add_argument("file", type=Path)
        parser.add_argument("--network", required=True, metavar="CODE", help="Whose practices the rows may name.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and write nothing.")
        parser.add_argument("--per-row", action="store_true", help="Record the good rows although others are refused.")
        parser.add_argument("--refused", type=Path, metavar="FILE", help="Where to write the report of refused rows.")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        network = Network.objects.filter(code=options["network"]).first()
        if network is None:
            raise CommandError(f"There is no network {options['network']}.")
        try:
            outcome = import_file(
                kind=options["kind"],
                path=file,
                network=network,
                by=None,
                at=clock.now(),
                dry_run=options["dry_run"],
                per_row=options["per_row"],
            )
        except FileRefused as refusal:
            raise CommandError(f"{file.name} was not recorded. {refusal}") from None
        for line in [*map(str, outcome.refusals[:MOST_PRINTED]), *outcome.warnings]:
            self.stdout.write(line)
        if outcome.refusals and options["refused"]:
            options["refused"].write_text(report_csv(outcome.refusals), encoding="utf-8")
        if outcome.dry_run:
            self.stdout.write("Dry run: nothing was written.")
        elif not outcome.loaded:
            self.stdout.write("Nothing was recorded. Put the rows right, or record the others with --per-row.")
        self.stdout.write(outcome.summary)
        if outcome.refusals and not options["per_row"]:
            raise CommandError(f"{outcome.counts.refused} rows of {file.name} are refused.")
