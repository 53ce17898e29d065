"""What the commands of this room have in common: the two clocks, a practice, a framework."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.management.base import CommandError

from accreditation.models import Framework
from accreditation.moments import read_day, read_moment
from practices.models import Practice

Read = TypeVar("Read")


def _typed(read: Callable[[str], Read]) -> Callable[[str], Read]:
    """Has argparse show our own sentence."""

    def reader(text: str) -> Read:
        try:
            return read(text)
        except ValueError as error:
            raise ArgumentTypeError(str(error)) from error

    return reader


a_day, a_moment = _typed(read_day), _typed(read_moment)


def add_moments(parser: ArgumentParser) -> None:
    parser.add_argument("--as-of", type=a_day, help="The day asked about, such as 2026-03-31. Today if left out.")
    parser.add_argument(
        "--known-at",
        type=a_moment,
        help="As known at: a day (its end, in London) or a moment. Now if left out.",
    )


def add_version(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--version-number",
        dest="under",
        type=int,
        metavar="N",
        help="Under this version of the framework. The one in force on the day if left out.",
    )


def practice_called(code: str) -> Practice:
    practice = Practice.objects.filter(code=code).first()
    if practice is None:
        raise CommandError(f"There is no practice with the code {code}.")
    return practice


def framework_among(frameworks: Any, code: str | None, network: str | None = None) -> Framework:
    """The only framework, or the one asked for. Raises CommandError, with those there are, otherwise."""
    found = frameworks.select_related("network")
    found = found.filter(code=code) if code else found
    found = list(found.filter(network__code=network) if network else found)
    if len(found) == 1:
        return found[0]
    there = ", ".join(f"{each.code} of {each.network.code}" for each in Framework.objects.select_related("network"))
    problem = "There are several frameworks" if found else "There is no such framework"
    raise CommandError(f"{problem}. Choose with --framework and --network from: {there or 'none published yet'}.")
