"""A file given in the browser: kept until a worker has loaded it, then deleted. What became of it stays."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction

from accreditation.imports.loading import Outcome, load
from accreditation.imports.reading import Report, read_file
from accreditation.models import EvidenceImport
from cms.clock import london_date
from jobs.operations import enqueue
from practices.directory.refusals import FileRefused, report_csv
from practices.directory.uploads import GONE, upload_store
from practices.models import Network, Person

TOPIC = "accreditation.import"
FOLDER = "evidence"


def unheard(done: int, total: int, note: str) -> None:
    """For callers to whom progress is of no interest."""


def import_file(
    *,
    kind: str,
    path: Path,
    network: Network,
    by: Person | None,
    at: datetime,
    dry_run: bool = False,
    per_row: bool = False,
    name: str = "",
    report: Report = unheard,
) -> Outcome:
    """Import a file of a kind (see EvidenceFile) for the practices of a network.

    One bad row keeps the whole file out, unless `per_row`. `dry_run` says what would happen and writes nothing.
    Importing the same file again changes nothing. Raises FileRefused when the file is not one of this kind.
    """
    today: date = london_date(at)
    file = read_file(kind=kind, path=path, name=name or path.name, today=today, report=report)
    return load(
        kind=kind,
        file=file,
        network=network,
        by=by,
        at=at,
        on=today,
        dry_run=dry_run,
        per_row=per_row,
    )


@transaction.atomic
def request_import(
    *, kind: str, file: File[bytes], network: Network, dry_run: bool, per_row: bool, by: Person, at: datetime
) -> EvidenceImport:
    """Keep an uploaded file and have a worker import it. See import_file for the options."""
    request = EvidenceImport.objects.create(
        kind=kind,
        file_name=Path(file.name or "file").name[-200:],
        network=network,
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
    request = EvidenceImport.objects.select_related("requested_by", "network").get(pk=payload["import"])
    if not request.is_finished:
        _work(request, at, report)
    if request.stored_as:
        upload_store().delete(request.stored_as)
    return {"import": request.pk}


def _work(request: EvidenceImport, at: datetime, report: Report) -> None:
    store = upload_store()
    today = london_date(at)
    try:
        if not store.exists(request.stored_as):
            raise FileRefused(GONE)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"upload{Path(request.file_name).suffix}"
            with store.open(request.stored_as) as kept, path.open("wb") as copy:
                shutil.copyfileobj(kept, copy)
            file = read_file(kind=request.kind, path=path, name=request.file_name, today=today, report=report)
    except FileRefused as refusal:
        _finish(request, at, refusal=str(refusal))
        return
    rows = file.rows_read
    report(rows, rows * 2, f"Comparing and recording {rows:,} rows, all at once")
    with transaction.atomic():
        options: dict[str, Any] = {"dry_run": request.dry_run, "per_row": request.per_row}
        outcome = load(
            kind=request.kind, file=file, network=request.network, by=request.requested_by, at=at, on=today, **options
        )
        _finish(request, at, outcome=outcome)
    report(rows, rows, "Done")


def _finish(request: EvidenceImport, at: datetime, *, outcome: Outcome | None = None, refusal: str = "") -> None:
    request.finished_at, request.refusal = at, refusal
    if outcome is not None:
        request.outcome = outcome.as_json()
        request.refused_rows = report_csv(outcome.refusals) if outcome.refusals else ""
    request.save(update_fields=["finished_at", "refusal", "outcome", "refused_rows"])
