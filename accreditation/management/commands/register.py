from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accreditation import exports, queries
from accreditation.arguments import add_moments, add_version, framework_among
from accreditation.enums import Status
from accreditation.models import Framework
from accreditation.queries import version_in_force
from cms import clock


class Command(BaseCommand):
    help = "Every practice's standing on a day, as known at a moment, from the stored rows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--csv", action="store_true", help="The whole register as CSV; otherwise its counts.")
        parser.add_argument("--framework", help="The framework's code, if there are several.")
        parser.add_argument("--network", help="The network's code, if several have such a framework.")
        add_moments(parser)
        add_version(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        framework = framework_among(Framework.objects.all(), options["framework"], options["network"])
        as_of, known_at = options["as_of"] or clock.today(), options["known_at"] or clock.now()
        asked = {"as_of": as_of, "known_at": known_at, "under": options["under"]}
        if version_in_force(framework, **asked) is None and options["under"] is not None:
            raise CommandError(f"“{framework.title}” had no version {options['under']} by then.")
        rows = queries.register(framework, **asked)
        if options["csv"]:
            self.stdout.write(exports.as_csv(exports.head_of(framework, **asked), rows), ending="")
            return
        counts = Counter(row.status for row in rows)
        for status in Status:
            self.stdout.write(f"{counts[status]:6} {status.label}")
