from __future__ import annotations

from celery import shared_task

from cms import clock
from courses import operations


@shared_task(name="courses.remind")
def remind() -> None:
    operations.remind(at=clock.now())
