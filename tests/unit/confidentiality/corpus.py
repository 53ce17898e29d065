"""Documents with one planted identifier each, made from a seed, and clean sentences that hold none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from .identifiers_of_people import MAKERS

CARRIERS = (
    "{}",
    "{}.",
    "Seen in clinic {} and started on basal insulin.",
    "HbA1c 86 mmol/mol, BP 148/92 ({}), on metformin 1 g bd.",
    "Please advise: {}, eGFR 38, two lows a week.",
    "ref [{}]",
    "Weight 94 kg; {}; what would you add next?",
    "on gliclazide 160 mg\n{}\nlives alone, carers twice a day",
    "“{}” was written on the letter.",
)


@dataclass(frozen=True)
class Planted:
    """A document and the half-open span of what was planted in it."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]


def planted(kind: str, count: int, seed: int = 20260615) -> Iterator[Planted]:
    return planted_by(MAKERS[kind], count, Random(f"{kind} {seed}"))


def planted_by(make: Callable[[Random], str], count: int, random: Random) -> Iterator[Planted]:
    for _ in range(count):
        identifier, carrier = make(random), random.choice(CARRIERS)
        start = carrier.index("{}")
        yield Planted(carrier.replace("{}", identifier), start, start + len(identifier))


def clean_sentences() -> list[str]:
    return Path(__file__).with_name("clean_sentences.txt").read_text(encoding="utf-8").splitlines()
