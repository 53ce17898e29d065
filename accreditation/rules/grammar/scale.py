"""How many people a slot asks for, where that depends on the size of the practice."""

from dataclasses import dataclass

from . import words
from .errors import GrammarError
from .fields import a_group, choice, groups, names, whole
from .reading import Reader

MEASURES = {"list_size": "patients on the list", "diabetes_register": "people on the diabetes register"}
COUNTED = {"on_day": "The count in force on the day", "contract_year_start": "The count when the contract year began"}
STEP_FIELDS = (
    whole("from", "From so many on.", least=0, must=True),
    whole("n", "So many people.", least=0, must=True),
)
SCALE_FIELDS = (
    choice("of", MEASURES, "What is counted.", must=True),
    whole("per", "One for so many, or part of that.", least=1),
    groups("steps", STEP_FIELDS, "Instead of per: how many people from which number on."),
    whole("min", "At least so many people. Empty: one.", least=0),
    whole("max", "At most so many people. Empty: no limit.", least=1),
    choice("counted", COUNTED, "Which count decides. Empty: the one in force on the day."),
)
SCALE = a_group("scale", SCALE_FIELDS, "How many people by the size of the practice, instead of n.")


@dataclass(frozen=True, slots=True)
class Scale:
    """One for every `per` begun, or by `steps` (from so many on, so many), at least `least` and at most `most`.

    `counted`: by the count in force on the day, or the one in force when the contract year began.
    """

    measure: str
    per: int | None
    steps: tuple[tuple[int, int], ...]
    least: int
    most: int | None
    counted: str

    def number(self, count: int) -> int:
        if self.per is not None:
            asked = -(-count // self.per)
        else:
            asked = max((n for begins, n in self.steps if begins <= count), default=0)
        asked = max(asked, self.least)
        return asked if self.most is None else min(asked, self.most)


def read_scale(reader: Reader) -> Scale:
    inner = Reader(reader.raw("scale"), reader.at("scale"), names(SCALE_FIELDS))
    if inner.has("per") == inner.has("steps"):
        raise GrammarError(inner.path, "says either per (one for every so many) or steps")
    measure = inner.choice("of", MEASURES)
    steps = tuple(_step(Reader(value, path, names(STEP_FIELDS))) for value, path in inner.items("steps", default=[]))
    if list(steps) != sorted(steps) or len({n for n, _ in steps}) < len(steps):
        raise GrammarError(inner.at("steps"), "must go up, each from a larger number with at least as many people")
    least = inner.whole("min", least=0, default=1)
    most = inner.whole_or_none("max", least=1)
    if most is not None and most < least:
        raise GrammarError(inner.at("max"), f"must be at least min, {least}")
    counted = inner.choice("counted", COUNTED, "on_day")
    return Scale(measure, inner.whole_or_none("per", least=1), steps, least, most, counted)


def _step(reader: Reader) -> tuple[int, int]:
    return reader.whole("from", least=0), reader.whole("n", least=0)


def scale_english(scale: Scale, noun: str) -> str:
    """As "one nurse for every 300 people on the diabetes register (at least one, at most three)"."""
    many = MEASURES[scale.measure]
    if scale.per is not None:
        text = f"one {noun} for every {scale.per} {many} or part of that"
    else:
        text = words.listed(f"{words.counted(n, noun)} from {begins}" for begins, n in scale.steps) + f" {many}"
    limits = [f"at least {words.number(scale.least)}"] if scale.least > 1 or scale.per else []
    limits += [f"at most {words.number(scale.most)}"] if scale.most is not None else []
    limits += ["counted when the contract year begins"] if scale.counted == "contract_year_start" else []
    return f"{text} ({', '.join(limits)})" if limits else text
