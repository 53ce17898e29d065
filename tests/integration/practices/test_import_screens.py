"""Directory files given in the browser: uploaded, loaded by a worker, and what became of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms import clock
from jobs.models import Job, State
from jobs.operations import drain
from practices.directory.uploads import run_import, upload_store
from practices.models import DirectoryImport, Practice, PracticeRecord
from tests.factories import practices as make
from tests.factories.accounts import signed_in
from tests.factories.directory_files import as_csv, practice_line
from tests.integration.practices.test_people_screens import day, text_of

pytestmark = pytest.mark.django_db
BAD = practice_line(Organisation_Code="X99002", Status_Code="X")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def admin(client: Client) -> Client:
    return signed_in(client, make.a_programme_admin(make.a_network()))


def upload(client: Client, *lines: list[str], name: str = "epraccur.csv", **fields: str) -> Any:
    content = as_csv(lines or [practice_line()]).encode()
    sent = {"kind": "practices", "file": SimpleUploadedFile(name, content), **fields}
    return client.post(reverse("practices:imports"), sent)


def page_of(client: Client, each: DirectoryImport) -> str:
    return text_of(client.get(reverse("practices:import", args=[each.pk])))


def kept_files() -> list[str]:
    store = upload_store()
    return store.listdir("directory")[1] if store.exists("directory") else []


def test_an_uploaded_file_is_loaded_by_a_worker_and_deleted(admin: Client) -> None:
    answer = upload(admin, **day("effective_on", date(2025, 9, 30)))
    requested = DirectoryImport.objects.get()
    assert (answer.url, kept_files()) == (reverse("practices:import", args=[requested.pk]), [str(requested.pk)])
    assert "Waiting for a worker." in page_of(admin, requested)
    drain(at=timezone.now)
    requested.refresh_from_db()
    assert "Loaded: 1 new, 0 changed, 0 unchanged, 0 refused" in page_of(admin, requested)
    assert (Practice.objects.count(), kept_files()) == (1, [])
    assert PracticeRecord.objects.get().recorded_by == requested.requested_by


def test_the_effective_date_may_be_left_to_the_file_s_name_or_today(admin: Client) -> None:
    upload(admin)
    upload(admin, name="PREVALENCE_1920.csv", kind="registers")
    days = DirectoryImport.objects.order_by("id").values_list("effective_on", flat=True)
    assert list(days) == [clock.today(), date(2020, 3, 31)]


def test_a_check_alone_writes_nothing(admin: Client) -> None:
    upload(admin, dry_run="on")
    drain(at=timezone.now)
    assert "Only checked: 1 new, 0 changed, 0 unchanged, 0 refused" in page_of(admin, DirectoryImport.objects.get())
    assert Practice.objects.count() == 0


def test_refused_rows_keep_the_file_out_and_can_be_downloaded(admin: Client) -> None:
    upload(admin, practice_line(), BAD)
    drain(at=timezone.now)
    requested = DirectoryImport.objects.get()
    assert "Not loaded: 1 refused" in page_of(admin, requested)
    shown = admin.get(reverse("practices:import", args=[requested.pk])).context["refused"].rows
    assert shown == [["2", "Status Code", "X", "one of A, C, D, P"]]
    answer = admin.get(reverse("practices:import_refused", args=[requested.pk]))
    assert answer.content.decode() == 'row,column,value,asked for\n2,Status Code,X,"one of A, C, D, P"\n'
    assert answer["Content-Disposition"] == f'attachment; filename="refused-rows-{requested.pk}.csv"'
    assert Practice.objects.count() == 0


def test_the_good_rows_may_be_loaded_all_the_same(admin: Client) -> None:
    upload(admin, practice_line(), BAD, per_row="on")
    drain(at=timezone.now)
    assert "Loaded: 1 new, 0 changed, 0 unchanged, 1 refused" in page_of(admin, DirectoryImport.objects.get())


def test_a_file_of_another_kind_is_refused_with_its_sentence_and_not_tried_again(admin: Client) -> None:
    upload(admin, kind="networks")
    drain(at=timezone.now)
    requested = DirectoryImport.objects.get()
    assert "The file was refused as a whole. Nothing was loaded." in page_of(admin, requested)
    assert requested.refusal == (
        "This is a file of another kind: ODS practice file (epraccur), 27 columns without a header. "
        "Import it as practices."
    )
    assert (Job.objects.get(pk=requested.job_id).state, kept_files()) == (State.DONE, [])


def test_nothing_to_download_is_not_found(admin: Client) -> None:
    upload(admin)
    assert admin.get(reverse("practices:import_refused", args=[DirectoryImport.objects.get().pk])).status_code == 404


def test_a_file_that_is_too_large_is_refused(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("practices.forms.directory.LARGEST_UPLOAD", 10)
    answer = upload(admin, practice_line())
    assert list(answer.context["form"].errors) == ["file"]
    assert DirectoryImport.objects.count() == 0


def test_a_refused_form_keeps_what_was_chosen(admin: Client) -> None:
    answer = admin.post(reverse("practices:imports"), {"kind": "registers", "dry_run": "on", "effective_on_day": "31"})
    form = answer.context["form"]
    assert form.errors == {
        "file": ["Choose the file. A browser forgets it when a form comes back."],
        "effective_on": ["Effective from must include a month and a year."],
    }
    checked = re.findall(r"<input[^>]*checked[^>]*>", answer.content.decode())
    assert len(checked) == 2


def test_the_worker_may_run_twice(admin: Client) -> None:
    upload(admin)
    requested = DirectoryImport.objects.get()
    for _ in range(2):
        run_import({"import": requested.pk}, timezone.now(), lambda done, total, note: None)
    requested.refresh_from_db()
    assert requested.outcome["new"] == 1


def test_a_file_that_is_gone_is_said_to_be(admin: Client) -> None:
    upload(admin)
    requested = DirectoryImport.objects.get()
    upload_store().delete(requested.stored_as)
    drain(at=timezone.now)
    requested.refresh_from_db()
    assert requested.refusal == "The file is no longer here. Upload it again."


def test_the_worker_reports_rows_checked_of_rows_to_check_and_write(admin: Client) -> None:
    lines = [practice_line(Organisation_Code=f"X{n:05d}") for n in range(6000)]
    upload(admin, *lines)
    told: list[tuple[int, int]] = []
    run_import({"import": DirectoryImport.objects.get().pk}, timezone.now(), lambda *step: told.append(step[:2]))
    assert told == [(0, 0), (5000, 12000), (6000, 12000), (6000, 12000), (6000, 6000)]


def test_the_page_s_script_is_told_how_far_the_worker_is(admin: Client) -> None:
    upload(admin)
    requested = DirectoryImport.objects.get()
    where = reverse("practices:import_progress", args=[requested.pk])
    Job.objects.filter(pk=requested.job_id).update(
        state=State.RUNNING, steps_done=5, steps_total=20, note="Checked 5 rows"
    )
    assert admin.get(where).json() == {"done": 5, "total": 20, "note": "Checked 5 rows", "finished": False}
    Job.objects.filter(pk=requested.job_id).update(state=State.FAILED)
    assert admin.get(where).json()["finished"] is True
    assert "The import stopped, and nothing was loaded" in page_of(admin, requested)


def test_former_imports_are_listed(admin: Client) -> None:
    upload(admin)
    upload(admin, kind="networks")
    drain(at=timezone.now)
    rows = admin.get(reverse("practices:imports")).context["former"].rows
    assert [(row[1], row[3]) for row in rows] == [
        ("Primary care networks", "Refused as a whole"),
        ("Practices", "Loaded: 1 new, 0 changed, 0 unchanged, 0 refused"),
    ]
