from __future__ import annotations

import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from jobs import operations
from jobs.tasks import run

logger = logging.getLogger("jobs.relay")


class Command(BaseCommand):
    help = "Publish waiting jobs to the broker until told to stop. Several may run; a job is done once."

    def handle(self, *args: object, **options: object) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        pause = 0.25
        while not stop.wait(pause):
            pause = self._publish(pause)

    def _publish(self, pause: float) -> float:
        """Publish once and say how long to wait; a broker out of reach is asked less and less often."""
        try:
            close_old_connections()
            operations.publish_waiting(send=self._send, at=timezone.now())
            return 0.25
        except Exception as error:
            logger.warning("Cannot publish jobs: %s. They stay waiting.", error)
            return min(pause * 2, 15.0)

    def _send(self, job_id: int) -> None:
        run.apply_async(args=(job_id,), retry=False)
