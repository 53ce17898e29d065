"""What import-linter cannot see: string foreign keys and migrations keep the order of the rooms too."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.models import ForeignKey

ROOT = Path(__file__).resolve().parents[2]
LAYERS = [
    {"config"},
    {"portal"},
    {"courses", "virtualclinics", "visits", "accreditation"},
    {"evidence"},
    {"practices"},
    {"cms", "jobs"},
]
HEIGHT = {room: -depth for depth, rooms in enumerate(LAYERS) for room in rooms}


def may_know(room: str, other: str) -> bool:
    return room == other or HEIGHT[room] > HEIGHT[other]


def test_imports_keep_the_contracts() -> None:
    result = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_room_is_in_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = [set(layer.replace(" ", "").split("|")) for layer in contracts["contracts"][0]["layers"]]
    assert layers == LAYERS
    local = {config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    assert local == set(HEIGHT) - {"config"} == set(settings.ROOMS)
    assert set(contracts["root_packages"]) == set(HEIGHT)


def test_foreign_keys_keep_the_order_of_the_rooms() -> None:
    checked = 0
    for model in apps.get_models():
        room = model._meta.app_label
        for field in model._meta.local_fields:
            other = field.related_model._meta.app_label if isinstance(field, ForeignKey) else None
            if room in HEIGHT and other in HEIGHT:
                checked += 1
                assert may_know(room, other), f"{room}.{model.__name__}.{field.name} looks up at {other}"
    assert checked > 30


def test_migrations_keep_the_order_of_the_rooms() -> None:
    loader = MigrationLoader(None)
    pairs = [
        (room, other)
        for (room, _), migration in loader.disk_migrations.items()
        for other, _ in migration.dependencies
        if room in HEIGHT and other in HEIGHT
    ]
    assert len(pairs) >= 2
    assert [pair for pair in pairs if not may_know(*pair)] == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "core", "misc", "services", "managers"])
def test_no_module_hides_what_it_holds(name: str) -> None:
    rooms = [room for room in HEIGHT if (ROOT / room).is_dir()]
    assert [path for room in rooms for path in (ROOT / room).rglob(f"{name}*") if path.suffix in {"", ".py"}] == []


def test_the_domain_reads_no_clock() -> None:
    """Operations, queries, policies, records and rules are given their moments."""
    domain = ("operations", "queries", "policies", "records", "rules", "permissions")
    clocks = ("timezone.now(", "date.today(", "datetime.now(", "clock.now(", "clock.today(", "localdate(")
    files = [
        path for room in HEIGHT for path in (ROOT / room).rglob("*.py") if set(path.with_suffix("").parts) & set(domain)
    ]
    assert len(files) > 20
    assert [str(path) for path in files if any(clock in path.read_text() for clock in clocks)] == []
