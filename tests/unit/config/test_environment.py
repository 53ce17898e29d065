from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import read_environment

BASE = Path("/somewhere")
LIVE = {
    "EP_MODE": "live",
    "EP_SECRET_KEY": "s" * 50,
    "EP_HOSTS": "diabetes.example.nhs.uk",
    "EP_PUBLIC_URL": "https://diabetes.example.nhs.uk",
}


def refusal(environ: dict[str, str]) -> str:
    with pytest.raises(ImproperlyConfigured) as refused:
        read_environment(BASE, environ)
    return str(refused.value)


def test_nothing_set_is_a_demonstration_on_embedded_parts() -> None:
    environment = read_environment(BASE, {})
    assert environment.mode == "demo"
    assert environment.database["NAME"] == "/somewhere/var/enhanced_practice.sqlite3"
    assert environment.broker_url == "filesystem://localhost"


def test_a_misspelt_variable_is_refused_by_name() -> None:
    said = refusal({"EP_SECRETKEY": "x"})
    assert said.startswith("Unknown setting EP_SECRETKEY. The settings are: CELERY_BROKER_URL,")


@pytest.mark.parametrize(
    ("name", "value"),
    [("EP_MODE", "production"), ("DATABASE_URL", "mysql://x/y"), ("CELERY_BROKER_URL", "sqs://")],
)
def test_a_value_outside_its_choices_is_refused(name: str, value: str) -> None:
    assert refusal({name: value}).startswith(f"{name} is ")


@pytest.mark.parametrize("name", ["EP_SECRET_KEY", "EP_HOSTS", "EP_PUBLIC_URL"])
def test_a_live_site_does_not_start_without(name: str) -> None:
    assert name in refusal({key: value for key, value in LIVE.items() if key != name})


def test_a_live_site_is_not_a_demonstration() -> None:
    assert not read_environment(BASE, LIVE).is_demo


def test_a_database_socket_folder_is_understood() -> None:
    environment = read_environment(BASE, {"DATABASE_URL": "postgresql://postgres:@%2Frun%2Fpg/ep"})
    assert environment.database["HOST"] == "/run/pg"
