"""Seals what waits. One transaction a batch; two sealers at once wait for each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from evidence import content, signing
from evidence.merkle import Growth
from evidence.models import Leaf, Node, Seal, Unsealed
from evidence.offline import HEAD, leaf_hash, signed_bytes

MOST_IN_A_SEAL = 1000
NONE_BEFORE = "0" * 64
HASH_SIZE = 32
NODES_AT = (8, 16, 24)


@dataclass(frozen=True)
class Waiting:
    pk: int
    entry_id: int | None
    void_id: int | None
    raw: content.Raw


def seal_ledger(*, at: datetime) -> int:
    """Seal everything that waits and can be read. Returns how many entries and voids were sealed.

    What waits and is gone, or cannot be read, goes on waiting; `verify_ledger` names it.
    """
    sealed, after = 0, 0
    while True:
        done, after = _seal_batch(after, at)
        sealed += done
        if not after:
            return sealed


@transaction.atomic
def _seal_batch(after: int, at: datetime) -> tuple[int, int]:
    """How many were sealed, and the last row looked at (0: there are no more)."""
    _wait_for_other_sealers()
    waiting = list(_waiting(after))
    last = Seal.objects.last()
    growth = Growth(last.tree_size, peaks_of(last.peaks)) if last else Growth()
    leaves, nodes, done = [], [], []
    for item in waiting:
        try:
            said = content.bytes_of(growth.size, item.raw)
        except content.Unreadable:
            continue
        if said is None:  # gone
            continue
        found = leaf_hash(said)
        leaves.append(Leaf(position=growth.size, entry_id=item.entry_id, void_id=item.void_id, hash=found))
        nodes += [Node(height=h, index=i, hash=node) for h, i, node in growth.append(found) if h in NODES_AT]
        done.append(item.pk)
    if leaves:
        Leaf.objects.bulk_create(leaves)
        Node.objects.bulk_create(nodes)
        new_seal(growth, last, at).save(force_insert=True)
        Unsealed.objects.filter(pk__in=done).delete()
    return len(leaves), waiting[-1].pk if waiting else 0


def _wait_for_other_sealers() -> None:
    """SQLite has locked the whole database by now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE evidence_seal IN SHARE ROW EXCLUSIVE MODE")


def _waiting(after: int) -> Iterator[Waiting]:
    """Not what has its leaf already: that can wait only if somebody made it wait again."""
    sql = f"""
        SELECT u.id, u.entry_id, u.void_id, {content.columns(connection.vendor)} FROM evidence_unsealed u
        LEFT JOIN evidence_entry e ON e.id = u.entry_id LEFT JOIN evidence_void v ON v.id = u.void_id
        WHERE u.id > %s
        AND NOT EXISTS (SELECT 1 FROM evidence_leaf l WHERE l.entry_id = u.entry_id)
        AND NOT EXISTS (SELECT 1 FROM evidence_leaf l WHERE l.void_id = u.void_id)
        ORDER BY u.id LIMIT {MOST_IN_A_SEAL}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [after])
        for pk, entry_id, void_id, *raw in cursor.fetchall():
            yield Waiting(pk, entry_id, void_id, raw)


def new_seal(growth: Growth, last: Seal | None, at: datetime) -> Seal:
    seal = Seal(
        number=last.number + 1 if last else 1,
        tree_size=growth.size,
        root=growth.root.hex(),
        peaks=b"".join(growth.peaks),
        previous=last.digest if last else NONE_BEFORE,
        sealed_at=at,
    )
    key, signed = signing.site_key(), signed_bytes(claims_of(seal))
    seal.digest = sha256(signed).hexdigest()
    seal.public_key, seal.signature = signing.public(key), key.sign(signed).hex()
    return seal


def claims_of(seal: Seal) -> dict[str, Any]:
    """What is signed of a seal."""
    return {
        "format": HEAD,
        "number": seal.number,
        "previous": seal.previous,
        "root": seal.root,
        "sealed_at": content.moment_in_words(seal.sealed_at),
        "tree_size": seal.tree_size,
    }


def head_document(seal: Seal) -> dict[str, Any]:
    """The signed tree head, as it is given away."""
    return claims_of(seal) | {"public_key": seal.public_key, "signature": seal.signature}


def peaks_of(joined: bytes | memoryview) -> Sequence[bytes]:
    joined = bytes(joined)
    return [joined[start : start + HASH_SIZE] for start in range(0, len(joined), HASH_SIZE)]
