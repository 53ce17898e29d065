from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Bring the database, the cache table, static files, demonstration and search index to what the code needs."

    def handle(self, *args: Any, **options: Any) -> None:
        """One process for all of it: each start of Django costs as much as the work. Safe to run again."""
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO:
            call_command("demo", if_empty=True, stdout=self.stdout)
        call_command("update_index", verbosity=0)
