from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms import clock
from practices.models import Network, Person, Practice

BAR = 30


class Command(BaseCommand):
    help = "Fill the invented network: practices, people, two years of history, through the operations of real use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Do nothing if it is there already.")
        parser.add_argument("--bare", action="store_true", help="Only the network, its specialists and its courses.")

    def handle(self, *args: Any, **options: Any) -> None:
        from portal.demo.filling import fill, is_filled

        if not settings.DEMO:
            raise CommandError("This is not a demonstration (EP_MODE), and invented people do not belong here.")
        if is_filled():
            if options["if_empty"]:
                return
            raise CommandError("The invented network is there already. To begin again, remove the database under var/.")
        began = time.monotonic()
        fill(today=clock.today(), now=clock.now(), bare=options["bare"], tell=self.tell)
        self.stdout.write(
            f"\nFilled {Network.objects.get(is_invented=True)}: {Practice.objects.filter(is_invented=True).count()} "
            f"practices, {Person.objects.count()} people, in {time.monotonic() - began:.0f} seconds."
        )

    def tell(self, what: str, done: int, total: int) -> None:
        if done % 50 and done != total:
            return
        filled = BAR * done // max(total, 1)
        line = f"\rFilling the demonstration: {what:<22} [{'#' * filled}{'.' * (BAR - filled)}]"
        self.stdout.write(line, ending="")
        self.stdout.flush()
