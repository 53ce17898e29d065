from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms import clock
from evidence.sealing import seal_ledger


class Command(BaseCommand):
    help = "Seals what waits, now. Beat does it each minute."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seal_ledger(at=clock.now()):,} entries and voids sealed.")
