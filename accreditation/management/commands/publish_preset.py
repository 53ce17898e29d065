from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accreditation import operations
from accreditation.enums import Transition
from accreditation.presets import preset_codes
from cms import clock
from practices.models import Network


class Command(BaseCommand):
    help = "Publishes an example framework in a network. Doing it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", choices=preset_codes())
        parser.add_argument("--network", required=True, help="The network's code.")
        parser.add_argument(
            "--transition",
            choices=Transition.values,
            default=Transition.FROM_DATE.value,
            help="How the version follows on the one before.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        network = Network.objects.filter(code=options["network"]).first()
        if network is None:
            there = ", ".join(Network.objects.values_list("code", flat=True)) or "none yet"
            raise CommandError(f"There is no network {options['network']}. There are: {there}.")
        try:
            version = operations.publish_preset(
                code=options["code"], network=network, by=None, at=clock.now(), transition=options["transition"]
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{version.framework.code} version {version.number} in {network.name}: {version.digest}")
