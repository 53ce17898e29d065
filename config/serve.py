"""Run the whole site on one machine: web server, relay, Celery worker and beat. `python -m config.serve --port 8000`.

One dies, all stop: a site without its worker would look well and do nothing.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 60


def commands(port: int, web_processes: int) -> dict[str, list[str]]:
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "config", "--quiet"]
    return {
        "web": [
            *(python, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--workers", str(web_processes), "--threads", "4", "--log-level", "warning", "--timeout", "60"),
        ],
        "relay": [python, "manage.py", "relay"],
        "worker": [*celery, "worker", "--loglevel", "WARNING", "--concurrency", "1", "--without-gossip"],
        "beat": [*celery, "beat", "--loglevel", "WARNING"],
    }


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until_it_answers(port: int, processes: dict[str, subprocess.Popen[bytes]]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and not dead(processes):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    return False


def dead(processes: dict[str, subprocess.Popen[bytes]]) -> list[str]:
    return [name for name, process in processes.items() if process.poll() is not None]


def stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in processes.values():
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in processes.values():
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def welcome(port: int) -> str:
    lines = [f"\nEnhanced Practice answers at http://localhost:{port}/   (Ctrl-C stops it)\n"]
    if os.environ.get("EP_MODE", "demo") == "demo":
        lines += [
            "Everybody here is invented. Sign in with the password  demonstration-2026  as",
            "  lead.gp@demo.example        lead GP of an accredited practice",
            "  nurse@demo.example          practice nurse",
            "  consultant@demo.example     consultant diabetologist",
            "  dsn@demo.example            diabetes specialist nurse",
            "  commissioner@demo.example   commissioner's officer",
            "  second.officer@demo.example another officer, for what two decide",
            "  admin@demo.example          programme admin\n",
        ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--web-processes", type=int, default=2)
    options = parser.parse_args()
    if is_taken(options.port):
        print(f"Port {options.port} is in use. Stop what uses it, or: make run PORT={options.port + 1}")
        return 1
    processes = {
        name: subprocess.Popen(command, cwd=BASE, start_new_session=True)
        for name, command in commands(options.port, options.web_processes).items()
    }
    asked_to_stop: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: asked_to_stop.append(number))
    try:
        if not wait_until_it_answers(options.port, processes):
            print(f"The site does not answer at port {options.port}. Stopped: {dead(processes) or 'nothing'}.")
            return 1
        print(welcome(options.port), flush=True)
        while not asked_to_stop and not dead(processes):
            time.sleep(0.3)
        if not asked_to_stop:
            print(f"{', '.join(dead(processes))} stopped by itself, so the rest stops too.")
            return 1
        return 0
    finally:
        stop(processes)


if __name__ == "__main__":
    sys.exit(main())
