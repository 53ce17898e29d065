"""Recompute the sealed ledger from its rows and say what does not fit, leaf by leaf. Reads only, in constant memory.

Every seal is checked by itself, from the one before it, so that a change is found where it was made and does not
make everything after it look wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from evidence import content
from evidence.merkle import Growth
from evidence.models import Node, Seal
from evidence.offline import HEAD, canonical, is_signed, leaf_hash, signed_bytes
from evidence.sealing import NODES_AT, NONE_BEFORE, peaks_of

BLOCK = 1 << NODES_AT[0]
ROWS_AT_ONCE = 2000
IN_FLIGHT = timedelta(days=1)
UNKNOWN = b"\x00" * 32


@dataclass(frozen=True)
class Finding:
    """Something that does not fit. `where` names the row; a notice is worth a look, and breaks no seal."""

    where: str
    problem: str
    is_notice: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


@dataclass(frozen=True)
class SealRow:
    """A seal as it stands in the table; `claims` is what its signature is about, None if it cannot be read."""

    number: int
    tree_size: int
    root: str
    peaks: bytes
    digest: str
    public_key: str
    signature: str
    claims: Mapping[str, Any] | None

    @property
    def where(self) -> str:
        return f"Seal {self.number}"

    def is_sound(self, keys: frozenset[str]) -> bool:
        """What it claims was signed by this site. Only then is what it says of the tree believed."""
        if self.claims is None or self.public_key not in keys:
            return False
        signed = signed_bytes(dict(self.claims))
        try:
            key, signature = bytes.fromhex(self.public_key), bytes.fromhex(self.signature)
        except ValueError:
            return False
        return self.digest == sha256(signed).hexdigest() and is_signed(key, signed, signature)

    @property
    def growth(self) -> Growth | None:
        """What the tree grows on from; None if the peaks are not those of the root."""
        try:
            growth = Growth(self.tree_size, peaks_of(self.peaks))
        except ValueError:
            return None
        return growth if growth.root.hex() == self.root else None


@dataclass(frozen=True)
class LeafRow:
    position: int
    entry_id: int | None
    void_id: int | None
    hash: bytes
    raw: content.Raw

    @property
    def where(self) -> str:
        return f"Entry {self.entry_id}" if self.entry_id is not None else f"Void {self.void_id}"


@dataclass
class Batch:
    """The leaves between two seals: the tree as the leaves say, and as the entries say."""

    kept: Growth
    found: Growth
    wrong_blocks: set[int] = field(default_factory=set)
    nodes: list[tuple[int, int, bytes]] = field(default_factory=list)

    def add(self, kept: bytes, found: bytes) -> None:
        self.nodes += [node for node in self.kept.append(kept) if node[0] in NODES_AT]
        self.found.append(found)

    def note(self, position: int) -> None:
        self.wrong_blocks.add(position // BLOCK)


def check_ledger(*, keys: frozenset[str], kept_heads: Sequence[Mapping[str, Any]] = ()) -> Iterator[Finding]:
    """Everything that does not fit, in the order of the tree. `keys` are the public keys that may have signed.

    `kept_heads` are heads that somebody kept outside: each has to be the seal of its number, word for word.
    """
    with _one_snapshot():
        yield from _Check(keys, kept_heads).findings()
        yield from _beside_the_tree()


class _Check:
    def __init__(self, keys: frozenset[str], kept_heads: Sequence[Mapping[str, Any]]) -> None:
        self.keys = keys
        self.kept_heads = {head["number"]: head for head in kept_heads}
        self.leaves = _Leaves()
        self.growth: Growth | None = Growth()
        self.last: SealRow | None = None
        self.sealed_at: datetime | None = None
        self.run_before_at: datetime | None = None  # one run of the sealer may make many seals

    def findings(self) -> Iterator[Finding]:
        for seal in _seals():
            yield from self._chain(seal)
            yield from self._kept(seal)
            if seal.is_sound(self.keys):
                yield from self._batch(seal)
            self.last = seal
        yield from self._after_the_last()

    def _chain(self, seal: SealRow) -> Iterator[Finding]:
        number, digest = (self.last.number, self.last.digest) if self.last else (0, NONE_BEFORE)
        if seal.number != number + 1:
            yield Finding(f"Seal {number + 1}", "it is missing.")
        elif seal.claims and seal.claims["previous"] != digest:
            yield Finding(seal.where, "it does not go on from the seal before it.")
        if not seal.is_sound(self.keys):
            yield Finding(seal.where, "it is not what this site signed.")
        elif seal.growth is None:
            yield Finding(seal.where, "its peaks are not those of its root.")

    def _kept(self, seal: SealRow) -> Iterator[Finding]:
        head = self.kept_heads.pop(seal.number, None)
        if head and signed_bytes(dict(head)) != signed_bytes(dict(seal.claims or {**head, "root": ""})):
            yield Finding(seal.where, "it is not the head that was kept outside.")

    def _batch(self, seal: SealRow) -> Iterator[Finding]:
        """The leaves from the last seal that is sound up to this one."""
        growth = self.growth or Growth()
        size = seal.tree_size
        self._tell_the_time(seal)
        if size <= growth.size:
            yield Finding(seal.where, f"it covers {size} leaves, and the seal before it {growth.size}.")
            return
        first, rows_wrong = growth.size, 0
        batch = Batch(Growth(growth.size, growth.peaks), Growth(growth.size, growth.peaks))
        for position in range(first, size):
            for finding in self._leaf(position, batch):
                rows_wrong += not finding.is_notice
                yield finding
        yield from self._fits(seal, batch, first, bool(rows_wrong))
        fits = batch.kept.root.hex() == seal.root
        self.growth = batch.kept if fits else seal.growth or batch.kept

    def _tell_the_time(self, seal: SealRow) -> None:
        assert seal.claims is not None
        sealed_at = datetime.fromisoformat(seal.claims["sealed_at"])
        if self.sealed_at and sealed_at > self.sealed_at:
            self.run_before_at = self.sealed_at
        self.sealed_at = sealed_at

    def _leaf(self, position: int, batch: Batch) -> Iterator[Finding]:
        leaf = self.leaves.at(position)
        kept = found = UNKNOWN
        problem = ""
        if leaf is None:
            problem = "it is missing, so that nothing says which entry was sealed here."
        else:
            kept = leaf.hash
            try:
                said = content.content_of(position, leaf.raw)
            except content.Unreadable as error:
                said, problem = None, f"it cannot be read: {error}."
            if said is not None:
                found = leaf_hash(canonical(said))
                if self._is_backdated(said):
                    yield Finding(
                        leaf.where, _BACKDATED.format(said["recorded_at"], self.run_before_at), is_notice=True
                    )
            elif not problem:
                problem = "it was sealed, and is gone."
            if not problem and leaf.entry_id is not None and leaf.void_id is not None:
                problem = "its leaf names a void as well."
            if not problem and kept != found:
                problem = f"it is not what was sealed as leaf {position}, or the leaf was changed."
        if problem:
            batch.note(position)
            yield Finding(leaf.where if leaf else f"Leaf {position}", problem)
        batch.add(kept, found)

    def _is_backdated(self, said: Mapping[str, Any]) -> bool:
        before = self.run_before_at
        return before is not None and datetime.fromisoformat(said["recorded_at"]) < before - IN_FLIGHT

    def _fits(self, seal: SealRow, batch: Batch, first: int, rows_wrong: bool) -> Iterator[Finding]:
        """Whether the leaves give the seal's root; and if not although each fits its entry, where they do not."""
        fits = batch.kept.root.hex() == seal.root
        wrong = list(_wrong_nodes(batch.nodes))
        if fits:
            for height, index, _ in wrong:
                yield Finding(f"Node {index} of height {height}", "it is not what its leaves give, or is missing.")
            return
        if rows_wrong and batch.found.root.hex() == seal.root:
            return
        blocks = [index for height, index, _ in wrong if height == NODES_AT[0] and index not in batch.wrong_blocks]
        for block in blocks:
            where = f"Leaves {max(first, block * BLOCK)} to {(block + 1) * BLOCK - 1}"
            yield Finding(where, f"entries and leaves were changed together; seal {seal.number} had others.")
        if not blocks and not rows_wrong:
            where = f"Leaves {first} to {seal.tree_size - 1}"
            yield Finding(where, f"entries and leaves were changed together; seal {seal.number} had others.")

    def _after_the_last(self) -> Iterator[Finding]:
        """What is stored beyond the tree. Seals that were added meanwhile explain what they cover."""
        size = self.growth.size if self.growth else 0
        leaves = list(
            _rows("SELECT position FROM evidence_leaf WHERE position < 0 OR position >= %s LIMIT 100", [size])
        )
        nodes = [*_beyond(size)]
        newer = Seal.objects.filter(number__gt=self.last.number if self.last else 0)
        grown = max(size, newer.aggregate(size=Max("tree_size"))["size"] or 0)
        yield from (Finding(f"Leaf {at}", "no seal covers it.") for (at,) in leaves if not size <= at < grown)
        for node in nodes:
            if node.height not in NODES_AT or not 0 <= node.index < grown >> node.height:
                yield Finding(str(node), "no leaves complete it.")
        for head in self.kept_heads.values():
            yield Finding(f"Seal {head['number']}", "it was kept outside, and the ledger has none of this number.")


def _beyond(size: int) -> Iterator[Node]:
    """The nodes that a tree of the size does not have, a hundred of each height at most."""
    for height in NODES_AT:
        yield from Node.objects.filter(height=height).exclude(index__range=(0, (size >> height) - 1))[:100]
    yield from Node.objects.exclude(height__in=NODES_AT)[:100]


_BACKDATED = "it says it was recorded at {}, but was not there when the ledger was sealed at {:%Y-%m-%dT%H:%M:%SZ}."


def _wrong_nodes(nodes: Sequence[tuple[int, int, bytes]]) -> Iterator[tuple[int, int, bytes]]:
    """Those that are stored otherwise, or not at all."""
    for height, group in groupby(sorted(nodes), key=lambda node: node[0]):
        wanted = list(group)
        stored = Node.objects.filter(height=height, index__range=(wanted[0][1], wanted[-1][1]))
        by_index = {index: bytes(found) for index, found in stored.values_list("index", "hash")}
        yield from (node for node in wanted if by_index.get(node[1]) != node[2])


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """All queries see the same moment, on PostgreSQL. On SQLite a transaction would keep writers out, so each query
    has a moment of its own, and what a query may see of a later one does no harm.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _rows(sql: str, parameters: Sequence[int] = ()) -> Iterator[tuple[Any, ...]]:
    """A few rows in memory at a time, on both databases."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, list(parameters))
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows


def _seals() -> Iterator[SealRow]:
    texts = ("root", "previous", "sealed_at", "digest", "public_key", "signature")
    peaks = "encode(peaks, 'hex')" if connection.vendor == "postgresql" else "hex(peaks)"
    named = ", ".join(f"CAST({name} AS text)" for name in texts)
    sql = f"SELECT number, tree_size, {peaks}, {named} FROM evidence_seal ORDER BY number"  # noqa: S608
    for number, tree_size, joined, root, previous, sealed_at, digest, public_key, signature in _rows(sql):
        claims = {"format": HEAD, "number": number, "previous": previous, "root": root, "tree_size": tree_size}
        try:
            read: dict[str, Any] | None = claims | {"sealed_at": content.read_moment(sealed_at)}
        except ValueError:
            read = None
        yield SealRow(number, tree_size, root, bytes.fromhex(joined), digest, public_key, signature, read)


class _Leaves:
    """The leaves with what stands at them, in order, one at a time."""

    def __init__(self) -> None:
        sql = f"""
            SELECT l.position, l.entry_id, l.void_id, l.hash, {content.columns(connection.vendor)}
            FROM evidence_leaf l
            LEFT JOIN evidence_entry e ON e.id = l.entry_id LEFT JOIN evidence_void v ON v.id = l.void_id
            WHERE l.position >= 0 ORDER BY l.position
        """  # noqa: S608
        self._rows = _rows(sql)
        self._next = self._read()

    def _read(self) -> LeafRow | None:
        row = next(self._rows, None)
        if row is None:
            return None
        position, entry_id, void_id, found, *raw = row
        return LeafRow(position, entry_id, void_id, bytes(found), raw)

    def at(self, position: int) -> LeafRow | None:
        """The leaf at the position; None if there is none. Positions are asked for in ascending order."""
        if self._next is None or self._next.position != position:
            return None
        leaf, self._next = self._next, self._read()
        return leaf


def _beside_the_tree() -> Iterator[Finding]:
    """What was never sealed and does not wait to be, and what waits and should not."""
    for table, column, name in (("evidence_entry", "entry_id", "Entry"), ("evidence_void", "void_id", "Void")):
        never = f"""
            SELECT t.id FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM evidence_leaf l WHERE l.{column} = t.id)
            AND NOT EXISTS (SELECT 1 FROM evidence_unsealed u WHERE u.{column} = t.id) ORDER BY t.id
        """  # noqa: S608
        for (pk,) in _rows(never):
            yield Finding(f"{name} {pk}", "it was never sealed and does not wait to be: nothing of this site wrote it.")
    waiting = f"""
        SELECT u.entry_id, u.void_id, COALESCE(le.position, lv.position), {content.columns(connection.vendor)}
        FROM evidence_unsealed u
        LEFT JOIN evidence_entry e ON e.id = u.entry_id LEFT JOIN evidence_void v ON v.id = u.void_id
        LEFT JOIN evidence_leaf le ON le.entry_id = u.entry_id LEFT JOIN evidence_leaf lv ON lv.void_id = u.void_id
        ORDER BY u.id
    """  # noqa: S608
    for entry_id, void_id, position, *raw in _rows(waiting):
        where = f"Entry {entry_id}" if entry_id is not None else f"Void {void_id}"
        if position is not None:
            yield Finding(where, f"it waits to be sealed, and was sealed as leaf {position}.")
            continue
        try:
            if content.content_of(0, raw) is None:
                yield Finding(where, "it waits to be sealed, and is gone.")
        except content.Unreadable as error:
            yield Finding(where, f"it waits to be sealed, and cannot be read: {error}.")
