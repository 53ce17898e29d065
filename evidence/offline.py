"""Check that an entry is in the sealed ledger, without the ledger: one file, Python's standard library only.

    python offline.py proof.json                     is the entry in the tree of the head that came with it?
    python offline.py proof.json --head head.json    ... and is that head the one I kept, or does it go on from it?
    python offline.py head.json                      is the head what the site signed?

Exit code 0 when everything fits, 1 with a sentence when something does not, 2 for a file that cannot be read.
The tree is that of RFC 6962 (SHA-256), the signature that of RFC 8032 (Ed25519). The head is only as good as the way
it reached you: keep the heads you are sent, and compare.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from hashlib import sha256, sha512
from typing import Any

HEAD = "enhanced-practice head 1"
PROOF = "enhanced-practice inclusion proof 1"
SIGNED = ("format", "number", "previous", "root", "sealed_at", "tree_size")


class DoesNotFit(ValueError):
    """What was claimed is not so. The sentence says what."""


def leaf_hash(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def canonical(value: Any) -> bytes:
    """JSON of one spelling: keys sorted, no spaces, everything beyond ASCII escaped, no fractions."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def root_of_inclusion(leaf: bytes, position: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root of a tree of `size` leaves that has the leaf hash at the position (from 0), by its audit path."""
    if not 0 <= position < size:
        raise DoesNotFit(f"There is no leaf {position} in a tree of {size}.")
    node, last, found = position, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise DoesNotFit("The path is too long.")
        if node % 2 or node == last:
            found = node_hash(sibling, found)
            while not node % 2 and node:
                node, last = node // 2, last // 2
        else:
            found = node_hash(found, sibling)
        node, last = node // 2, last // 2
    if last:
        raise DoesNotFit("The path is too short.")
    return found


def check_consistency(first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]) -> None:
    """The tree of `second` leaves begins with that of `first`. Raises DoesNotFit (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        raise DoesNotFit(f"A tree of {second} leaves does not go on from one of {first}.")
    if first == second:
        if path or first_root != second_root:
            raise DoesNotFit("Two heads of the same size have different roots: one of them is not of this ledger.")
        return
    steps = list(path)
    if first & (first - 1) == 0:
        steps.insert(0, first_root)
    if not steps:
        raise DoesNotFit("The path is too short.")
    node, last = first - 1, second - 1
    while node % 2:
        node, last = node // 2, last // 2
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise DoesNotFit("The path is too long.")
        if node % 2 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not node % 2 and node:
                node, last = node // 2, last // 2
        else:
            new = node_hash(new, step)
        node, last = node // 2, last // 2
    if last:
        raise DoesNotFit("The path is too short.")
    if old != first_root or new != second_root:
        raise DoesNotFit("The newer head does not go on from the older: what was sealed has been changed.")


def signed_bytes(head: dict[str, Any]) -> bytes:
    """What the site signs of a head."""
    return canonical({name: head[name] for name in SIGNED})


def check_head(head: dict[str, Any]) -> None:
    """Signed with the key that it names. Whether that is the site's key, only the site can tell you."""
    if head["format"] != HEAD:
        raise DoesNotFit(f"This is not a head, but {head['format']!r}.")
    if not is_signed(bytes.fromhex(head["public_key"]), signed_bytes(head), bytes.fromhex(head["signature"])):
        raise DoesNotFit(f"The signature of head {head['number']} does not fit what it says.")


def check_proof(proof: dict[str, Any], kept: dict[str, Any] | None = None) -> None:
    """The entry is in the tree of the head, and the head is the kept one or (by the proof's own path) goes on from
    it.
    """
    if proof["format"] != PROOF:
        raise DoesNotFit(f"This is not a proof, but {proof['format']!r}.")
    head = proof["head"]
    check_head(head)
    content = canonical(proof["leaf"])
    if proof["leaf"]["position"] != proof["position"]:
        raise DoesNotFit("The entry was sealed at another position than the proof says.")
    path = [bytes.fromhex(step) for step in proof["path"]]
    root = root_of_inclusion(leaf_hash(content), proof["position"], head["tree_size"], path)
    if root.hex() != head["root"]:
        raise DoesNotFit("The entry is not in the ledger under this head: its content or the path was changed.")
    if kept is not None:
        _check_goes_on(kept, head, proof.get("consistency"))


def _check_goes_on(kept: dict[str, Any], head: dict[str, Any], consistency: dict[str, Any] | None) -> None:
    check_head(kept)
    if kept["public_key"] != head["public_key"]:
        raise DoesNotFit("The proof's head is signed with another key than the head you kept.")
    if kept["tree_size"] == head["tree_size"]:
        path: list[str] = []
    elif consistency and consistency["from"] == kept["tree_size"]:
        path = consistency["path"]
    else:
        raise DoesNotFit(
            f"The proof's head is number {head['number']} and yours is {kept['number']}. Ask for the proof under head "
            f"{kept['number']}."
        )
    roots = bytes.fromhex(kept["root"]), bytes.fromhex(head["root"])
    check_consistency(kept["tree_size"], head["tree_size"], *roots, [bytes.fromhex(step) for step in path])


# Ed25519, verification only: no secret is handled here. RFC 8032, section 5.1. --------------------------------------

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)
_Point = tuple[int, int, int, int]  # extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the Ed25519 signature (64 bytes) is that of the key (32 bytes) under the message."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key, commitment = _point(public_key), _point(signature[:32])
    factor = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or factor >= _L:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + public_key + message).digest(), "little") % _L
    return _same(_times(factor, _BASE), _plus(commitment, _times(challenge, key)))


def _point(text: bytes) -> _Point | None:
    number = int.from_bytes(text, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if x * x % _P != square or (x == 0 and sign):
        return None
    x = _P - x if x % 2 != sign else x
    return x, y, 1, x * y % _P


def _plus(one: _Point, other: _Point) -> _Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, point: _Point) -> _Point:
    total: _Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = _plus(total, point)
        point, factor = _plus(point, point), factor >> 1
    return total


def _same(one: _Point, other: _Point) -> bool:
    return (one[0] * other[2] - other[0] * one[2]) % _P == 0 == (one[1] * other[2] - other[1] * one[2]) % _P


_BASE = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little")) or (0, 1, 1, 0)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check a proof or a head of a sealed ledger, offline.")
    parser.add_argument("file", help="The proof or the head, as downloaded.")
    parser.add_argument("--head", help="A head that you kept.")
    asked = parser.parse_args(arguments)
    try:
        given, kept = _read(asked.file), _read(asked.head) if asked.head else None
        if given.get("format") == HEAD:
            check_head(given)
            say = f"Head {given['number']} of {given['tree_size']} leaves, sealed at {given['sealed_at']}, is signed."
        else:
            check_proof(given, kept)
            head = given["head"]
            what = "and its head fits the one you kept" if kept else "under the head that came with it"
            say = f"The entry is leaf {given['position']} of the ledger sealed at {head['sealed_at']}, {what}."
    except DoesNotFit as error:
        print(f"DOES NOT FIT. {error}")  # noqa: T201
        return 1
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"This file cannot be read: {error!r}", file=sys.stderr)  # noqa: T201
        return 2
    print(f"Fits. {say}")  # noqa: T201
    return 0


def _read(path: str) -> dict[str, Any]:
    with open(path, encoding="utf-8") as file:
        found = json.load(file)
    if not isinstance(found, dict):
        raise TypeError("not a JSON object")
    return found


if __name__ == "__main__":
    sys.exit(main())
