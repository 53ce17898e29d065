"""The Merkle tree of RFC 6962 over a list of leaf hashes: growing it, and proving things of it. Pure.

Proofs ask `subtree(start, end)` for the hash over the leaves [start, end), so that whoever stores hashes of whole
blocks need not read every leaf. The other half, checking a proof, is in `offline.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from evidence.offline import node_hash

EMPTY = sha256(b"").digest()
Subtree = Callable[[int, int], bytes]


class Growth:
    """The right edge of a tree, enough to append to it and to say its root: one hash for each 1 in its size.

    `peaks` are the roots of the full subtrees of which the tree consists, the largest first.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if size.bit_count() != len(peaks):
            raise ValueError(f"A tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}.")
        self.size = size
        self.peaks = list(peaks)

    def append(self, node: bytes, height: int = 0) -> list[tuple[int, int, bytes]]:
        """Append a leaf, or the root of a full subtree of a height at which the tree ends now.

        Returns the larger full subtrees that it completes, as (height, index among those of that height, hash).
        """
        completed = []
        added, index = 1 << height, self.size >> height
        while index % 2:
            node = node_hash(self.peaks.pop(), node)
            height, index = height + 1, index // 2
            completed.append((height, index, node))
        self.peaks.append(node)
        self.size += added
        return completed

    @property
    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY
        *larger, root = self.peaks
        for peak in reversed(larger):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    growth = Growth()
    for leaf in leaves:
        growth.append(leaf)
    return growth.root


def split(size: int) -> int:
    """The largest power of two smaller than the size, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1


def subtree_of(leaves: Sequence[bytes]) -> Subtree:
    return lambda start, end: root_of(leaves[start:end])


def inclusion(position: int, size: int, subtree: Subtree) -> list[bytes]:
    """The audit path of a leaf in the tree of `size` leaves (RFC 6962, 2.1.1)."""
    if not 0 <= position < size:
        raise ValueError(f"There is no leaf {position} in a tree of {size}.")
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if position < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def consistency(first: int, second: int, subtree: Subtree) -> list[bytes]:
    """That the tree of `second` leaves begins with that of `first` (RFC 6962, 2.1.2)."""
    if not 0 < first <= second:
        raise ValueError(f"A tree of {second} leaves does not begin with one of {first}.")
    path: list[bytes] = []
    start, end, is_whole = 0, second, True
    while first != end:
        middle = start + split(end - start)
        if first <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start, is_whole = middle, False
    return ([] if is_whole else [subtree(start, end)]) + path[::-1]
