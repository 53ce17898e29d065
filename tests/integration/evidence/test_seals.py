from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from evidence import offline, sealing
from evidence.enums import VoidReason
from evidence.models import Entry, Leaf, Seal, Unsealed
from evidence.operations import NewEntry, record, void
from evidence.proofs import NotSealed, inclusion_proof
from evidence.sealing import head_document, seal_ledger
from evidence.tasks import seal_ledger as task
from practices.models import Person
from tests.factories.practices import a_person
from tests.tampering import trial, world
from tests.tampering.edits import execute, unguarded

MINUTE = timedelta(minutes=1)


def learned(person: Person, ref: str, at: datetime) -> Entry:
    values = {"course": "insulin-safety", "score": 90, "edition": 1, "minutes": 60}
    new = NewEntry("course.completed", "courses.completion", ref, date(2026, 3, 10), values, person=person)
    return record(new, by=None, at=at)


def verify(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_ledger", *arguments, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def checked_offline(tmp_path: Path, document: dict[str, Any], *, kept: dict[str, Any] | None = None) -> tuple[int, str]:
    """As a third party does it: a file beside the verifier, and no Django."""
    verifier, file, head = tmp_path / "offline.py", tmp_path / "proof.json", tmp_path / "head.json"
    verifier.write_bytes(Path(offline.__file__).read_bytes())
    file.write_text(json.dumps(document))
    command = [sys.executable, "-I", str(verifier), str(file)]
    if kept:
        head.write_text(json.dumps(kept))
        command += ["--head", str(head)]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.django_db
class TestSealing:
    @pytest.fixture
    def nurse(self) -> Person:
        return a_person()

    def test_what_is_recorded_waits_and_then_is_sealed_in_that_order(self, nurse: Person, now: datetime) -> None:
        first, second = learned(nurse, "1", now), learned(nurse, "2", now)
        void(first, reason=VoidReason.WRONG_DATE, by=None, at=now)
        assert Unsealed.objects.count() == 3
        assert seal_ledger(at=now + MINUTE) == 3
        assert Unsealed.objects.count() == 0
        leaves = Leaf.objects.values_list("position", "entry_id", "void__entry_id")
        assert list(leaves) == [(0, first.pk, None), (1, second.pk, None), (2, None, first.pk)]
        seal = Seal.objects.get()
        assert (seal.number, seal.tree_size, seal.sealed_at) == (1, 3, now + MINUTE)

    def test_sealing_again_seals_only_what_is_new(self, nurse: Person, now: datetime) -> None:
        learned(nurse, "1", now)
        assert [seal_ledger(at=now), seal_ledger(at=now)] == [1, 0]
        learned(nurse, "2", now)
        task()
        assert list(Seal.objects.values_list("number", "tree_size")) == [(1, 1), (2, 2)]
        first, second = Seal.objects.all()
        assert (first.previous, second.previous) == ("0" * 64, first.digest)

    def test_a_rush_is_sealed_in_batches(self, nurse: Person, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sealing, "MOST_IN_A_SEAL", 2)
        for number in range(5):
            learned(nurse, str(number), now)
        assert seal_ledger(at=now) == 5
        assert list(Seal.objects.values_list("tree_size", flat=True)) == [2, 4, 5]
        assert verify()[0] == 0

    def test_what_is_sealed_says_every_column(self, nurse: Person, now: datetime) -> None:
        entry = learned(nurse, "1", now)
        seal_ledger(at=now)
        assert inclusion_proof(entry.pk, under=Seal.objects.get())["leaf"] == {
            "ledger": "entry",
            "position": 0,
            "id": entry.pk,
            "kind": "course.completed",
            "person": str(nurse.pk),
            "practice": None,
            "happened_on": "2026-03-10",
            "recorded_at": "2026-06-15T09:30:00.000000Z",
            "recorded_by": None,
            "source": "courses.completion",
            "source_ref": "1",
            "verification": 2,
            "values": {"course": "insulin-safety", "score": 90, "edition": 1, "minutes": 60},
        }

    @pytest.mark.parametrize("table", ["leaf", "node", "seal"])
    def test_the_database_refuses_to_change_what_is_sealed(self, table: str) -> None:
        world.fill()
        for verb in ("DELETE FROM evidence_{}", "UPDATE evidence_{} SET {} = {}"):
            column = {"leaf": "position", "node": "index", "seal": "number"}[table]
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                execute(verb.format(table, f'"{column}"', f'"{column}"'))

    def test_what_cannot_be_read_waits_and_holds_nothing_up(self, nurse: Person, now: datetime) -> None:
        odd, fine = learned(nurse, "1", now), learned(nurse, "2", now)
        with unguarded():
            execute('UPDATE evidence_entry SET "values" = %s WHERE id = %s', '{"score": 0.5}', odd.pk)
        assert seal_ledger(at=now) == 1
        assert list(Leaf.objects.values_list("entry_id", flat=True)) == [fine.pk]
        code, said = verify()
        assert code == 1
        assert said.startswith(f"Entry {odd.pk}: it waits to be sealed, and cannot be read: 0.5 is not a whole number")

    def test_queries_of_a_batch_do_not_grow_with_it(
        self, nurse: Person, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        lock = connection.vendor == "postgresql"
        for number in (1, 3, 30):
            for ref in range(number):
                learned(nurse, f"{number}.{ref}", now)
            savepoints, look_again = 4, 2
            with django_assert_num_queries(5 + savepoints + look_again + 2 * lock):
                seal_ledger(at=now)


@pytest.mark.usefixtures("committed_db")
def test_an_entry_that_is_committed_late_under_an_earlier_number_is_sealed_too(now: datetime) -> None:
    """PostgreSQL gives numbers out before it commits: one may appear after a later one was sealed."""
    nurse = a_person()
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    recorded, sealed = Event(), Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                learned(nurse, "early", now)
                recorded.set()
                assert sealed.wait(20)
        finally:
            connection.close()

    writer = Thread(target=slow)
    writer.start()
    assert recorded.wait(20)
    late = learned(nurse, "late", now)
    assert seal_ledger(at=now) == 1
    sealed.set()
    writer.join(20)
    early = Entry.objects.get(source_ref="early")
    assert early.pk < late.pk
    assert seal_ledger(at=now + MINUTE) == 1
    assert list(Leaf.objects.values_list("entry_id", flat=True)) == [late.pk, early.pk]
    assert trial.findings() == []


@pytest.mark.usefixtures("committed_db")
def test_two_sealers_at_once_seal_everything_once(now: datetime) -> None:
    nurse = a_person()
    for number in range(40):
        learned(nurse, str(number), now)
    done: list[int] = []

    def one() -> None:
        try:
            done.append(seal_ledger(at=now))
        finally:
            connection.close()

    sealers = [Thread(target=one) for _ in range(3)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join(30)
    assert sorted(done) == [0, 0, 40]
    assert trial.findings() == []


@pytest.mark.django_db
class TestVerification:
    @pytest.fixture(autouse=True)
    def _filled(self) -> None:
        world.fill()

    def test_it_says_what_it_checked(self) -> None:
        assert verify() == (0, "782 leaves under 6 seals checked: 0 do not fit, 0 to look at.\n")

    def test_it_names_the_first_entry_that_does_not_fit(self) -> None:
        entries = [Leaf.objects.get(position=position).entry_id for position in (40, 500)]
        with unguarded():
            for pk in entries:
                execute("UPDATE evidence_entry SET happened_on = '2020-01-01' WHERE id = %s", pk)
        code, said = verify()
        assert code == 1
        assert said.splitlines() == [
            f"Entry {entries[0]}: it is not what was sealed as leaf 40, or the leaf was changed.",
            f"Entry {entries[1]}: it is not what was sealed as leaf 500, or the leaf was changed.",
            "782 leaves under 6 seals checked: 2 do not fit, 0 to look at.",
        ]

    def test_a_head_that_was_kept_outside_shows_a_ledger_that_was_rewritten(self, tmp_path: Path) -> None:
        """Even by somebody who has the key: all is sealed anew, and nothing in the database can tell."""
        kept = tmp_path / "kept.json"
        kept.write_text(json.dumps(head_document(Seal.objects.get(number=3))))
        assert verify("--head", str(kept))[0] == 0
        with unguarded():
            execute("UPDATE evidence_entry SET happened_on = '2020-01-01' WHERE id = %s", Entry.objects.first().pk)  # type: ignore[union-attr]
            for table in ("leaf", "node", "seal"):
                execute(f"DELETE FROM evidence_{table}")
            execute("DELETE FROM evidence_unsealed")
            execute("INSERT INTO evidence_unsealed (entry_id) SELECT id FROM evidence_entry ORDER BY id")
            execute("INSERT INTO evidence_unsealed (void_id) SELECT id FROM evidence_void")
        seal_ledger(at=world.BEGAN)
        assert verify()[0] == 0
        code, said = verify("--head", str(kept))
        assert code == 1
        assert "Seal 3: it was kept outside, and the ledger has none of this number." in said

    def test_a_kept_head_of_another_ledger_is_found(self, tmp_path: Path) -> None:
        kept = tmp_path / "kept.json"
        seal = Seal.objects.get(number=3)
        seal.root = "ab" * 32
        kept.write_text(json.dumps(head_document(_signed_again(seal))))
        assert "Seal 3: it is not the head that was kept outside." in verify("--head", str(kept))[1]

    def test_a_file_that_is_no_head_is_refused_with_a_sentence(self, tmp_path: Path) -> None:
        kept = tmp_path / "kept.json"
        kept.write_text("{}")
        with pytest.raises(CommandError, match="is not a head as it is downloaded"):
            verify("--head", str(kept))
        kept.write_text(json.dumps(head_document(Seal.objects.get(number=3)) | {"tree_size": 1}))
        with pytest.raises(CommandError, match="The signature of head 3 does not fit what it says"):
            verify("--head", str(kept))

    def test_seals_of_a_key_that_was_changed_still_hold(self, settings: Any) -> None:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
        seal_ledger(at=world.BEGAN + timedelta(days=1))
        assert verify()[0] == 0
        settings.SECRET_KEY_FALLBACKS = []
        assert "Seal 1: it is not what this site signed." in verify()[1]

    def test_an_entry_that_claims_to_have_been_known_earlier_is_pointed_out(self) -> None:
        """Written through the door, but with a moment at which the sealed ledger did not hold it."""
        nurse = a_person()
        entry = learned(nurse, "backdated", world.BEGAN - timedelta(days=40))
        seal_ledger(at=world.BEGAN + timedelta(days=1))
        code, said = verify()
        assert code == 0
        assert said.startswith(f"Notice. Entry {entry.pk}: it says it was recorded at 2025-11-26T09:00:00.000000Z")


def _signed_again(seal: Seal) -> Seal:
    from evidence import signing

    key = signing.site_key()
    seal.signature = key.sign(offline.signed_bytes(sealing.claims_of(seal))).hex()
    return seal


@pytest.mark.django_db
class TestProofs:
    @pytest.fixture(autouse=True)
    def _filled(self) -> None:
        world.fill()

    def test_every_entry_proves_itself_under_every_later_head(self) -> None:
        for seal in Seal.objects.all():
            for leaf in Leaf.objects.filter(entry__isnull=False, position__lt=seal.tree_size)[::25]:
                offline.check_proof(inclusion_proof(leaf.entry_id, under=seal), head_document(seal))

    def test_a_third_party_checks_it_without_the_site(self, tmp_path: Path) -> None:
        proof = inclusion_proof(Leaf.objects.get(position=400).entry_id, under=Seal.objects.last())
        code, said = checked_offline(tmp_path, proof)
        assert (code, said) == (
            0,
            "Fits. The entry is leaf 400 of the ledger sealed at 2026-01-05T14:00:00.000000Z, under the head that came "
            "with it.\n",
        )

    def test_the_head_that_somebody_kept_is_part_of_the_check(self, tmp_path: Path) -> None:
        kept, last = Seal.objects.get(number=2), Seal.objects.last()
        proof = inclusion_proof(Leaf.objects.get(position=400).entry_id, under=last, goes_on_from=kept)
        assert checked_offline(tmp_path, proof, kept=head_document(kept))[0] == 0
        code, said = checked_offline(tmp_path, proof, kept=head_document(Seal.objects.get(number=3)))
        assert (code, said) == (
            1,
            "DOES NOT FIT. The proof's head is number 6 and yours is 3. Ask for the proof under head 3.\n",
        )

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (lambda proof: proof["leaf"].update(happened_on="2020-01-01"), "The entry is not in the ledger"),
            (lambda proof: proof.update(position=1), "sealed at another position"),
            (lambda proof: proof["path"].reverse(), "The entry is not in the ledger"),
            (lambda proof: proof["path"].pop(), "The path is too short"),
            (lambda proof: proof["head"].update(sealed_at="2020-01-01"), "The signature of head 6 does not fit"),
            (lambda proof: proof["head"].update(root="ab" * 32), "The signature of head 6 does not fit"),
        ],
    )
    def test_a_proof_that_was_changed_does_not_fit(self, tmp_path: Path, change: Any, sentence: str) -> None:
        proof = inclusion_proof(Leaf.objects.get(position=400).entry_id, under=Seal.objects.last())
        change(proof)
        code, said = checked_offline(tmp_path, proof)
        assert code == 1
        assert said.startswith("DOES NOT FIT. ")
        assert sentence in said

    def test_a_head_is_checked_by_itself(self, tmp_path: Path) -> None:
        code, said = checked_offline(tmp_path, head_document(Seal.objects.get(number=4)))
        assert (code, said) == (0, "Fits. Head 4 of 403 leaves, sealed at 2026-01-05T12:00:00.000000Z, is signed.\n")

    def test_what_is_no_file_of_ours_is_said_to_be_unreadable(self, tmp_path: Path) -> None:
        assert checked_offline(tmp_path, {"format": "something else"})[0] != 0
        assert checked_offline(tmp_path, {"no": "format"})[0] == 2

    def test_there_is_no_proof_of_what_is_not_sealed(self) -> None:
        waiting = Unsealed.objects.filter(entry_id__isnull=False).first()
        assert waiting is not None
        with pytest.raises(NotSealed, match=r"waits to be sealed\. Ask again in a minute"):
            inclusion_proof(waiting.entry_id, under=Seal.objects.last())
        with pytest.raises(NotSealed, match=r"was sealed after head 1\. Ask for a later head"):
            inclusion_proof(Leaf.objects.get(position=400).entry_id, under=Seal.objects.get(number=1))

    def test_no_proof_is_handed_out_of_an_entry_that_was_changed(self) -> None:
        leaf = Leaf.objects.get(position=400)
        with unguarded():
            execute("UPDATE evidence_entry SET happened_on = '2020-01-01' WHERE id = %s", leaf.entry_id)
        with pytest.raises(offline.DoesNotFit, match="its content or the path was changed"):
            inclusion_proof(leaf.entry_id, under=Seal.objects.last())
