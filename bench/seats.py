"""Two hundred people book twelve places at once, over HTTP on PostgreSQL, twenty rounds; then once without the lock.

    python bench/seats.py [rounds]

Needs a PostgreSQL that lets it create a database (DATABASE_URL, else the standard port). Nobody may be sold a place too
many; without the lock somebody has to be, or the measurement could not show it.
"""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PEOPLE, PLACES, ROUNDS = 200, 12, 20
TOKEN = "t" * 32
# The site as it is, but for the lock: what the lock is worth.
UNLOCKED = """
from config.wsgi import application
from courses.models import LiveSession
from courses.operations import places
places.locked = lambda session: LiveSession.objects.get(pk=session.pk)
"""


def main() -> int:
    import psycopg

    from tests.services import postgresql

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with postgresql() as service, tempfile.TemporaryDirectory(prefix="ep-seats-") as folder:
        if not service.url:
            print(f"No PostgreSQL: {service.why}")
            return 1
        name = f"ep_seats_{os.getpid()}"
        with psycopg.connect(service.url, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}")
            try:
                return measure(service.url.rpartition("/")[0] + f"/{name}", Path(folder), rounds)
            finally:
                admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def measure(url: str, folder: Path, rounds: int) -> int:
    os.environ |= {"EP_MODE": "test", "EP_VAR": str(folder), "DATABASE_URL": url}
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    network, facilitator, cookies = prepared()
    (folder / "unlocked_site.py").write_text(UNLOCKED)
    print(f"{'':<16}{'rounds':>7}{'sold':>7}{'oversold':>10}{'worst':>7}{'median s':>10}{'p99 s':>8}{'other':>7}")
    with served("config.wsgi", folder) as port:
        oversold = show("with the lock", port, network, facilitator, cookies, rounds)
    with served("unlocked_site", folder) as port:
        without = show("without it", port, network, facilitator, cookies, max(rounds // 4, 1))
    print("The lock holds." if not oversold and without else "NOT SHOWN: see the table.")
    return 0 if not oversold and without else 1


def prepared():
    from django.conf import settings
    from django.test import Client

    from tests.factories.accounts import signed_in
    from tests.factories.practices import a_network, a_practice, a_specialist_nurse, employed

    network = a_network()
    practices = [a_practice(network) for _ in range(10)]
    people = [employed(practices[number % 10]) for number in range(PEOPLE)]
    cookies = [signed_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value for person in people]
    return network, a_specialist_nurse(network), cookies


@contextmanager
def served(module: str, folder: Path):
    from tests.processes import free_port, stop_tree, wait_until
    from tests.services import listens

    port = free_port()
    command = [sys.executable, "-m", "gunicorn", f"{module}:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "3", "--threads", "12", "--backlog", "512", "--log-level", "error"]
    environ = os.environ | {"PYTHONPATH": f"{folder}:{ROOT}"}
    server = subprocess.Popen(command, cwd=ROOT, env=environ, start_new_session=True)
    try:
        wait_until("the site listens", lambda: listens(port))
        yield port
    finally:
        stop_tree(server)


def show(label: str, port: int, network, facilitator, cookies, rounds: int) -> int:
    """Hold the rounds and print a line. Returns how many places were sold that there were not."""
    sold, over, worst, seconds, other = 0, 0, 0, [], 0
    for number in range(rounds):
        held, took, odd = one_round(port, network, facilitator, cookies, number)
        sold, over, worst = sold + held, over + max(held - PLACES, 0), max(worst, held)
        seconds, other = seconds + took, other + odd
    p99 = statistics.quantiles(seconds, n=100)[98]
    figures = f"{rounds:>7}{sold:>7}{over:>10}{worst:>7}{statistics.median(seconds):>10.2f}{p99:>8.2f}{other:>7}"
    print(f"{label:<16}{figures}", flush=True)
    return over


def one_round(port: int, network, facilitator, cookies, number: int) -> tuple[int, list[float], int]:
    """(places sold at the worst moment, seconds of each request, answers that were neither yes nor no)."""
    from django.conf import settings
    from django.utils import timezone

    from courses.models import BookingChange
    from courses.operations import cancel_session
    from tests.factories.courses import a_session

    session = a_session(network, facilitator, timezone.now() + timedelta(days=30 + number), capacity=PLACES)
    ready = threading.Barrier(PEOPLE)

    def book(cookie: str) -> tuple[int, float]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        connection.connect()
        ready.wait()
        start = time.perf_counter()
        cookies = f"{settings.SESSION_COOKIE_NAME}={cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Length": "0"}
        connection.request("POST", f"/courses/sessions/{session.pk}/book/", headers=headers)
        status = connection.getresponse().status
        connection.close()
        return status, time.perf_counter() - start

    with ThreadPoolExecutor(PEOPLE) as threads:
        answers = list(threads.map(book, cookies))
    changes = BookingChange.objects.filter(booking__session=session).order_by("id")
    assert all(change.state == "booked" for change in changes)
    held = changes.count()
    cancel_session(session=session, by=facilitator, at=timezone.now())
    return held, [seconds for _, seconds in answers], sum(status != 302 for status, _ in answers)


if __name__ == "__main__":
    sys.exit(main())
