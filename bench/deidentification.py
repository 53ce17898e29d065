"""What the identifier guard finds and what it stops for nothing, per class, on a corpus made from a seed.

python bench/deidentification.py [--each 3000] [--seed 7]

The bounds are Wilson's, at 95 %. Missed: an identifier of which a digit, or all of it, stays outside of every hit.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from practices.confidentiality import find_identifiers
from tests.unit.confidentiality.corpus import Planted, clean_sentences, planted, planted_by
from tests.unit.confidentiality.fakers import faker_makers
from tests.unit.confidentiality.identifiers_of_people import MAKERS

Z = 1.96
TEN_DIGIT_NUMBERS = 10_000


@dataclass
class Counted:
    found: int = 0
    planted: int = 0
    right: int = 0
    wrong: int = 0

    def add(self, document: Planted) -> None:
        hits = find_identifiers(document.text)
        inside = [hit for hit in hits if hit.start < document.end and document.start < hit.end]
        covered = {place for hit in inside for place in range(hit.start, hit.end)}
        digits = {place for place in range(document.start, document.end) if document.text[place].isdecimal()}
        self.planted += 1
        self.found += bool(inside) and digits <= covered
        self.right += len(inside)
        self.wrong += len(hits) - len(inside)


def wilson(successes: int, trials: int, side: int) -> float:
    """The lower (side -1) or upper (side +1) bound of a share, in per cent."""
    share = successes / trials
    middle = share + Z * Z / (2 * trials)
    spread = Z * sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials))
    return 100 * (middle + side * spread) / (1 + Z * Z / trials)


def measure(documents: Iterable[Planted]) -> Counted:
    counted = Counted()
    for document in documents:
        counted.add(document)
    return counted


def print_head(title: str) -> None:
    print(f"\n{title}\n\n| class | planted | missed | recall % | at least | precision % | at least |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")


def print_class(kind: str, counted: Counted) -> None:
    hits = counted.right + counted.wrong or 1
    print(
        f"| {kind} | {counted.planted} | {counted.planted - counted.found} "
        f"| {100 * counted.found / counted.planted:.2f} | {wilson(counted.found, counted.planted, -1):.2f} "
        f"| {100 * counted.right / hits:.2f} | {wilson(counted.right, hits, -1):.2f} |"
    )


def print_clean() -> None:
    sentences = clean_sentences()
    stopped = sum(bool(find_identifiers(sentence)) for sentence in sentences)
    print(f"Clean clinical sentences wrongly stopped: {stopped} of {len(sentences)}", end=" ")
    print(f"(at most {wilson(stopped, len(sentences), +1):.1f} %).")


def print_ten_digit_numbers(seed: int) -> None:
    random = Random(seed)
    numbers = [f"Order {random.randrange(10**9, 10**10)} has arrived." for _ in range(TEN_DIGIT_NUMBERS)]
    stopped = sum(bool(find_identifiers(text)) for text in numbers)
    print(f"Random ten-digit numbers that are none, stopped: {100 * stopped / len(numbers):.1f} % of {len(numbers)}.")


def print_speed() -> None:
    text = " ".join(clean_sentences())
    started = time.perf_counter()
    find_identifiers(text)
    print(f"Speed: {1000 * (time.perf_counter() - started) / (len(text) / 1000):.1f} ms for 1,000 characters.")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--each", type=int, default=3000)
    arguments.add_argument("--seed", type=int, default=7)
    given = arguments.parse_args()
    print_head("Our own corpus, on which the guard was built")
    for kind in MAKERS:
        print_class(kind, measure(planted(kind, given.each, given.seed)))
    print_head("Made by Faker, which knows nothing of the guard")
    for kind, make in faker_makers(given.seed).items():
        print_class(kind, measure(planted_by(make, given.each, Random(given.seed))))
    print()
    print_clean()
    print_ten_digit_numbers(given.seed)
    print_speed()


if __name__ == "__main__":
    main()
