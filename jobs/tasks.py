from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from jobs import operations


@shared_task(name="jobs.run")
def run(job_id: int) -> None:
    operations.run_job(job_id, at=timezone.now)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    operations.put_back_silent(at=timezone.now())
