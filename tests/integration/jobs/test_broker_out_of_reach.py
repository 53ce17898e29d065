"""The site while its broker cannot be reached: people go on working, and their work waits."""

from __future__ import annotations

import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from courses.models import Attempt, Completion
from courses.operations import answer_question, start_attempt
from jobs.models import Job, State
from practices.models import Person
from tests.factories.courses import a_course, enrolled, right_answers
from tests.factories.practices import a_network, a_practice, employed
from tests.integration.jobs.processes_of_the_site import Processes
from tests.processes import free_port, wait_until

NOBODY_LISTENS = ("amqp://guest:guest@127.0.0.1:1//", "redis://127.0.0.1:1/0")
PROMPTLY_SECONDS = 5

# Not marked django_db: the fixture puts the ledger's triggers back only after the flush, and so has to come first.
pytestmark = pytest.mark.usefixtures("committed_db")


def an_answered_attempt(nurse: Person) -> Attempt:
    course = a_course(nurse.employments.get().practice.network_memberships.get().network)
    attempt = start_attempt(enrolment=enrolled(nurse, course, timezone.now()), by=nurse, at=timezone.now())
    answers = right_answers(attempt)
    for response in attempt.responses.all():
        answer_question(attempt=attempt, position=response.position, chosen=answers[response.question_id], by=nurse)
    return attempt


def session_of(person: Person) -> str:
    client = Client()
    client.force_login(person.user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def post(port: int, path: str, session: str) -> HTTPResponse:
    token = "t" * 32
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    connection = HTTPConnection("localhost", port, timeout=60)
    connection.request("POST", path, urlencode({"csrfmiddlewaretoken": token}), headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


@pytest.mark.parametrize("broker", NOBODY_LISTENS)
def test_a_nurse_completes_a_course_and_its_consequences_wait(broker: str, tmp_path: Path) -> None:
    nurse = employed(a_practice(a_network()))
    attempt = an_answered_attempt(nurse)
    Job.objects.all().delete()
    port = free_port()
    with Processes(tmp_path, CELERY_BROKER_URL=broker) as processes:
        for command in (["createcachetable"], ["collectstatic", "--noinput", "-v", "0"]):
            assert processes.start("manage.py", *command).wait() == 0
        processes.relay()
        web = processes.web(port)
        wait_until("the site listens", lambda: web.poll() is not None or is_listening(port))
        began = time.monotonic()
        response = post(port, f"/courses/attempts/{attempt.pk}/check/", session_of(nurse))
        assert time.monotonic() - began < PROMPTLY_SECONDS
        assert (response.status, response.headers["Location"]) == (302, f"/courses/attempts/{attempt.pk}/result/")
        wait_until("the relay has tried", lambda: "They stay waiting" in processes.log.read_text())
    assert Completion.objects.get().enrolment == attempt.enrolment
    assert list(Job.objects.values_list("topic", "state")) == [("facts.changed", State.WAITING)]


def is_listening(port: int) -> bool:
    connection = HTTPConnection("localhost", port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
