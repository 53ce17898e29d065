from __future__ import annotations

from celery import shared_task

from accreditation import operations
from cms import clock


@shared_task(name="accreditation.notice_passing_days")
def notice_passing_days() -> None:
    operations.notice_passing_days(until=clock.today(), at=clock.now())


@shared_task(name="accreditation.remind")
def remind() -> None:
    operations.remind(on=clock.today(), at=clock.now())


@shared_task(name="accreditation.take_automatic_decisions")
def take_automatic_decisions() -> None:
    operations.take_automatic_decisions(on=clock.today(), at=clock.now())


@shared_task(name="accreditation.expire_proposals")
def expire_proposals() -> None:
    operations.expire_proposals(on=clock.today(), at=clock.now())
