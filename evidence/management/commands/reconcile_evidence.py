from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evidence.models import Entry
from evidence.reconciliation import discrepancies, registered_sources


class Command(BaseCommand):
    help = "Compare what the rooms say should be in the evidence ledger with what is in it. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for source in registered_sources():
            for discrepancy in discrepancies(source):
                found += 1
                self.stdout.write(f"{source} {discrepancy.source_ref} {discrepancy.kind}: {discrepancy.problem}")
        checked = f"{Entry.objects.standing().count()} standing entries, {len(registered_sources())} sources"
        if found:
            raise CommandError(f"{found} discrepancies. Checked {checked}.")
        self.stdout.write(f"No discrepancy. Checked {checked}.")
