"""A text as a row of words with what stands between them: enough grammar to see where a name ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .vocabulary import is_ordinary, is_surname, word_list

WORD = re.compile(r"(?!(?<=\w')s\b)[^\W\d_]+(?:'(?!s\b)[^\W\d_]+|-[^\W\d_]+)*", re.IGNORECASE)
PARTICLES = word_list("name_particles")
AFTER_AN_EPONYM = word_list("after_an_eponym")
LONGEST_NAME = 5


@dataclass(frozen=True)
class Word:
    text: str
    start: int
    end: int

    @property
    def small(self) -> str:
        return self.text.lower()

    @property
    def is_all_capitals(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_titlecase(self) -> bool:
        return self.text[0].isupper() and not self.is_all_capitals

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True)
class Wording:
    text: str
    words: tuple[Word, ...]

    @classmethod
    def of(cls, text: str) -> Wording:
        return cls(text, tuple(Word(found[0], found.start(), found.end()) for found in WORD.finditer(text)))

    def gap(self, place: int) -> str:
        """What stands between a word and the next; at the last word, all that follows."""
        end = self.words[place + 1].start if place + 1 < len(self.words) else len(self.text)
        return self.text[self.words[place].end : end]

    def joined(self, place: int) -> bool:
        """Whether the next word can belong to the same name."""
        return place + 1 < len(self.words) and re.fullmatch(r"\.?[ \n]{0,2}", self.gap(place)) is not None

    def past_initials(self, place: int) -> int | None:
        """The first word from a place on that is longer than an initial; None where the name breaks off."""
        while place < len(self.words) and len(self.words[place].text) == 1:
            if not self.joined(place):
                return None
            place += 1
        return place if place < len(self.words) else None

    def past_particles(self, place: int) -> int:
        while place + 1 < len(self.words) and self.words[place].small in PARTICLES and self.joined(place):
            place += 1
        return place

    def name_end(self, first: int) -> int:
        """The last word of the name whose first word stands at a place."""
        last = self.past_particles(first)
        while last - first < LONGEST_NAME and self._goes_on(first, last):
            last = self.past_particles(last + 1)
        return last

    def _goes_on(self, first: int, last: int) -> bool:
        if not self.joined(last) or ("." in self.gap(last) and len(self.words[last].text) > 1):
            return False
        following = self.words[self.past_particles(last + 1)]
        if len(following.text) == 1:
            return following.is_capital and following.text != "I"
        if not following.is_capital:
            started_small = not self.words[first].is_capital
            return started_small and not is_ordinary(following.text) and is_surname(following.text)
        if self.words[last].is_all_capitals:
            return following.is_all_capitals and (is_surname(following.text) or not is_ordinary(following.text))
        return is_surname(following.text) or not is_ordinary(following.text)

    def is_eponym(self, place: int) -> bool:
        """Whether a disease, a study or an institution bears the name: “John Radcliffe Hospital”."""
        return any(word.small in AFTER_AN_EPONYM for word in self.words[place + 1 : place + 4])
