"""What somebody who may do everything in the database could do to the ledger, one row at a time.

Each edit says which rows it touched; `verify_ledger` has to name one of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection

from evidence.models import Entry, Leaf, Node, Seal, Unsealed, Void
from evidence.offline import canonical, leaf_hash
from evidence.proofs import content_of_leaf


@dataclass(frozen=True)
class Edit:
    """`named` are the places of which a finding has to begin with one."""

    what: str
    named: tuple[str, ...]


def execute(sql: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@contextmanager
def unguarded() -> Iterator[None]:
    """Without triggers and foreign keys, as a superuser can have it; put back afterwards."""
    if connection.vendor == "postgresql":
        execute("SET LOCAL session_replication_role = replica")
        yield
        execute("SET LOCAL session_replication_role = origin")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'evidence_%'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        yield
        for _, sql in triggers:
            cursor.execute(sql)


def _entry(random: Random) -> Entry:
    return random.choice(list(Entry.objects.filter(leaf__isnull=False)))


def _changed_values(random: Random, values: dict[str, Any]) -> str:
    name = random.choice(sorted(values))
    old = values[name]
    new: Any = {bool: lambda: not old, int: lambda: old + random.choice((-1, 1, 10)), str: lambda: f"{old}x"}.get(
        type(old), lambda: "x"
    )()
    return json.dumps({**values, name: new})


def change_an_entry(random: Random) -> Edit:
    entry = _entry(random)
    column, new = random.choice(
        [
            ("happened_on", "2020-02-29"),
            ("recorded_at", "2021-03-28 01:30:00.000001"),
            ("kind", "clinic.attended" if entry.kind != "clinic.attended" else "visit.attended"),
            ("verification", (entry.verification + 1) % 4),
            ("source", entry.source + "é"),
            ("source_ref", entry.source_ref + " "),
            ("values", _changed_values(random, entry.values)),
            ("recorded_by_id", None if entry.recorded_by_id else _somebody_else(random, entry)),
            ("person_id", _somebody_else(random, entry)) if entry.person_id else ("practice_id", _elsewhere(entry)),
        ]
    )
    execute(f'UPDATE evidence_entry SET "{column}" = %s WHERE id = %s', new, entry.pk)
    return Edit(f"{column} of entry {entry.pk}", (f"Entry {entry.pk}",))


def _somebody_else(random: Random, entry: Entry) -> object:
    people = [pk for pk in Entry.objects.values_list("person_id", flat=True) if pk and pk != entry.person_id]
    pk = random.choice(people)
    return pk.hex if connection.vendor == "sqlite" else pk


def _elsewhere(entry: Entry) -> int:
    elsewhere = Entry.objects.filter(practice__isnull=False).exclude(practice=entry.practice)
    return elsewhere.values_list("practice_id", flat=True)[0]


def write_nonsense(random: Random) -> Edit:
    entry = _entry(random)
    column, nonsense = random.choice(
        [("values", '{"score": 1e-7}'), ("source", "\u200b"), ("values", '{"é": "e\u0301"}'), ("values", "[]")]
    )
    execute(f'UPDATE evidence_entry SET "{column}" = %s WHERE id = %s', nonsense, entry.pk)
    return Edit(f"nonsense in {column} of entry {entry.pk}", (f"Entry {entry.pk}",))


def delete_an_entry(random: Random) -> Edit:
    entry = random.choice(list(Entry.objects.filter(void__isnull=True)))
    execute("DELETE FROM evidence_entry WHERE id = %s", entry.pk)
    return Edit(f"entry {entry.pk} deleted", (f"Entry {entry.pk}",))


def delete_an_entry_and_its_leaf(random: Random) -> Edit:
    leaf = random.choice(list(Leaf.objects.filter(entry__void__isnull=True, entry__isnull=False)))
    execute("DELETE FROM evidence_entry WHERE id = %s", leaf.entry_id)
    execute("DELETE FROM evidence_leaf WHERE position = %s", leaf.position)
    return Edit(f"entry {leaf.entry_id} and leaf {leaf.position} deleted", (f"Leaf {leaf.position}",))


def insert_an_entry(random: Random) -> Edit:
    entry = _entry(random)
    new = Entry.objects.order_by("pk").last().pk + random.randrange(1, 1000)  # type: ignore[union-attr]
    copied = "kind, person_id, practice_id, recorded_at, recorded_by_id, source, verification"
    execute(
        f'INSERT INTO evidence_entry (id, {copied}, happened_on, source_ref, "values") '
        f'SELECT %s, {copied}, happened_on, %s, "values" FROM evidence_entry WHERE id = %s',
        *(new, f"forged {new}", entry.pk),
    )
    return Edit(f"entry {new} inserted", (f"Entry {new}",))


def swap_two_entries(random: Random) -> Edit:
    one, other = random.sample(list(Entry.objects.filter(person__isnull=False, leaf__isnull=False)), 2)
    column = random.choice(("source_ref", "person_id", "happened_on"))
    if getattr(one, column) == getattr(other, column):
        column = "source_ref"
    sql = f"UPDATE evidence_entry SET {column} = %s WHERE id = %s"
    theirs, ours = _raw(other, column), _raw(one, column)
    if column == "source_ref":
        execute(sql, "on the way", one.pk)
    execute(sql, ours, other.pk)
    execute(sql, theirs, one.pk)
    return Edit(f"{column} of entries {one.pk} and {other.pk} swapped", (f"Entry {one.pk}", f"Entry {other.pk}"))


def _raw(entry: Entry, column: str) -> object:
    value = getattr(entry, column)
    return value.hex if column == "person_id" and connection.vendor == "sqlite" else value


def swap_two_leaves(random: Random) -> Edit:
    one, other = random.sample(list(Leaf.objects.filter(entry__isnull=False)), 2)
    execute("UPDATE evidence_leaf SET position = -1 WHERE position = %s", one.position)
    execute("UPDATE evidence_leaf SET position = %s WHERE position = %s", one.position, other.position)
    execute("UPDATE evidence_leaf SET position = %s WHERE position = -1", other.position)
    return Edit(
        f"leaves {one.position} and {other.position} swapped", (f"Entry {one.entry_id}", f"Entry {other.entry_id}")
    )


def change_a_void(random: Random) -> Edit:
    void = random.choice(list(Void.objects.all()))
    column, new = random.choice(
        [
            ("reason", "not_genuine" if void.reason != "not_genuine" else "corrected"),
            ("recorded_at", "2021-03-28 01:30:00"),
            ("entry_id", random.choice(list(Entry.objects.filter(void__isnull=True))).pk),
        ]
    )
    execute(f"UPDATE evidence_void SET {column} = %s WHERE id = %s", new, void.pk)
    return Edit(f"{column} of void {void.pk}", (f"Void {void.pk}",))


def delete_a_void(random: Random) -> Edit:
    void = random.choice(list(Void.objects.all()))
    execute("DELETE FROM evidence_void WHERE id = %s", void.pk)
    return Edit(f"void {void.pk} deleted", (f"Void {void.pk}",))


def insert_a_void(random: Random) -> Edit:
    entry = random.choice(list(Entry.objects.filter(void__isnull=True)))
    new = Void.objects.order_by("pk").last().pk + random.randrange(1, 1000)  # type: ignore[union-attr]
    execute(
        "INSERT INTO evidence_void (id, entry_id, recorded_at, reason) VALUES (%s, %s, '2026-01-01', 'corrected')",
        *(new, entry.pk),
    )
    return Edit(f"void {new} inserted", (f"Void {new}",))


def change_a_leaf(random: Random) -> Edit:
    leaf = random.choice(list(Leaf.objects.all()))
    named = f"Entry {leaf.entry_id}" if leaf.entry_id else f"Void {leaf.void_id}"
    execute("UPDATE evidence_leaf SET hash = %s WHERE position = %s", random.randbytes(32), leaf.position)
    return Edit(f"hash of leaf {leaf.position}", (named,))


def change_an_entry_with_its_leaf(random: Random) -> Edit:
    """By somebody who knows how leaves are made. Found to the block of 256, or to the batch, that it lies in."""
    leaf = random.choice(list(Leaf.objects.filter(entry__isnull=False)))
    execute("UPDATE evidence_entry SET happened_on = '2020-02-29' WHERE id = %s", leaf.entry_id)
    forged = leaf_hash(canonical(content_of_leaf(leaf)))
    execute("UPDATE evidence_leaf SET hash = %s WHERE position = %s", forged, leaf.position)
    return Edit(f"entry {leaf.entry_id} with leaf {leaf.position}", (f"within {leaf.position}",))


def change_a_seal(random: Random) -> Edit:
    seal = random.choice(list(Seal.objects.all()))
    column, new = random.choice(
        [
            ("root", random.randbytes(32).hex()),
            ("previous", random.randbytes(32).hex()),
            ("digest", random.randbytes(32).hex()),
            ("signature", random.randbytes(64).hex()),
            ("public_key", random.randbytes(32).hex()),
            ("peaks", random.randbytes(len(bytes(seal.peaks)))),
            ("sealed_at", "2021-03-28 01:30:00"),
            ("tree_size", seal.tree_size + 1),
        ]
    )
    execute(f"UPDATE evidence_seal SET {column} = %s WHERE number = %s", new, seal.number)
    return Edit(f"{column} of seal {seal.number}", (f"Seal {seal.number}",))


def delete_a_seal(random: Random) -> Edit:
    """The last one can be told from a ledger cut short only by its leaves."""
    seal = random.choice(list(Seal.objects.all()))
    execute("DELETE FROM evidence_seal WHERE number = %s", seal.number)
    before = Seal.objects.filter(number__lt=seal.number).last()
    return Edit(f"seal {seal.number} deleted", (f"Seal {seal.number}", f"Leaf {before.tree_size if before else 0}"))


def change_a_node(random: Random) -> Edit:
    node = random.choice(list(Node.objects.all()))
    execute("UPDATE evidence_node SET hash = %s WHERE id = %s", random.randbytes(32), node.pk)
    return Edit(f"{node}", (str(node),))


def stop_one_from_being_sealed(random: Random) -> Edit:
    waiting = random.choice(list(Unsealed.objects.filter(entry_id__isnull=False)))
    execute("DELETE FROM evidence_unsealed WHERE id = %s", waiting.pk)
    return Edit(f"entry {waiting.entry_id} waits no more", (f"Entry {waiting.entry_id}",))


def delete_one_that_waits(random: Random) -> Edit:
    waiting = random.choice(list(Unsealed.objects.filter(entry_id__isnull=False)))
    execute("DELETE FROM evidence_entry WHERE id = %s", waiting.entry_id)
    return Edit(f"waiting entry {waiting.entry_id} deleted", (f"Entry {waiting.entry_id}",))


EDITS: tuple[Callable[[Random], Edit], ...] = (
    change_an_entry,
    write_nonsense,
    delete_an_entry,
    delete_an_entry_and_its_leaf,
    insert_an_entry,
    swap_two_entries,
    swap_two_leaves,
    change_a_void,
    delete_a_void,
    insert_a_void,
    change_a_leaf,
    change_an_entry_with_its_leaf,
    change_a_seal,
    delete_a_seal,
    change_a_node,
    stop_one_from_being_sealed,
    delete_one_that_waits,
)
