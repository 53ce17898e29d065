"""The site's settings as the environment gives them: named, typed, and refused when unknown or malformed.

Every variable of ours begins with EP_, but for the two names that hosting platforms set themselves. A misspelt
variable is an error, so that a typing mistake never leaves a site running with a default nobody chose.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

MODES = ("demo", "live", "test")
BROKERS = ("filesystem", "redis", "rediss", "amqp", "amqps")
DATABASES = ("sqlite", "postgres", "postgresql")
KNOWN = {
    "EP_MODE": "demo, live or test. Default demo.",
    "EP_SECRET_KEY": "At least 50 characters. Required when EP_MODE is live.",
    "EP_HOSTS": "Host names that the site answers to, separated by commas. Required when EP_MODE is live.",
    "EP_PUBLIC_URL": "The address that e-mails and certificates show, such as https://diabetes.example.nhs.uk.",
    "EP_PACKAGES_HOST": "Host under which course packages play, each launch at a name below it: packages.example.net, "
    "not a part of the site's own domain. Default packages.localhost; when EP_MODE is live, none: then none play.",
    "EP_VAR": "Folder for the embedded database, uploads and queues. Default var/.",
    "EP_EMAIL_URL": "smtp://user:password@host:port; empty writes e-mails to files under EP_VAR/mail.",
    "EP_TEST_NAME": "A suffix for the test database, so that several suites can run side by side.",
    "DATABASE_URL": "sqlite:///path or postgresql://user:password@host/name. Default: SQLite under EP_VAR.",
    "CELERY_BROKER_URL": "redis://host:port/n or amqp://user:password@host//. Default: files under EP_VAR.",
}


@dataclass(frozen=True)
class Environment:
    mode: str
    secret_key: str
    hosts: list[str]
    public_url: str
    var: Path
    email_url: str
    test_name: str
    database: dict
    broker_url: str
    packages_host: str

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    @property
    def is_live(self) -> bool:
        return self.mode == "live"


def read_environment(base: Path, environ: Mapping[str, str] = os.environ) -> Environment:
    """Read and check the environment. Raises ImproperlyConfigured with the variable and what it may be."""
    _refuse_unknown(environ)
    mode = _one_of("EP_MODE", environ.get("EP_MODE", "demo"), MODES)
    var = Path(environ.get("EP_VAR") or base / "var").resolve()
    database_url = environ.get("DATABASE_URL") or f"sqlite:///{var / 'enhanced_practice.sqlite3'}"
    broker_url = environ.get("CELERY_BROKER_URL") or "filesystem://localhost"
    _one_of("DATABASE_URL", urlsplit(database_url).scheme, DATABASES)
    _one_of("CELERY_BROKER_URL", urlsplit(broker_url).scheme, BROKERS)
    hosts = [host.strip() for host in environ.get("EP_HOSTS", "").split(",") if host.strip()]
    secret_key = environ.get("EP_SECRET_KEY", "")
    if mode == "live":
        _require_live(secret_key, hosts, environ.get("EP_PUBLIC_URL", ""))
    return Environment(
        mode=mode,
        secret_key=secret_key or "demo-and-test-only-never-used-when-EP_MODE-is-live-0123456789",
        hosts=hosts or ["localhost", "127.0.0.1", "[::1]", "testserver"],
        public_url=environ.get("EP_PUBLIC_URL", "http://localhost:8000").rstrip("/"),
        var=var,
        email_url=environ.get("EP_EMAIL_URL", ""),
        test_name=environ.get("EP_TEST_NAME", ""),
        database=dj_database_url.parse(database_url),
        broker_url=broker_url,
        packages_host=_packages_host(environ.get("EP_PACKAGES_HOST"), hosts, mode),
    )


def _packages_host(given: str | None, hosts: list[str], mode: str) -> str:
    """A host apart from the site's: what a package stores or sends must never be taken for the site's."""
    name = (given if given is not None else "" if mode == "live" else "packages.localhost").strip().lower().strip(".")
    if name and not re.fullmatch(r"[a-z0-9.-]+", name):
        raise ImproperlyConfigured("EP_PACKAGES_HOST is a host name without a scheme or a port: packages.example.net.")
    within = [host for host in hosts if f".{name}".endswith(f".{host.lstrip('.')}") or host.endswith(f".{name}")]
    if name and within and mode == "live":
        raise ImproperlyConfigured(
            f"EP_PACKAGES_HOST must not be part of {within[0]}, a host of the site, nor hold it."
        )
    return name


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    unknown = sorted(name for name in environ if name.startswith("EP_") and name not in KNOWN)
    if unknown:
        raise ImproperlyConfigured(
            f"Unknown setting {', '.join(unknown)}. The settings are: {', '.join(sorted(KNOWN))}."
        )


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; it has to be one of {', '.join(allowed)}.")
    return value


def _require_live(secret_key: str, hosts: list[str], public_url: str) -> None:
    if len(secret_key) < 50:
        raise ImproperlyConfigured("EP_SECRET_KEY needs at least 50 characters when EP_MODE is live.")
    if not hosts:
        raise ImproperlyConfigured("EP_HOSTS has to name the site's hosts when EP_MODE is live.")
    if not public_url.startswith("https://"):
        raise ImproperlyConfigured("EP_PUBLIC_URL has to begin with https:// when EP_MODE is live.")
