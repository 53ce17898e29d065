"""Packages as learners play them. Whatever a package says of itself is appended; nothing of it is ever changed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from courses import policies
from courses.models import Completion, Enrolment, Package, PackageLaunch, PackageReport, PackageToken
from courses.operations.learning import complete_course, locked
from courses.packages.contents import Unit
from courses.packages.judging import Said, is_done
from courses.queries.packages import later_launch, state_so_far
from practices.models import Person

LASTS = timedelta(hours=8)
MOST_REPORTS_A_MINUTE = 120
MOST_REPORTS = 5_000
STATE, STATEMENT, DOCUMENT = "state", "statement", "document"


@transaction.atomic
def open_launch(*, enrolment: Enrolment, package: Package, unit: str, by: Person, at: datetime) -> PackageLaunch:
    """Start a part of the package in an origin of its own. Ends the launch of that part that was open before."""
    enrolment = locked(enrolment)
    policies.check_own(enrolment, by)
    policies.check_current_edition(enrolment, enrolment.course)
    policies.check_package_offered(package, enrolment)
    if package.part(unit) is None:
        raise ValueError("This part is not in the package any more. Go back to the course's page.")
    return PackageLaunch.objects.create(
        enrolment=enrolment,
        package=package,
        unit=unit,
        label=secrets.token_hex(16),
        opened_at=at,
        expires_at=at + LASTS,
    )


@transaction.atomic
def record_report(
    *, launch: PackageLaunch, kind: str, ref: str, said: Said, at: datetime, adds_up: bool = False
) -> PackageReport:
    """Append what a package says of itself, and complete the course when it was the last thing to do.

    With `adds_up`, completed and passed hold once any report of the part said so, as in cmi5. Raises ValueError for a
    launch that has ended, for too many reports, and for a report that was received already.
    """
    enrolment = locked(launch.enrolment)
    _check_open(launch, at)
    reports = PackageReport.objects.filter(launch=launch)
    if reports.filter(kind=kind, ref=ref).exists():
        raise ValueError("This was received already, and changes nothing.")
    policies.check_rate(reports.filter(received_at__gt=at - timedelta(minutes=1)).count(), MOST_REPORTS_A_MINUTE)
    policies.check_rate(reports.count(), MOST_REPORTS)
    unit = launch.package.part(launch.unit)
    assert unit is not None
    report = PackageReport.objects.create(
        launch=launch,
        kind=kind,
        ref=ref,
        is_completed=said.is_completed,
        is_passed=said.is_passed,
        is_done=kind != DOCUMENT and _is_done(launch, enrolment, unit, said, adds_up),
        score=said.score,
        kept=dict(said.kept),
        received_at=at,
    )
    if report.is_done and not Completion.objects.filter(enrolment=enrolment).exists():
        complete_course(enrolment=enrolment, by=enrolment.person, at=at)
    return report


def _is_done(launch: PackageLaunch, enrolment: Enrolment, unit: Unit, said: Said, adds_up: bool) -> bool:
    completed, passed, score = said.is_completed, said.is_passed, said.score
    if adds_up:
        before = state_so_far(launch)
        completed = completed or before.is_completed
        passed = passed if passed is not None else before.is_passed
        score = score if score is not None else before.score
    mark = enrolment.course.pass_mark
    return is_done(unit, mark, is_completed=completed, is_passed=passed, score=score)


@transaction.atomic
def fetch_token(*, launch: PackageLaunch, at: datetime) -> str:
    """The token with which a part of cmi5 speaks, once. Raises ValueError when it was fetched already."""
    enrolment = locked(launch.enrolment)
    assert enrolment
    _check_open(launch, at)
    if PackageToken.objects.filter(launch=launch).exists():
        raise ValueError("The token of this launch was fetched already. Start the part again from the course's page.")
    token = secrets.token_urlsafe(32)
    PackageToken.objects.create(launch=launch, digest=digest_of(token), fetched_at=at)
    return token


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def keep_document(*, launch: PackageLaunch, ref: str, kept: Mapping[str, Any], at: datetime) -> PackageReport:
    """A document that a part of cmi5 keeps of its own, such as where the learner was. The latest of a name holds."""
    return record_report(launch=launch, kind=DOCUMENT, ref=ref, said=Said(False, None, None, kept), at=at)


def _check_open(launch: PackageLaunch, at: datetime) -> None:
    policies.check_launch_open(launch, later=later_launch(launch), at=at)
