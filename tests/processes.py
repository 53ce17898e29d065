"""Processes that tests start: each in a session of its own, ended with everything it started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable

POLL_SECONDS = 0.1


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(what: str, is_so: Callable[[], bool], seconds: float = 60) -> None:
    """Ask again and again until it is so. Raises AssertionError, naming what was waited for, after so many seconds."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"After {seconds:.0f} seconds still not: {what}"
        time.sleep(POLL_SECONDS)


def tree(pid: int) -> list[int]:
    """The process and everything that descends from it, the root first."""
    children = defaultdict(list)
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    for line in listing.splitlines():
        child, parent = map(int, line.split())
        children[parent].append(child)
    found = [pid]
    for parent in found:
        found += children[parent]
    return found


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL for all of it at once, as a power cut would."""
    for pid in tree(process.pid):
        _send(pid, signal.SIGKILL)
    process.wait(timeout=30)


def stop_tree(process: subprocess.Popen[bytes], patience_seconds: float = 30) -> None:
    """SIGTERM for the root, and SIGKILL for whatever of it is left when patience ends."""
    pids = tree(process.pid)
    _send(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=patience_seconds)
    except subprocess.TimeoutExpired:
        _send(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
    for pid in pids[1:]:
        _send(pid, signal.SIGKILL)


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
