from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accreditation.arguments import a_day, a_moment, framework_among
from accreditation.changes import RegisterChange, register_changes
from accreditation.models import Framework
from cms import clock
from cms.clock import LONDON


class Command(BaseCommand):
    help = (
        "The lines of the register of a day that differ between two moments of our knowledge, and what explains each."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--framework", help="The framework's code, if there are several.")
        parser.add_argument("--network", help="The network's code, if several have such a framework.")
        parser.add_argument("--as-of", type=a_day, help="The day asked about. Today if left out.")
        parser.add_argument("--earlier", type=a_moment, required=True, help="A day (its end, in London) or a moment.")
        parser.add_argument("--later", type=a_moment, help="The same. Now if left out.")

    def handle(self, *args: Any, **options: Any) -> None:
        framework = framework_among(Framework.objects.all(), options["framework"], options["network"])
        changes = register_changes(
            framework,
            as_of=options["as_of"] or clock.today(),
            earlier=options["earlier"],
            later=options["later"] or clock.now(),
        )
        for change in changes:
            self.stdout.write("\n".join(_in_words(change)))
        self.stdout.write(f"{len(changes)} practices differ.")


def _in_words(change: RegisterChange) -> list[str]:
    lines = [f"{change.code} {change.name}"]
    lines += [f"  {each.column}: {each.was or '-'} -> {each.became or '-'}" for each in change.differences]
    for learned in change.explained_by:
        entry = f" (entry {learned.entry})" if learned.entry else ""
        lines.append(f"  {learned.at.astimezone(LONDON).isoformat(timespec='seconds')} {learned.sentence}{entry}")
    return lines
