from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.confidentiality import Hit, find_identifiers

from .corpus import Planted, clean_sentences, planted
from .identifiers_of_people import MAKERS, STRUCTURED
from .identifiers_with_a_shape import check_digit

EACH_STRUCTURED = 700
EACH_OTHER = 150


def is_missed(document: Planted) -> bool:
    """Whether a letter or a digit of what was planted stays outside of every hit."""
    covered = {place for hit in find_identifiers(document.text) for place in range(hit.start, hit.end)}
    planted_digits = {
        place for place in range(document.start, document.end) if unicodedata.category(document.text[place]) == "Nd"
    }
    return not covered & set(range(document.start, document.end)) or not planted_digits <= covered


@pytest.mark.parametrize("kind", STRUCTURED)
def test_no_structured_identifier_is_missed(kind: str) -> None:
    assert [document.words for document in planted(kind, EACH_STRUCTURED) if is_missed(document)] == []


@pytest.mark.parametrize("kind", [kind for kind in MAKERS if kind not in STRUCTURED])
def test_no_other_identifier_of_the_corpus_is_missed(kind: str) -> None:
    assert [document.words for document in planted(kind, EACH_OTHER) if is_missed(document)] == []


def test_clean_clinical_sentences_pass() -> None:
    sentences = clean_sentences()
    assert len(sentences) >= 300
    assert [sentence for sentence in sentences if find_identifiers(sentence)] == []


@settings(deadline=None)
@given(
    nine=st.text("0123456789", min_size=9, max_size=9).filter(lambda nine: check_digit(nine) != 10),
    gaps=st.tuples(*[st.sampled_from(["", " ", "-", ".", "/", "\u200b", "\u00a0", "  ", " - "])] * 2),
    around=st.sampled_from([("", ""), ("NHS", ""), ("(", ")"), ("no.", ", on insulin"), ("HbA1c 58; ", ".")]),
)
def test_any_valid_nhs_number_is_found_in_any_dress(nine: str, gaps: tuple[str, str], around: tuple[str, str]) -> None:
    number = f"{nine[:3]}{gaps[0]}{nine[3:6]}{gaps[1]}{nine[6:]}{check_digit(nine)}"
    assert find_identifiers(around[0] + number + around[1]) != []


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200) | st.text("0123456789 ./-+AEMPO@may", max_size=80))
def test_hits_of_any_text_quote_it_in_order_and_never_overlap(text: str) -> None:
    hits: list[Hit] = find_identifiers(text)
    assert [hit.words for hit in hits] == [text[hit.start : hit.end] for hit in hits]
    assert all(before.end <= after.start for before, after in pairwise(hits))
