"""Find the names of people: after a title, after “patient” or a relative, after “named”, and names well known as names.

Eponyms stay free: Charcot, Graves or Dupuytren carry neither a title nor a relative, and are not on the lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from .hits import Finding
from .vocabulary import is_given_name, is_ordinary, is_surname, may_be_given_name, word_list
from .wording import Word, Wording

TITLES = word_list("titles")
TITLES_THAT_ARE_WORDS = word_list("titles_that_are_words")
TITLES_IN_SMALL_LETTERS = TITLES - {"mr", "ms", "doctor", "professor"}
TITLES_OF_NAMES_ONLY = frozenset(("mr", "mrs", "ms", "mx"))
PATIENT_WORDS = word_list("patient_words")
RELATIVES = word_list("relatives")
VERBS_OF_A_PERSON = word_list("verbs_of_a_person")
POSSESSIVES = frozenset(("her", "his", "their", "my", "our", "the", "whose", "your"))
NAMING = frozenset(("named", "called", "nicknamed", "aka"))
NAME_FIELDS = frozenset(("name", "surname", "forename", "firstname"))
PARENTS = frozenset(("mother", "father"))
BEFORE_A_PLACE = frozenset(("queen", "king", "prince", "princess", "st", "saint", "royal"))

Place = tuple[int, int]
"""The first and the last word of a name."""


def find_names(text: str) -> list[Finding]:
    """Names of people in a folded text, the longest first: “Mrs Mary Ward” before the “Mary Ward” inside it."""
    wording = Wording.of(text)
    places = {place for rule in RULES for place in rule(wording)}
    return [
        Finding("name", wording.words[first].start, wording.words[last].end)
        for first, last in sorted(places, key=lambda place: (place[0] - place[1], place))
    ]


def _titled(wording: Wording) -> Iterator[Place]:
    for place, title in enumerate(wording.words):
        if title.small not in TITLES | TITLES_THAT_ARE_WORDS or not wording.joined(place):
            continue
        first = wording.past_initials(place + 1)
        if first is not None and _follows_title(wording, place, wording.past_particles(first)):
            yield place, wording.name_end(first)


def _follows_title(wording: Wording, place: int, candidate: int) -> bool:
    title, word = wording.words[place], wording.words[candidate]
    known = is_surname(word.text) or may_be_given_name(word.text)
    free = not is_ordinary(word.text)
    if len(word.text) < 2 or word.small in TITLES:
        return False
    if not word.is_capital:
        return title.small in TITLES and free and (known or title.small in ("mrs", "mx") or "'" in word.text)
    if title.is_all_capitals:
        return word.is_all_capitals and (free or is_surname(word.text))
    if title.is_titlecase and title.small in TITLES_OF_NAMES_ONLY:
        return True
    if title.is_titlecase:
        return free or (known and title.small in TITLES) or (is_surname(word.text) and title.small not in PARENTS)
    return free and title.small in TITLES_IN_SMALL_LETTERS


def _after_patient(wording: Wording) -> Iterator[Place]:
    for place, word in enumerate(wording.words[:-1]):
        if word.small in PATIENT_WORDS and _names_patient(wording, place, place + 1):
            yield place + 1, wording.name_end(place + 1)


def _names_patient(wording: Wording, place: int, candidate: int) -> bool:
    word = wording.words[candidate]
    if wording.gap(place).strip() not in ("", ",", ":", "-", "(") or is_ordinary(word.text):
        return False
    if is_given_name(word.text):
        return True
    single = wording.gap(place) == " " and word.is_titlecase and len(word.text) > 1
    return single and not wording.is_eponym(candidate)


def _after_relative(wording: Wording) -> Iterator[Place]:
    for place, word in enumerate(wording.words[:-1]):
        following = wording.words[place + 1]
        if word.small not in RELATIVES or wording.gap(place) not in (" ", ", ") or is_ordinary(following.text):
            continue
        if is_given_name(following.text) or (following.is_titlecase and _is_possessed(wording, place)):
            yield place + 1, wording.name_end(place + 1)


def _is_possessed(wording: Wording, place: int) -> bool:
    return place > 0 and (wording.words[place - 1].small in POSSESSIVES or wording.gap(place - 1).startswith("'s"))


def _named(wording: Wording) -> Iterator[Place]:
    for place, word in enumerate(wording.words[:-1]):
        candidate = place + 1
        if word.small in NAMING and _is_naming(wording, place):
            yield candidate, wording.name_end(candidate)
        elif word.small in NAME_FIELDS and _fills_name(wording, place):
            first = candidate + 1 if wording.words[candidate].small == "is" else candidate
            yield first, wording.name_end(first)


def _is_naming(wording: Wording, place: int) -> bool:
    word = wording.words[place + 1]
    people = {each.small for each in wording.words[max(0, place - 4) : place]} & (PATIENT_WORDS | RELATIVES)
    if wording.gap(place) != " " or is_ordinary(word.text):
        return False
    return is_given_name(word.text) or (word.is_titlecase and bool(people))


def _fills_name(wording: Wording, place: int) -> bool:
    last = len(wording.words) - 1
    candidate = place + 2 if wording.words[place + 1].small == "is" and place + 2 <= last else place + 1
    word = wording.words[candidate]
    labelled = wording.gap(place).strip() in (":", "-", "=") or candidate == place + 2
    free = not is_ordinary(word.text)
    if labelled:
        return word.is_capital and (free or is_surname(word.text))
    return word.is_capital and free and wording.gap(place) == " " and may_be_given_name(word.text)


def _well_known(wording: Wording) -> Iterator[Place]:
    for place, word in enumerate(wording.words):
        if wording.is_eponym(place) or (place and wording.words[place - 1].small in BEFORE_A_PLACE):
            continue
        if _is_well_known(word) or (may_be_given_name(word.text) and _acts_as_person(wording, place)):
            yield place, wording.name_end(place)


def _is_well_known(word: Word) -> bool:
    return is_given_name(word.text) and len(word.text) >= (3 if word.is_capital else 4)


def _acts_as_person(wording: Wording, place: int) -> bool:
    if place + 1 >= len(wording.words) or not wording.joined(place):
        return False
    word, following = wording.words[place], wording.words[wording.past_particles(place + 1)]
    if word.is_titlecase and following.small in VERBS_OF_A_PERSON:
        return True
    same_style = (word.is_titlecase and following.is_titlecase) or (word.is_all_capitals and following.is_all_capitals)
    return same_style and (is_surname(following.text) or is_given_name(following.text))


def _two_surnames(wording: Wording) -> Iterator[Place]:
    for place, (word, following) in enumerate(pairwise(wording.words)):
        plain = _is_plain_surname(word) and _is_plain_surname(following)
        if plain and wording.gap(place) == " " and not wording.is_eponym(place):
            yield place, wording.name_end(place)


def _initial_and_surname(wording: Wording) -> Iterator[Place]:
    for place, (initial, following) in enumerate(pairwise(wording.words)):
        shape = (
            len(initial.text) == 1 and initial.is_capital and (initial.text not in "AI" or "." in wording.gap(place))
        )
        if shape and wording.joined(place) and _is_plain_surname(following) and not wording.is_eponym(place):
            yield place, wording.name_end(place + 1)


def _is_plain_surname(word: Word) -> bool:
    return word.is_titlecase and is_surname(word.text) and not is_ordinary(word.text)


RULES: tuple[Callable[[Wording], Iterator[Place]], ...] = (
    _titled,
    _after_patient,
    _after_relative,
    _named,
    _well_known,
    _two_surnames,
    _initial_and_surname,
)
