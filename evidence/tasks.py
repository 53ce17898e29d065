from __future__ import annotations

from celery import shared_task

from cms import clock
from evidence import sealing


@shared_task(name="evidence.seal_ledger")
def seal_ledger() -> None:
    sealing.seal_ledger(at=clock.now())
