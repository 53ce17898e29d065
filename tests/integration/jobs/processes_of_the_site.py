"""Relay, worker and web server as real processes, on the database of the test."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from tests.installation import ROOT, delete_queue, on_postgresql
from tests.processes import stop_tree


def database_url() -> str:
    name = str(connection.settings_dict["NAME"])
    if on_postgresql():
        return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=name))
    return f"sqlite:///{name}"


class Processes:
    """Starts parts of the site; leaving the `with` ends them all."""

    def __init__(self, folder: Path, **environ: str) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("EP_", "DJANGO_"))}
        own = {"EP_MODE": "demo", "EP_VAR": str(folder), "EP_TEST_NAME": folder.name, "DATABASE_URL": database_url()}
        self.environ = kept | own | environ
        self.log = folder / "processes.log"
        self._running = ExitStack()

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        """A failed test shows what they said."""
        self._running.close()
        delete_queue(self.environ)
        print(self.log.read_text(errors="replace"))  # noqa: T201

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        log = self._running.enter_context(self.log.open("ab"))
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True
        )
        self._running.callback(lambda: stop_tree(process) if process.poll() is None else None)
        return process

    def relay(self) -> subprocess.Popen[bytes]:
        return self.start("manage.py", "relay")

    def worker(self, app: str = "config") -> subprocess.Popen[bytes]:
        options = ["--loglevel", "WARNING", "--concurrency", "1", "--without-gossip"]
        return self.start("-m", "celery", "-A", app, "--quiet", "worker", *options)

    def web(self, port: int) -> subprocess.Popen[bytes]:
        return self.start("-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "warning")
