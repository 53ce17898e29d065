# ruff: noqa: RUF001 - the messages are set with real quotation marks

from __future__ import annotations

import pickle
import traceback

import pytest

from practices.confidentiality import IdentifierFound, check_no_identifiers, find_identifiers

TEXT = "Mr Mensah, NHS 943 476 5919, seen 3 April 2024 and 4 April 2024"
SECRETS = ("Mensah", "943", "5919", "April")


def refused() -> IdentifierFound:
    with pytest.raises(IdentifierFound) as caught:
        check_no_identifiers("metformin 1 g bd", TEXT)
    return caught.value


def test_clean_texts_are_let_in() -> None:
    assert check_no_identifiers("HbA1c 58 mmol/mol", "", "BP 128/76") is None


def test_a_refusal_is_a_value_error_that_names_the_kinds_once_each() -> None:
    refusal = refused()
    assert isinstance(refusal, ValueError)
    assert str(refusal) == "This text holds a name, an NHS number and a date. Nothing of it was stored."
    assert [hit.kind for hit in refusal.hits] == ["name", "nhs_number", "date", "date"]


def test_its_sentences_show_the_words_to_the_person_who_typed_them() -> None:
    assert refused().sentences == [
        "“Mr Mensah” is a person’s name. Write the role instead, such as “the patient”, “her husband” or “the practice "
        "nurse”.",
        "“943 476 5919” is a valid NHS number. Take it out: the network never needs it.",
        *(
            f"“{day} April 2024” is a date. Write how long before or after this case it was, such as “7 months ago”, "
            "or an age band for a date of birth."
            for day in (3, 4)
        ),
    ]


def test_nothing_of_the_text_shows_in_what_may_be_logged() -> None:
    refusal = refused()
    logged = [str(refusal), repr(refusal), repr(refusal.hits), "".join(traceback.format_exception(refusal))]
    assert [secret for secret in SECRETS for line in logged if secret in line] == []


def test_a_pickled_refusal_leaves_the_words_behind() -> None:
    kept = pickle.loads(pickle.dumps(refused()))  # noqa: S301
    assert (str(kept), kept.hits) == (str(refused()), ())
    assert [secret for secret in SECRETS if secret.encode() in pickle.dumps(refused())] == []


def test_a_hit_hides_its_words_from_its_repr() -> None:
    (hit,) = find_identifiers("943 476 5919")
    assert repr(hit) == "Hit(kind='nhs_number', start=0, end=12)"


def test_what_is_no_identifier_in_this_place_may_be_allowed() -> None:
    check_no_identifiers("The post has been vacant since 1 June 2026.", allowing=("date", "name"))
    with pytest.raises(IdentifierFound, match="NHS number"):
        check_no_identifiers("Vacant since 1 June 2026, 943 476 5919.", allowing=("date", "name"))
