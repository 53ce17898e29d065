"""The origins in which packages play: one for each launch, with a name that cannot be guessed and no cookie of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import Signer
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from courses.models import PackageLaunch

LABEL = re.compile(r"[0-9a-f]{32}")
SIGNER = Signer(salt="courses.launch")


@dataclass(frozen=True)
class Origin:
    """`site` is where the pages around it are: the only place that may frame it."""

    address: str
    secret: str

    @property
    def start(self) -> str:
        return f"{self.address}/{self.secret}/"


def origin_of(launch: PackageLaunch, request: HttpRequest) -> Origin:
    """Where a launch plays, as seen from a page of the site: the same scheme and port, a host name of its own."""
    _, colon, port = request.get_host().rpartition(":")
    suffix = f":{port}" if colon and port.isdecimal() else ""
    return Origin(f"{request.scheme}://{launch.label}.{settings.PACKAGES_HOST}{suffix}", secret_of(launch.label))


def secret_of(label: str) -> str:
    """What the addresses of a launch begin with. It follows from the site's key, so it is stored nowhere."""
    return SIGNER.signature(label).replace("_", "-")


def is_secret_of(label: str, given: str) -> bool:
    return constant_time_compare(secret_of(label), given)


def is_packages_host(host: str) -> bool:
    name = _name(host)
    return bool(settings.PACKAGES_HOST) and (
        name == settings.PACKAGES_HOST or name.endswith(f".{settings.PACKAGES_HOST}")
    )


def label_in(host: str) -> str:
    """The label in a host name that is one launch's; empty for every other."""
    label, _, rest = _name(host).partition(".")
    return label if rest == settings.PACKAGES_HOST and LABEL.fullmatch(label) else ""


def _name(host: str) -> str:
    return re.sub(r":\d+$", "", host).lower()
