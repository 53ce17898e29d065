"""Files of indicators and submissions: all or nothing, every row judged, the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accreditation.imports.loading import Outcome
from accreditation.imports.uploads import import_file
from accreditation.models import EvidenceImport, OtherEvidence
from accreditation.reconciliation import SOURCES
from evidence.models import Entry
from evidence.reconciliation import discrepancies
from practices.directory.refusals import FileRefused
from practices.models import Network, Practice
from tests.factories.accounts import signed_in
from tests.factories.practices import a_network, a_practice, a_programme_admin, a_specialist_nurse

INDICATORS = (
    "practice,measure,definition,population,period_from,period_last,published_on,numerator,denominator,"
    "rounding,provisional,source"
)
SUBMISSIONS = "practice,submission,period,received_on,complete,accepted"
LATER = timedelta(days=1)


def figure(code: str, **changes: str) -> str:
    values = {
        "practice": code,
        "measure": "nda.8cp",
        "definition": "2025",
        "population": "t2_other",
        "period_from": "2025-04-01",
        "period_last": "2026-03-31",
        "published_on": "2026-06-01",
        "numerator": "80",
        "denominator": "120",
        "rounding": "5",
        "provisional": "no",
        "source": "nda",
    }
    return ",".join({**values, **changes}.values())


def handed_in(code: str, **changes: str) -> str:
    values = {
        "practice": code,
        "submission": "annual-audit",
        "period": "2025-04-01",
        "received_on": "2026-05-01",
        "complete": "yes",
        "accepted": "yes",
    }
    return ",".join({**values, **changes}.values())


Load = Callable[..., Outcome]


@pytest.fixture
def load(tmp_path: Path, network: Network, now: datetime) -> Load:
    """Import these lines; indicators unless it is said otherwise."""

    def load(*lines: str, kind: str = "indicators", at: datetime = now, **options: Any) -> Outcome:
        path = tmp_path / "figures.csv"
        path.write_text("\n".join([{"indicators": INDICATORS}.get(kind, SUBMISSIONS), *lines]))
        return import_file(kind=kind, path=path, network=network, by=None, at=at, **options)

    return load


def standing(practice: Practice) -> list[tuple[int | None, int | None]]:
    recorded = OtherEvidence.objects.filter(practice=practice, withdrawn_at__isnull=True).order_by("pk")
    return [(each.values["numerator"], each.values["denominator"]) for each in recorded]


def test_a_file_is_recorded_once_and_a_newer_figure_takes_the_place_of_the_former(
    load: Load, practice: Practice, network: Network, now: datetime
) -> None:
    other = a_practice(network)
    lines = [figure(practice.code), figure(other.code, numerator="*", denominator="")]
    assert load(*lines).summary == "rows read 2, new 2, changed 0, unchanged 0, refused 0"
    assert load(*lines).summary == "rows read 2, new 0, changed 0, unchanged 2, refused 0"
    newer = [figure(practice.code, numerator="90", published_on="2026-06-10"), lines[1]]
    assert load(*newer, at=now + LATER).summary == "rows read 2, new 0, changed 1, unchanged 1, refused 0"
    assert (standing(practice), standing(other)) == ([(90, 120)], [(None, None)])
    entries = Entry.objects.filter(practice=practice, kind="indicator.measured")
    assert [each.values["numerator"] for each in entries.known_at(now)] == [80]
    assert [each.values["numerator"] for each in entries.known_at(now + LATER)] == [90]
    assert entries.known_at(now).get().values["period_until"] == "2026-04-01"
    assert not any(list(discrepancies(source)) for source in SOURCES)


def test_submissions_are_recorded_the_same_way(load: Load, practice: Practice) -> None:
    lines = [handed_in(practice.code), handed_in(practice.code, period="2024-04-01", accepted="No")]
    assert load(*lines, kind="submissions").summary == "rows read 2, new 2, changed 0, unchanged 0, refused 0"
    assert load(*lines, kind="submissions").summary == "rows read 2, new 0, changed 0, unchanged 2, refused 0"
    accepted = [lines[0], handed_in(practice.code, period="2024-04-01")]
    assert load(*accepted, kind="submissions").summary == "rows read 2, new 0, changed 1, unchanged 1, refused 0"


def test_a_dry_run_says_what_would_be_and_writes_nothing(load: Load, practice: Practice) -> None:
    outcome = load(figure(practice.code), dry_run=True)
    assert (outcome.summary, outcome.loaded) == ("rows read 1, new 1, changed 0, unchanged 0, refused 0", False)
    assert not OtherEvidence.objects.exists()


BAD = [
    ({"practice": "z1"}, "Row 3, practice: 'z1'. Asked for: a practice code of one capital letter and five digits"),
    ({"measure": ""}, "Row 3, measure: ''. Asked for: a value; it is blank."),
    ({"source": "9434765919"}, "Asked for: a short code of letters, numbers and hyphens, without a long number."),
    ({"period_from": "01/04/2025"}, "Row 3, period_from: '01/04/2025'. Asked for: a real date as YYYY-MM-DD"),
    ({"period_last": "2025-03-31"}, "Asked for: a day on or after period_from."),
    ({"published_on": "2026-06-16"}, "Row 3, published_on: '2026-06-16'. Asked for: a day that has come."),
    ({"numerator": "121"}, "Row 3, numerator: '121'. Asked for: no more than the denominator, 120."),
    ({"denominator": "1,200"}, "Row 3, the whole row:"),
    ({"denominator": "12.5"}, "Asked for: a whole number, without commas or decimals."),
    ({"rounding": "0"}, "Asked for: a whole number from 1 (exact) to 100"),
    ({"provisional": "maybe"}, "Row 3, provisional: 'maybe'. Asked for: yes or no."),
    ({"practice": "A00001"}, "Row 3, practice: 'A00001'. Asked for: a practice of Harbour Diabetes Network."),
    ({}, "Asked for: each figure only once; it is in row 2 too."),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD)
def test_one_bad_row_keeps_the_file_out_unless_the_good_ones_are_asked_for(
    load: Load, practice: Practice, changes: dict[str, str], sentence: str
) -> None:
    lines = [figure(practice.code), figure(practice.code, **changes)]
    outcome = load(*lines)
    assert sentence in " ".join(map(str, outcome.refusals))
    assert (outcome.summary, outcome.loaded) == ("rows read 2, new 0, changed 0, unchanged 0, refused 1", False)
    assert not OtherEvidence.objects.exists()
    assert load(*lines, per_row=True).summary == "rows read 2, new 1, changed 0, unchanged 0, refused 1"
    assert standing(practice) == [(80, 120)]


def test_a_practice_of_another_network_is_refused(load: Load) -> None:
    theirs = a_practice(a_network("Elsewhere"))
    assert load(figure(theirs.code)).counts.refused == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"practice,measure\nA81001,nda", "Missing: definition, population"),
        (INDICATORS.encode(), "The file has a header and no rows."),
        (b"%PDF-1.7", "This is a PDF document"),
        (b"", "The file is empty."),
        (b"practice,\xff", "not in UTF-8"),
        (b'practice,"measure', "a quotation mark is not closed"),
    ],
)
def test_what_is_no_file_of_the_kind_is_refused_as_a_whole(
    content: bytes, sentence: str, tmp_path: Path, network: Network, now: datetime
) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=sentence):
        import_file(kind="indicators", path=path, network=network, by=None, at=now)


def test_an_uploaded_file_is_recorded_by_the_worker_and_its_outcome_stays(
    practice: Practice, network: Network, client: Client, worked_out: Callable[[], int]
) -> None:
    specialist = a_specialist_nurse(network)
    client = signed_in(client, specialist)
    content = "\n".join([INDICATORS, figure(practice.code), figure(practice.code, numerator="x")])
    file = ContentFile(content.encode(), name="figures.csv")
    typed = {"kind": "indicators", "network": network.pk, "file": file, "per_row": "on"}
    answer = client.post(reverse("accreditation:imports"), typed, follow=True)
    assert "figures.csv is here." in answer.content.decode()
    asked = EvidenceImport.objects.get()
    progress = reverse("accreditation:import_progress", args=[asked.pk])
    assert client.get(progress).json()["finished"] is False
    worked_out()
    assert client.get(progress).json()["finished"] is True
    page = client.get(reverse("accreditation:import", args=[asked.pk])).content.decode()
    assert "Recorded: rows read 2, new 1, changed 0, unchanged 0, refused 1" in page
    report = client.get(reverse("accreditation:import_refused", args=[asked.pk])).content.decode()
    assert report.splitlines()[1] == '3,numerator,x,"a whole number, without commas or decimals"'
    assert OtherEvidence.objects.get().recorded_by == specialist
    elsewhere = signed_in(client, a_programme_admin(a_network("Elsewhere")))
    assert elsewhere.get(reverse("accreditation:import", args=[asked.pk])).status_code == 404


def test_a_file_that_is_none_comes_back_with_a_sentence(network: Network, client: Client) -> None:
    client = signed_in(client, a_specialist_nurse(network))
    answer = client.post(reverse("accreditation:imports"), {"kind": "submissions", "network": network.pk})
    page = answer.content.decode()
    assert "Choose the file. A browser forgets it when a form comes back." in page
    assert 'value="submissions" checked' in page


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_of_imports_asks_as_often_for_one_as_for_many(
    count: int, network: Network, client: Client, now: datetime, django_assert_num_queries: Any
) -> None:
    specialist = a_specialist_nurse(network)
    EvidenceImport.objects.bulk_create(
        EvidenceImport(
            kind="indicators", network=network, file_name=f"{number}.csv", requested_by=specialist, requested_at=now
        )
        for number in range(count)
    )
    client = signed_in(client, specialist)
    with django_assert_num_queries(8):
        client.get(reverse("accreditation:imports"))


def test_the_command_ends_with_the_counts_and_fails_when_rows_are_refused(
    practice: Practice, network: Network, tmp_path: Path
) -> None:
    path = tmp_path / "returns.csv"
    out = StringIO()
    path.write_text(f"{SUBMISSIONS}\n{handed_in(practice.code)}\n")
    call_command("import_evidence", "submissions", path, network=network.code, stdout=out)
    assert out.getvalue().splitlines()[-1] == "rows read 1, new 1, changed 0, unchanged 0, refused 0"
    path.write_text(f"{SUBMISSIONS}\n{handed_in('A00001')}\n")
    with pytest.raises(CommandError, match=r"1 rows of returns.csv are refused."):
        call_command("import_evidence", "submissions", path, network=network.code, stdout=out)
    with pytest.raises(CommandError, match="There is no network nowhere"):
        call_command("import_evidence", "submissions", path, network="nowhere", stdout=out)
