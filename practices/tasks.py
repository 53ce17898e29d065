from __future__ import annotations

from celery import shared_task

from cms import clock
from practices import operations


@shared_task(name="practices.expire_corrections")
def expire_corrections() -> None:
    operations.expire_corrections(on=clock.today(), at=clock.now())
