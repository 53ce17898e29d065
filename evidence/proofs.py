"""That an entry is in the ledger, as a file that a third party checks without us (`offline.py`)."""

from __future__ import annotations

from typing import Any

from django.db import connection

from evidence import content
from evidence.merkle import Growth, consistency, inclusion
from evidence.models import Leaf, Node, Seal
from evidence.offline import PROOF, DoesNotFit, check_proof
from evidence.sealing import NODES_AT, head_document


class NotSealed(LookupError):
    """There is no proof of it, and the sentence says why."""


def inclusion_proof(entry_id: int, *, under: Seal, goes_on_from: Seal | None = None) -> dict[str, Any]:
    """The entry is in the tree of a seal, which goes on from another one that somebody kept.

    The proof is checked before it is handed out. Raises NotSealed, and DoesNotFit when the ledger was tampered with.
    """
    leaf = Leaf.objects.filter(entry_id=entry_id).first()
    if leaf is None:
        raise NotSealed(f"Entry {entry_id} waits to be sealed. Ask again in a minute.")
    if leaf.position >= under.tree_size:
        raise NotSealed(f"Entry {entry_id} was sealed after head {under.number}. Ask for a later head.")
    proof: dict[str, Any] = {
        "format": PROOF,
        "position": leaf.position,
        "leaf": content_of_leaf(leaf),
        "path": _hexes(inclusion(leaf.position, under.tree_size, stored_subtree)),
        "head": head_document(under),
    }
    kept = goes_on_from or under
    if kept.tree_size < under.tree_size:
        path = consistency(kept.tree_size, under.tree_size, stored_subtree)
        proof["consistency"] = {"from": kept.tree_size, "path": _hexes(path)}
    check_proof(proof, head_document(kept))
    return proof


def stored_subtree(start: int, end: int) -> bytes:
    """The hash over the leaves [start, end), from the largest stored subtrees. `start` is where a subtree begins."""
    growth = Growth()
    for height in sorted((0, *NODES_AT), reverse=True):
        at = start + growth.size
        if number := (end - at) >> height:
            for node in _stored(height, at >> height, number):
                growth.append(node, height)
    if growth.size != end - start:
        raise DoesNotFit("The ledger lacks a leaf that it had.")
    return growth.root


def _stored(height: int, first: int, number: int) -> list[bytes]:
    """So many hashes of a height (0: of leaves), from the first."""
    span = (first, first + number - 1)
    nodes = Node.objects.filter(height=height, index__range=span).order_by("index").values_list("hash", flat=True)
    leaves = Leaf.objects.filter(position__range=span).order_by("position").values_list("hash", flat=True)
    found = [bytes(node) for node in (nodes if height else leaves)]
    if len(found) != number:
        raise DoesNotFit("The ledger lacks a leaf that it had.")
    return found


def content_of_leaf(leaf: Leaf) -> dict[str, Any] | None:
    """What stands in the row now; None if it is gone."""
    sql = f"""
        SELECT {content.columns(connection.vendor)} FROM evidence_leaf l
        LEFT JOIN evidence_entry e ON e.id = l.entry_id LEFT JOIN evidence_void v ON v.id = l.void_id
        WHERE l.position = %s
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [leaf.position])
        return content.content_of(leaf.position, cursor.fetchone())


def _hexes(path: list[bytes]) -> list[str]:
    return [step.hex() for step in path]
