"""Install the front-end packages from their lock and compile them, with the machine's Node or, where it has none, Node from PyPI."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
OLDEST_NODE = 20


def has_node(path: str | None = None) -> bool:
    node = shutil.which("node", path=path)
    if not node or not shutil.which("npm", path=path):
        return False
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = re.match(r"v(\d+)", version)
    return bool(major) and int(major[1]) >= OLDEST_NODE


def path_with_node() -> str:
    """A PATH on which node and npm are found; installs them into the virtual environment if need be."""
    if has_node():
        return os.environ["PATH"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    if not has_node(path):
        print("Installing Node from PyPI, because this machine has none ...", flush=True)
        lock = BASE / "frontend" / "requirements.lock"
        install = [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(lock)]
        subprocess.run(install, check=True)
    return path


def main() -> None:
    environ = {**os.environ, "PATH": path_with_node()}
    npm = shutil.which("npm", path=environ["PATH"]) or "npm"
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([npm, "ci", *quiet], cwd=BASE, env=environ, check=True)
    subprocess.run([npm, "run", "--silent", "build"], cwd=BASE, env=environ, check=True)


if __name__ == "__main__":
    main()
