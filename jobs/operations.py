from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from jobs.handlers import Handler, handler_of
from jobs.models import Job, JobQuerySet, State

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
PATIENCE = timedelta(seconds=60)
PATIENCE_WHEN_RUNNING = timedelta(minutes=5)
FIRST_DELAY = timedelta(seconds=2)


def enqueue(
    *, topic: str, key: str, payload: dict[str, Any], at: datetime, requested_by: str = "", in_steps: int = 0
) -> Job:
    """Write down work to be done, in the caller's transaction. The same key twice is one job."""
    values = {"topic": topic, "payload": payload, "created_at": at, "touched_at": at, "requested_by": requested_by}
    job, _ = Job.objects.get_or_create(key=f"{topic}:{key}"[:160], defaults={**values, "steps_total": in_steps})
    return job


def publish_waiting(*, send: Callable[[int], None], at: datetime, most: int = 200) -> int:
    """Hand waiting jobs to the broker and return how many. Whatever the broker refuses stays waiting."""
    published = 0
    for job_id in Job.objects.due(at).values_list("id", flat=True)[:most]:
        send(job_id)
        published += Job.objects.filter(id=job_id, state=State.WAITING).update(state=State.PUBLISHED, touched_at=at)
    return published


def put_back_silent(*, at: datetime) -> int:
    """Publish again whatever was sent or begun and has shown no sign of life. Returns how many."""
    lost = Job.objects.filter(state=State.PUBLISHED).silent_since(at - PATIENCE)
    stuck = Job.objects.filter(state=State.RUNNING).silent_since(at - PATIENCE_WHEN_RUNNING)
    return sum(jobs.update(state=State.WAITING, touched_at=at) for jobs in (lost, stuck))


def run_job(job_id: int, *, at: Callable[[], datetime]) -> bool:
    """Do one job. Returns False when it was done already, is in other hands, or failed (and was noted)."""
    try:
        handler = handler_of(Job.objects.values_list("topic", flat=True).get(id=job_id))
        return _run_long(job_id, handler, at) if handler.long else _run_once(job_id, handler, at)
    except Job.DoesNotExist:
        return False
    except Exception as error:
        logger.exception("Job %s failed", job_id)
        _note_failure(job_id, error, at())
        return False


def _run_once(job_id: int, handler: Handler, at: Callable[[], datetime]) -> bool:
    with transaction.atomic():
        job = _claim(job_id)
        if job is None:
            return False
        outcome = handler.handle(job.payload, at())
        _finish(job, outcome, at())
    return True


def _run_long(job_id: int, handler: Handler, at: Callable[[], datetime]) -> bool:
    with transaction.atomic():
        job = _claim(job_id)
        if job is None or job.state == State.RUNNING:
            return False
        Job.objects.filter(id=job_id).update(state=State.RUNNING, touched_at=at())

    def report(done: int, total: int, note: str) -> None:
        Job.objects.filter(id=job_id).update(
            steps_done=min(done, total), steps_total=total, note=note[:200], touched_at=at()
        )

    _finish(job, handler.handle(job.payload, at(), report), at())
    return True


def _claim(job_id: int) -> Job | None:
    """The job, locked, if it is still to be done and nobody else holds it."""
    jobs: JobQuerySet = Job.objects.exclude(state__in=(State.DONE, State.FAILED))
    skip = connection.features.has_select_for_update_skip_locked
    return jobs.select_for_update(skip_locked=skip).filter(id=job_id).first()


def _finish(job: Job, outcome: dict[str, Any] | None, at: datetime) -> None:
    """Mark the job done and forget what it carried: a payload may hold an address that works once."""
    Job.objects.filter(id=job.id).update(
        state=State.DONE,
        finished_at=at,
        touched_at=at,
        outcome=outcome or {},
        payload={},
        error="",
        attempts=job.attempts + 1,
    )


def _note_failure(job_id: int, error: Exception, at: datetime) -> None:
    with transaction.atomic():
        job = Job.objects.select_for_update().get(id=job_id)
        job.attempts += 1
        job.error = f"{type(error).__name__}: {error}"[:500]
        job.state = State.FAILED if job.attempts >= MOST_ATTEMPTS else State.WAITING
        job.not_before = at + FIRST_DELAY * 2**job.attempts
        job.touched_at = at
        job.save(update_fields=["attempts", "error", "state", "not_before", "touched_at"])


def retry_job(job: Job, *, at: datetime) -> None:
    """Give a failed job another five attempts."""
    Job.objects.filter(id=job.id, state=State.FAILED).update(
        state=State.WAITING, attempts=0, not_before=None, touched_at=at
    )


def drain(*, at: Callable[[], datetime]) -> int:
    """Do every due job here and now, in order, with no broker. For commands and tests. Returns how many were done."""
    done = 0
    while ids := list(Job.objects.due(at()).values_list("id", flat=True)[:500]):
        done += sum(run_job(job_id, at=at) for job_id in ids)
    return done


def settle(*, topic: str, at: datetime) -> int:
    """Mark every waiting job of a topic done, because its effect was brought about otherwise. Returns how many."""
    waiting = Job.objects.filter(topic=topic, state=State.WAITING)
    return waiting.update(state=State.DONE, finished_at=at, touched_at=at, payload={})
