"""What the four import commands share: their options, their progress, and how they end."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms import clock
from practices.directory.effective import day_of
from practices.directory.operations import import_file
from practices.directory.outcome import ImportOutcome
from practices.directory.refusals import FileRefused, report_csv
from practices.enums import DirectoryFile

MOST_PRINTED = 50


class DirectoryCommand(BaseCommand):
    """Import one file. Ends with one line of counts, and with an error when the file was not loaded."""

    kind: DirectoryFile
    effective_help = "The day from which what differs holds, as YYYY-MM-DD. Default: today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="The file as it was published.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and write nothing.")
        parser.add_argument("--effective", type=date.fromisoformat, metavar="YYYY-MM-DD", help=self.effective_help)
        parser.add_argument("--per-row", action="store_true", help="Load the good rows although others are refused.")
        parser.add_argument("--refused", type=Path, metavar="FILE", help="Where to write the report of refused rows.")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        effective_on = self._effective_on(options["effective"], file.name)
        try:
            outcome = import_file(
                kind=self.kind,
                path=file,
                by=None,
                at=clock.now(),
                effective_on=effective_on,
                dry_run=options["dry_run"],
                per_row=options["per_row"],
                report=self._report,
            )
        except FileRefused as refusal:
            raise CommandError(f"{file.name} was not loaded. {refusal}") from None
        self._tell(outcome, options)

    def _effective_on(self, given: date | None, name: str) -> date:
        if given:
            return given
        named = day_of(self.kind, name)
        if named:
            self.stdout.write(f"Counted on {named}, as the file's name says; --effective says otherwise.")
        return named or clock.today()

    def _report(self, done: int, total: int, note: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"{100 * done // total if total else 0:3d} % {note}")

    def _tell(self, outcome: ImportOutcome, options: dict[str, Any]) -> None:
        for refusal in outcome.refusals[:MOST_PRINTED]:
            self.stdout.write(str(refusal))
        for note in outcome.notes:
            self.stdout.write(note)
        if len(outcome.parts) > 1:
            for part in outcome.parts:
                self.stdout.write(f"{part.name}: {part}")
        self.tell_more(outcome, options)
        if outcome.refusals:
            self._write_report(outcome, options["refused"])
        if outcome.dry_run:
            self.stdout.write("Dry run: nothing was written.")
        elif not outcome.loaded:
            self.stdout.write("Nothing was loaded. Put the rows right, or load the others with --per-row.")
        self.stdout.write(outcome.summary)
        if outcome.refusals and not options["per_row"]:
            raise CommandError(f"{outcome.total.refused} rows of {outcome.name} are refused.")

    def tell_more(self, outcome: ImportOutcome, options: dict[str, Any]) -> None:
        """What one kind of file has to say besides."""

    def _write_report(self, outcome: ImportOutcome, given: Path | None) -> None:
        report = given or settings.VAR / "imports" / f"{Path(outcome.name).name}.refused.csv"
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(report_csv(outcome.refusals), encoding="utf-8")
        more = len(outcome.refusals) - MOST_PRINTED
        self.stdout.write(f"{f'{more} more. ' if more > 0 else ''}All {len(outcome.refusals)} problems: {report}")
