"""Packages as editors handle them: uploaded, unpacked by a worker, offered, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from courses.enums import PackageState
from courses.models import Course, Package, PackageFile
from courses.packages.archive import opened
from courses.packages.reading import contents_of
from courses.packages.refusal import PackageRefused
from courses.packages.storing import keep_upload, store, unpacked
from jobs.operations import enqueue
from practices.models import Person

TOPIC = "courses.unpack_package"
GONE = "The file is no longer here. Upload it again."
Report = Callable[[int, int, str], None]


@transaction.atomic
def upload_package(*, course: Course, file: File[bytes], by: Person | None, at: datetime) -> Package:
    """Judge an uploaded package, keep it, and have a worker unpack it. It is offered once every file of it is sound.

    Raises PackageRefused, a ValueError, with a sentence that says what is wrong with it.
    """
    with opened(file) as archive:  # type: ignore[arg-type] # Django's File reads and seeks like any other
        contents = contents_of(archive)
        files, size = len(archive.members), archive.bytes_unpacked
    course = Course.objects.select_for_update().get(pk=course.pk)
    place, digest = keep_upload(file)
    last = Package.objects.filter(course=course).aggregate(last=Max("number"))["last"] or 0
    package = Package.objects.create(
        course=course,
        number=last + 1,
        kind=contents.kind,
        edition=contents.edition[:40],
        title=contents.title,
        units=[unit.as_json() for unit in contents.units],
        notes=list(contents.notes),
        file_name=(file.name or "package.zip").rsplit("/", 1)[-1][-200:],
        digest=digest,
        bytes_zipped=file.size,
        bytes_unpacked=size,
        files_total=files,
        uploaded_by=by,
        uploaded_at=at,
    )
    package.job = enqueue(
        topic=TOPIC,
        key=str(package.pk),
        payload={"package": package.pk, "place": place},
        at=at,
        requested_by=by.key if by else "",
        in_steps=files,
    )
    package.save(update_fields=["job"])
    return package


def unpack_package(payload: dict[str, Any], at: datetime, report: Report) -> dict[str, Any]:
    """The worker's part. May run twice: what is stored is stored under its digest, and what is ready stays so."""
    package = Package.objects.get(pk=payload["package"])
    if package.state == PackageState.WAITING:
        _unpack(package, payload["place"], at, report)
    store().delete(payload["place"])
    return {"package": package.pk}


def _unpack(package: Package, place: str, at: datetime, report: Report) -> None:
    try:
        if not store().exists(place):
            raise PackageRefused(GONE)
        with store().open(place) as upload:
            found = list(unpacked(upload, report))  # type: ignore[arg-type]
    except PackageRefused as refused:
        _refuse(package, str(refused))
        return
    _offer(package, found, at)


def _refuse(package: Package, sentence: str) -> None:
    waiting = Package.objects.filter(pk=package.pk, state=PackageState.WAITING)
    waiting.update(state=PackageState.REFUSED, refusal=sentence[:400])


@transaction.atomic
def _offer(package: Package, found: list[tuple[str, str, int]], at: datetime) -> None:
    """The package takes the place of the one offered before; who completed that has completed it."""
    Course.objects.select_for_update().get(pk=package.course_id)
    package = Package.objects.select_for_update().get(pk=package.pk)
    if package.state != PackageState.WAITING:
        return
    PackageFile.objects.bulk_create(
        (PackageFile(package=package, path=path, digest=digest, size=size) for path, digest, size in found),
        batch_size=500,
    )
    offered = Package.objects.offered().filter(course=package.course_id)
    offered.update(withdrawn_at=at, withdrawn_by=package.uploaded_by)
    package.state, package.ready_at = PackageState.READY, at
    package.save(update_fields=["state", "ready_at"])


@transaction.atomic
def withdraw_package(*, package: Package, by: Person, at: datetime) -> Package:
    """Nobody can start it from now on. What people did in it stays. Raises ValueError when it is not offered."""
    package = Package.objects.select_for_update().get(pk=package.pk)
    if not package.is_offered:
        raise ValueError("This package is not offered, so there is nothing to withdraw.")
    package.withdrawn_at, package.withdrawn_by = at, by
    package.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return package
