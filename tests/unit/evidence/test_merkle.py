"""Against the reference vectors of Certificate Transparency (RFC 6962) and of Ed25519 (RFC 8032)."""

from __future__ import annotations

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from evidence.merkle import EMPTY, Growth, consistency, inclusion, root_of, subtree_of
from evidence.offline import DoesNotFit, check_consistency, is_signed, leaf_hash, root_of_inclusion

LEAVES = [
    leaf_hash(bytes.fromhex(content))
    for content in (
        *("", "00", "10", "2021", "3031", "40414243", "5051525354555657"),
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSIONS = {
    (0, 1): [],
    (0, 8): [A, B, C],
    (5, 8): [D, E, ROOTS[3]],
    (2, 3): [ROOTS[1]],
    (1, 5): [ROOTS[0], B, D],
}
CONSISTENCIES = {(1, 1): [], (1, 8): [A, B, C], (6, 8): [F, E, ROOTS[3]], (2, 5): [B, D]}


def hexes(path: list[bytes]) -> list[str]:
    return [step.hex() for step in path]


def test_no_leaves_have_the_hash_of_nothing() -> None:
    assert root_of([]) == EMPTY == sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_reference(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("position", "size"), INCLUSIONS)
def test_inclusion_proofs_are_those_of_the_reference(position: int, size: int) -> None:
    path = inclusion(position, size, subtree_of(LEAVES))
    assert hexes(path) == INCLUSIONS[position, size]
    assert root_of_inclusion(LEAVES[position], position, size, path).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("first", "second"), CONSISTENCIES)
def test_consistency_proofs_are_those_of_the_reference(first: int, second: int) -> None:
    path = consistency(first, second, subtree_of(LEAVES))
    assert hexes(path) == CONSISTENCIES[first, second]
    check_consistency(first, second, *(bytes.fromhex(ROOTS[size - 1]) for size in (first, second)), path)


def numbered(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def test_every_leaf_of_every_tree_proves_itself_and_nothing_else() -> None:
    for size in range(1, 34):
        leaves = numbered(size)
        root = root_of(leaves)
        for position in range(size):
            path = inclusion(position, size, subtree_of(leaves))
            assert root_of_inclusion(leaves[position], position, size, path) == root
            assert root_of_inclusion(leaf_hash(b"another"), position, size, path) != root


def test_every_tree_goes_on_from_every_smaller_one() -> None:
    leaves = numbered(33)
    roots = [root_of(leaves[:size]) for size in range(34)]
    for second in range(1, 34):
        for first in range(1, second + 1):
            path = consistency(first, second, subtree_of(leaves))
            check_consistency(first, second, roots[first], roots[second], path)
            with pytest.raises(DoesNotFit):
                check_consistency(first, second, leaf_hash(b"another"), roots[second], path)


@given(st.integers(1, 200), st.data())
def test_a_path_that_was_changed_proves_nothing(size: int, data: st.DataObject) -> None:
    leaves = numbered(size)
    position = data.draw(st.integers(0, size - 1))
    path = inclusion(position, size, subtree_of(leaves))
    changed = data.draw(
        st.sampled_from([path[:-1], [*path, leaves[0]], [leaf_hash(b"another"), *path[1:]]] if path else [[leaves[0]]])
    )
    try:
        root = root_of_inclusion(leaves[position], position, size, changed)
    except DoesNotFit:
        return
    assert root != root_of(leaves)


@given(st.integers(0, 300), st.integers(0, 300))
def test_growing_from_the_peaks_is_growing_from_the_beginning(first: int, more: int) -> None:
    leaves = numbered(first + more)
    growth = Growth()
    for leaf in leaves[:first]:
        growth.append(leaf)
    again = Growth(growth.size, growth.peaks)
    for leaf in leaves[first:]:
        again.append(leaf)
    assert again.root == root_of(leaves)


def test_a_leaf_that_completes_a_block_says_so() -> None:
    growth, leaves = Growth(), numbered(8)
    completed = [node for leaf in leaves for node in growth.append(leaf)]
    assert [(height, index) for height, index, _ in completed] == [
        (1, 0),
        (1, 1),
        (2, 0),
        (1, 2),
        (1, 3),
        (2, 1),
        (3, 0),
    ]
    assert all(node == root_of(leaves[i << h : (i + 1) << h]) for h, i, node in completed)


def test_peaks_that_do_not_belong_to_the_size_are_refused() -> None:
    with pytest.raises(ValueError, match="has 2 peaks, not 1"):
        Growth(3, [EMPTY])


VECTORS = [  # RFC 8032, 7.1: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_signatures_are_those_of_the_reference(key: str, message: str, signature: str) -> None:
    given_key, said, signed = (bytes.fromhex(text) for text in (key, message, signature))
    assert is_signed(given_key, said, signed)
    assert not is_signed(given_key, said + b"!", signed)
    assert not is_signed(given_key, said, signed[:32] + bytes(32))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=60), st.integers(0, 511))
def test_what_the_library_signs_is_signed_and_one_other_bit_is_not(seed: bytes, message: bytes, bit: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    signature = private.sign(message)
    public = private.public_key().public_bytes_raw()
    assert is_signed(public, message, signature)
    flipped = bytearray(signature)
    flipped[bit // 8] ^= 1 << bit % 8
    assert not is_signed(public, message, bytes(flipped))
