"""Seats and people: a largest assignment in which nobody sits twice."""

from collections.abc import Sequence


def assign(seats: Sequence[Sequence[str]]) -> list[str | None]:
    """For each seat, in order, the person who takes it, or None where nobody is left for it.

    Augmenting paths, so that an early seat gives way when a later one has no one else: greedy filling would
    leave a seat empty that could be filled. The earlier a person stands in a seat's list the sooner they are
    asked; equal input gives equal output.
    """
    holder: dict[str, int] = {}
    for seat in range(len(seats)):
        _place(seat, seats, holder, set())
    seated = {seat: person for person, seat in holder.items()}
    return [seated.get(seat) for seat in range(len(seats))]


def _place(seat: int, seats: Sequence[Sequence[str]], holder: dict[str, int], asked: set[str]) -> bool:
    for person in seats[seat]:
        if person in asked:
            continue
        asked.add(person)
        if person not in holder or _place(holder[person], seats, holder, asked):
            holder[person] = seat
            return True
    return False
