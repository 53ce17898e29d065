"""Real relay and worker processes, over the broker that the environment gives; files, when it gives none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from jobs import operations
from jobs.models import Job, State
from practices.models import Person
from practices.operations import invite_person
from tests.factories.practices import a_person
from tests.integration.jobs.processes_of_the_site import Processes
from tests.processes import kill_tree, wait_until

JOBS = 60
# Not marked django_db: the fixture puts the ledger's triggers back only after the flush, and so has to come first.
pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture
def processes(tmp_path: Path, committed_db: None) -> Iterator[Processes]:
    with Processes(tmp_path) as processes:
        yield processes


def counted() -> list[str]:
    return sorted(Person.objects.filter(family_name="Counted").values_list("given_name", flat=True))


def unfinished() -> int:
    return Job.objects.exclude(state=State.DONE).count()


def test_a_worker_killed_half_way_loses_nothing_and_doubles_nothing(processes: Processes) -> None:
    names = [f"{number:03d}" for number in range(JOBS)]
    for name in names:
        operations.enqueue(topic="test.count", key=name, payload={"name": name}, at=timezone.now())
    processes.relay()
    worker = processes.worker("tests.integration.jobs.counting")
    wait_until("some of the work is done", lambda: len(counted()) >= 5)
    kill_tree(worker)
    assert 5 <= len(counted()) < JOBS, "The worker was too fast to be killed half-way"
    processes.worker("tests.integration.jobs.counting")
    operations.put_back_silent(at=timezone.now() + timedelta(minutes=10))
    wait_until("all of the work is done", lambda: unfinished() == 0)
    assert counted() == names


def test_everything_published_twice_is_done_once(processes: Processes) -> None:
    """What a sweep that comes too early brings about: every message is in the queue twice."""
    names = [f"{number:03d}" for number in range(20)]
    for name in names:
        operations.enqueue(topic="test.count", key=name, payload={"name": name}, at=timezone.now())
    processes.relay()
    wait_until("all of it is sent", lambda: Job.objects.filter(state=State.PUBLISHED).count() == 20)
    assert operations.put_back_silent(at=timezone.now() + timedelta(minutes=10)) == 20
    processes.worker("tests.integration.jobs.counting")
    wait_until("all of the work is done", lambda: unfinished() == 0)
    operations.enqueue(topic="test.count", key="last", payload={"name": "last"}, at=timezone.now())
    wait_until("the queue behind it is worked off", lambda: "last" in counted())
    assert counted() == [*names, "last"]


def test_an_invitation_reaches_its_mail_box(processes: Processes, tmp_path: Path) -> None:
    nurse = a_person(with_account=False)
    _, address = invite_person(person=nurse, by=None, at=timezone.now())
    processes.relay()
    processes.worker()
    wait_until("the invitation is sent", lambda: unfinished() == 0)
    [mail] = (tmp_path / "mail").iterdir()
    assert re.findall(r"http\S+", mail.read_text()) == [address]
    assert Job.objects.get().payload == {}
