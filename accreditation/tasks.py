from __future__ import annotations

from celery import shared_task

from accreditation import operations
from cms import clock


@shared_task(name="accreditation.notice_passing_days")
def notice_passing_days() -> None:
    operations.notice_passing_days(until=clock.today(), at=clock.now())
