from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from jobs import operations
from jobs.handlers import _handlers, register, register_long
from jobs.models import Job, State

AT = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def done(request: pytest.FixtureRequest) -> Iterator[list[Any]]:
    """Handlers for tests: `note` remembers its payload, `fail` always fails, `long` reports two steps."""
    seen: list[Any] = []

    def fail(payload: dict[str, Any], at: datetime) -> None:
        seen.append("tried")
        raise RuntimeError("the printer is on fire")

    def long(payload: dict[str, Any], at: datetime, report: Callable[[int, int, str], None]) -> dict[str, Any]:
        report(1, 2, "half-way")
        seen.append(Job.objects.get(topic="test.long").per_cent)
        return {"rows": 2}

    register("test.note", lambda payload, at: seen.append(payload["what"]))
    register("test.fail", fail)
    register_long("test.long", long)
    yield seen
    for topic in ("test.note", "test.fail", "test.long"):
        del _handlers[topic]


def enqueued(topic: str = "test.note", key: str = "one", at: datetime = AT) -> Job:
    return operations.enqueue(topic=topic, key=key, payload={"what": key}, at=at)


def later(seconds: float = 0) -> Callable[[], datetime]:
    return lambda: AT + timedelta(seconds=seconds)


def test_the_same_key_is_one_job(done: list[Any]) -> None:
    enqueued()
    enqueued()
    assert operations.drain(at=later()) == 1
    assert done == ["one"]


def test_a_job_rolled_back_with_its_change_never_happens(done: list[Any]) -> None:
    def change() -> None:
        with transaction.atomic():
            enqueued()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    assert operations.drain(at=later()) == 0


def test_running_a_job_twice_has_its_effect_once(done: list[Any]) -> None:
    job = enqueued()
    assert operations.run_job(job.id, at=later()) is True
    assert operations.run_job(job.id, at=later()) is False
    assert done == ["one"]


def test_a_done_job_forgets_what_it_carried(done: list[Any]) -> None:
    job = enqueued()
    operations.run_job(job.id, at=later())
    job.refresh_from_db()
    assert (job.state, job.payload) == (State.DONE, {})


def test_a_failing_job_waits_longer_each_time_and_ends_where_a_person_sees_it(done: list[Any]) -> None:
    job = enqueued("test.fail")
    waits = []
    at = AT
    for _ in range(operations.MOST_ATTEMPTS):
        operations.run_job(job.id, at=lambda moment=at: moment)
        job.refresh_from_db()
        waits.append((job.not_before - at).total_seconds())
        at = job.not_before
    assert waits == [4, 8, 16, 32, 64]
    assert (job.state, job.error) == (State.FAILED, "RuntimeError: the printer is on fire")
    assert list(Job.objects.failed()) == [job]


def test_a_failed_job_can_be_retried(done: list[Any]) -> None:
    job = enqueued("test.fail")
    Job.objects.update(state=State.FAILED, attempts=5)
    operations.retry_job(job, at=AT)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.WAITING, 0)


def test_long_work_reports_and_keeps_its_outcome(done: list[Any]) -> None:
    job = enqueued("test.long")
    operations.run_job(job.id, at=later())
    job.refresh_from_db()
    assert (done, job.outcome, job.note) == ([50], {"rows": 2}, "half-way")


def test_a_job_without_a_handler_fails_with_a_sentence() -> None:
    job = enqueued("test.nobody")
    assert operations.run_job(job.id, at=later()) is False
    job.refresh_from_db()
    assert job.error == "LookupError: No room has registered a handler for jobs about 'test.nobody'."


def test_what_the_broker_refuses_stays_waiting(done: list[Any]) -> None:
    job = enqueued()

    def refuse(job_id: int) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        operations.publish_waiting(send=refuse, at=AT)
    job.refresh_from_db()
    assert job.state == State.WAITING


def test_what_was_sent_and_shows_no_effect_is_sent_again(done: list[Any]) -> None:
    enqueued()
    sent: list[int] = []
    operations.publish_waiting(send=sent.append, at=AT)
    assert operations.put_back_silent(at=AT + timedelta(seconds=60)) == 0
    assert operations.put_back_silent(at=AT + timedelta(seconds=61)) == 1
    operations.publish_waiting(send=sent.append, at=AT + timedelta(seconds=62))
    assert len(sent) == 2
    assert sent[0] == sent[1]


def test_a_worker_that_died_half_way_leaves_work_that_is_taken_up_again(done: list[Any]) -> None:
    job = enqueued("test.long")
    Job.objects.update(state=State.RUNNING, touched_at=AT)
    assert operations.run_job(job.id, at=later()) is False
    operations.put_back_silent(at=AT + timedelta(minutes=6))
    assert operations.run_job(job.id, at=later(360)) is True
