"""A directory file given in the browser: kept until a worker has loaded it, then deleted. What became of it stays."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import transaction

from jobs.operations import enqueue
from practices.directory.operations import load, read
from practices.directory.outcome import ImportOutcome
from practices.directory.plans import Report
from practices.directory.refusals import FileRefused, report_csv
from practices.models import DirectoryImport, Person

TOPIC = "practices.import"
FOLDER = "directory"
GONE = "The file is no longer here. Upload it again."


def upload_store() -> Storage:
    """Where uploads wait: the storage named `private` if the site has one, else a folder that is not served."""
    if "private" in settings.STORAGES:
        return storages["private"]
    return FileSystemStorage(location=settings.VAR / "private")


@transaction.atomic
def request_import(
    *,
    kind: str,
    file: File[bytes],
    effective_on: date,
    dry_run: bool,
    per_row: bool,
    by: Person,
    at: datetime,
) -> DirectoryImport:
    """Keep an uploaded file and have a worker import it. See import_file for the options."""
    name = Path(file.name or "file").name[-200:]
    request = DirectoryImport.objects.create(
        kind=kind,
        file_name=name,
        effective_on=effective_on,
        dry_run=dry_run,
        per_row=per_row,
        requested_by=by,
        requested_at=at,
    )
    request.stored_as = upload_store().save(f"{FOLDER}/{request.pk}", file)
    request.job = enqueue(topic=TOPIC, key=str(request.pk), payload={"import": request.pk}, at=at, requested_by=by.key)
    request.save(update_fields=["stored_as", "job"])
    return request


def run_import(payload: dict[str, Any], at: datetime, report: Report) -> dict[str, Any]:
    """The worker's part. May run twice: what was finished once is not done again, only tidied up after."""
    request = DirectoryImport.objects.select_related("requested_by").get(pk=payload["import"])
    if not request.is_finished:
        _work(request, at, report)
    if request.stored_as:
        upload_store().delete(request.stored_as)
    return {"import": request.pk}


def _work(request: DirectoryImport, at: datetime, report: Report) -> None:
    try:
        with _local_copy(request) as path:
            file = read(kind=request.kind, path=path, name=request.file_name, report=report)
    except FileRefused as refusal:
        _finish(request, at, refusal=str(refusal))
        return
    with transaction.atomic():
        outcome = load(
            file=file,
            by=request.requested_by,
            at=at,
            effective_on=request.effective_on,
            dry_run=request.dry_run,
            per_row=request.per_row,
        )
        _finish(request, at, outcome=outcome)
    total = outcome.total.rows_read
    report(total, total, "Done")


def _finish(request: DirectoryImport, at: datetime, *, outcome: ImportOutcome | None = None, refusal: str = "") -> None:
    request.finished_at = at
    request.refusal = refusal
    if outcome is not None:
        request.outcome = outcome.as_json()
        request.refused_rows = report_csv(outcome.refusals) if outcome.refusals else ""
    request.save(update_fields=["finished_at", "refusal", "outcome", "refused_rows"])


@contextmanager
def _local_copy(request: DirectoryImport) -> Iterator[Path]:
    """The upload as a file on this machine, under its own ending. Raises FileRefused when it is gone."""
    store = upload_store()
    if not store.exists(request.stored_as):
        raise FileRefused(GONE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(request.file_name).suffix}"
        with store.open(request.stored_as) as kept, path.open("wb") as copy:
            shutil.copyfileobj(kept, copy)
        yield path
