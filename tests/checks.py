"""The checks beside the tests: lint, format, types, contracts, migrations, documents in step. `make check` runs it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

# Types are complete where it matters; views, forms and templates are not asked for them.
CORE = ("operations", "queries", "policies", "permissions", "records")
TYPED = ["evidence", "jobs", "accreditation/rules", "practices/confidentiality", "practices/access.py"]
TYPED += sorted(
    str(path.relative_to(ROOT))
    for name in CORE
    for path in ROOT.glob(f"*/{name}*")
    if path.stem == name and path.parent.name not in TYPED
)

ROOMS = ["cms", "portal", "practices", "courses", "visits", "virtualclinics", "accreditation"]
CHECKS = {
    "lint": [BIN / "ruff", "check", "--no-cache", "."],
    "format": [BIN / "ruff", "format", "--no-cache", "--check", "."],
    "types": [BIN / "mypy", *TYPED],
    "import contracts": [BIN / "lint-imports", "--no-cache"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment settings": [sys.executable, "manage.py", "check", "--fail-level", "WARNING"],
    "templates": [BIN / "djlint", "--lint", "--quiet", *ROOMS],
    "documents in step": [sys.executable, "-m", "tests.documents", "--check"],
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "EP_VAR": folder, "EP_MODE": "test", "MYPY_CACHE_DIR": f"{folder}/mypy"}
        failed = []
        for name, command in CHECKS.items():
            result = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
            print(f"{'ok     ' if result.returncode == 0 else 'FAILED '} {name}", flush=True)
            if result.returncode:
                print(result.stdout[-8000:] + result.stderr[-4000:])
                failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
