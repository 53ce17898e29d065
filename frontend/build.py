"""Installs the front-end packages of package-lock.json and compiles them into cms/static/build.

Node comes from the machine when it is new enough. Otherwise it is installed from Python's own package index into the
virtual environment, by frontend/requirements.lock.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

OLDEST_NODE = 20
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SCRIPTS = Path(sys.executable).parent


def main() -> None:
    environment = dict(os.environ, PATH=search_path())
    run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], environment)
    run(["npm", "run", "--silent", "build"], environment)


def search_path() -> str:
    """A PATH on which `node` is new enough: the machine's, or the virtual environment's."""
    here = os.environ.get("PATH", "")
    if node_version(here) >= OLDEST_NODE and shutil.which("npm", path=here):
        return here
    ours = os.pathsep.join([str(SCRIPTS), here])
    if node_version(ours) < OLDEST_NODE:
        print("Node 20 or newer is not on this machine: installing it into the virtual environment ...")
        lock = str(HERE / "requirements.lock")
        run([sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", lock], dict(os.environ))
    return ours


def node_version(path: str) -> int:
    """The major version of the `node` found on a path; 0 when there is none that runs."""
    node = shutil.which("node", path=path)
    if node is None:
        return 0
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().lstrip("v").partition(".")[0]
    return int(major) if major.isdecimal() else 0


def run(command: Sequence[str], environment: dict[str, str]) -> None:
    program = shutil.which(command[0], path=environment["PATH"]) or command[0]
    done = subprocess.run([program, *command[1:]], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(f"The front end was not built: {' '.join(command)} ended with {done.returncode}.")


if __name__ == "__main__":
    main()
