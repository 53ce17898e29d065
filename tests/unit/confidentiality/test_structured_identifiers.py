from __future__ import annotations

import pytest

from practices.confidentiality import find_identifiers

from .examples import EXAMPLES


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[repr(text) for text, _ in EXAMPLES])
def test_finds_what_has_the_shape_of_an_identifier(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(hit.kind, hit.words) for hit in find_identifiers(text)] == expected


def test_the_span_is_the_place_in_the_text_as_it_was_typed() -> None:
    text = "ok\u200b: 9\u200b43 476 5919 seen"
    (hit,) = find_identifiers(text)
    assert (hit.start, hit.end, hit.words) == (5, 18, text[5:18])


def test_a_valid_number_is_told_from_one_that_is_only_labelled() -> None:
    valid, labelled = find_identifiers("NHS no 943 476 5919 or NHS no 943 476 5918?")
    assert valid.message == "“943 476 5919” is a valid NHS number. Take it out: the network never needs it."
    assert labelled.message == "“943 476 5918” is written as an NHS number. Take it out: the network never needs it."


def test_a_date_comes_with_what_to_write_instead() -> None:
    (hit,) = find_identifiers("Amputation in March\n2024.")
    assert hit.message == (
        "“March 2024” is a date. Write how long before or after this case it was, such as “7 months ago”, "
        "or an age band for a date of birth."
    )
