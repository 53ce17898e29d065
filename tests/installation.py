"""An installation of the site for tests: a folder, a database and a queue that nothing else uses."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from kombu import Connection
from kombu.exceptions import OperationalError

ROOT = Path(__file__).resolve().parent.parent
_numbers = count(1)


def on_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


@dataclass(frozen=True)
class Installation:
    folder: Path
    name: str = field(default_factory=lambda: f"site{os.getpid()}n{next(_numbers)}")

    @classmethod
    def migrated(cls, folder: Path) -> Installation:
        """A new one, with empty tables and the static files in place."""
        new = cls(folder)
        folder.mkdir(parents=True)
        if on_postgresql():
            _ask_server(f'CREATE DATABASE "{new.database}"')
        new.manage("migrate", "-v", "0")
        new.manage("createcachetable")
        new.manage("collectstatic", "--noinput", "-v", "0")
        return new

    def copied(self, folder: Path) -> Installation:
        """Another one that holds the same. This one must not be running."""
        copy = Installation(folder)
        folder.mkdir(parents=True)
        (folder / "static").symlink_to((self.folder / "static").resolve())
        if (self.folder / "media").exists():
            shutil.copytree(self.folder / "media", folder / "media")
        if on_postgresql():
            _ask_server(f'CREATE DATABASE "{copy.database}" TEMPLATE "{self.database}"')
        else:
            with sqlite3.connect(self.sqlite) as source, sqlite3.connect(copy.sqlite) as target:
                source.backup(target)
        return copy

    def removed(self) -> None:
        if on_postgresql():
            _ask_server(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def database(self) -> str:
        return f"ep_{self.name}"

    @property
    def sqlite(self) -> Path:
        return self.folder / "enhanced_practice.sqlite3"

    @property
    def environ(self) -> dict[str, str]:
        """Demo mode, everything else as the suite was started with."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("EP_", "DJANGO_"))}
        url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=self.database)) if on_postgresql() else ""
        return kept | {
            "EP_MODE": "demo",
            "EP_VAR": str(self.folder),
            "EP_TEST_NAME": self.name,
            "DATABASE_URL": url,
            "PYTHONUNBUFFERED": "1",
        }

    def manage(self, *arguments: str) -> str:
        """What the command printed. Raises AssertionError with all of its words when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        result = subprocess.run(command, cwd=ROOT, env=self.environ, capture_output=True, text=True)
        assert result.returncode == 0, f"{' '.join(arguments)} failed:\n{result.stdout}\n{result.stderr}"
        return result.stdout


def delete_queue(environ: Mapping[str, str]) -> None:
    """A real broker outlives the test, and so would the test's queue."""
    broker = environ.get("CELERY_BROKER_URL")
    if not broker:
        return
    connection = Connection(broker, connect_timeout=2)
    with connection, suppress(OperationalError, *connection.recoverable_connection_errors):
        connection.default_channel.queue_delete(f"enhanced-practice-{environ['EP_TEST_NAME']}")


def _ask_server(sql: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[call-overload]
