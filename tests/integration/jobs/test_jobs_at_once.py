from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection

from jobs import operations
from jobs.handlers import _handlers, register

AT = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)


@pytest.fixture
def done() -> Iterator[list[str]]:
    seen: list[str] = []
    register("test.note", lambda payload, at: seen.append(payload["what"]))
    yield seen
    del _handlers["test.note"]


@pytest.mark.usefixtures("committed_db")
def test_eight_workers_at_once_do_a_job_once(done: list[str]) -> None:
    job = operations.enqueue(topic="test.note", key="one", payload={"what": "one"}, at=AT)

    def work() -> None:
        operations.run_job(job.id, at=lambda: AT)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert done == ["one"]
