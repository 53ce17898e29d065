"""The real site, running: web server, relay, worker and beat as `make run` starts them, on its own installation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from tests.installation import ROOT, Installation, delete_queue
from tests.processes import free_port, stop_tree, wait_until

SHOWN_OF_THE_LOG = 12_000


class RunningSite:
    """`with RunningSite(installation) as site:` - `site.url` answers inside; afterwards nothing of it runs on."""

    def __init__(self, installation: Installation, web_processes: int = 1, **environ: str) -> None:
        self.installation = installation
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.web_processes = web_processes
        self.environ = installation.environ | {"EP_PUBLIC_URL": self.url} | environ
        self.log = installation.folder / "site.log"
        self.browser_sessions: dict[str, Any] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._log_file: IO[bytes] | None = None

    def __enter__(self) -> RunningSite:
        arguments = ["--port", str(self.port), "--web-processes", str(self.web_processes)]
        self._log_file = self.log.open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "config.serve", *arguments],
            cwd=ROOT,
            env=self.environ,
            stdout=self._log_file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until(f"the site answers\n{self.last_words}", self._is_up, 90)
            assert self._process.poll() is None, f"The site stopped by itself.\n{self.last_words}"
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._process and self._log_file:
            stop_tree(self._process)
            self._log_file.close()
            delete_queue(self.environ)
        self._process = self._log_file = None

    def _is_up(self) -> bool:
        """config.serve says so itself, once its own question was answered."""
        assert self._process is not None
        return self._process.poll() is not None or f"answers at {self.url}/" in self.log.read_text()

    @property
    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-SHOWN_OF_THE_LOG:] if self.log.exists() else ""

    @property
    def mails(self) -> list[Path]:
        """The e-mails sent, oldest first."""
        return sorted((self.installation.folder / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
