from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from accreditation.rules.matching import assign


def test_an_early_seat_gives_way_to_one_that_has_nobody_else():
    """Greedy: the partner takes the first seat, and the second, which only the partner could take, stays empty."""
    assert assign([["partner", "nurse"], ["partner"]]) == ["nurse", "partner"]


def test_a_chain_of_people_moves_up():
    assert assign([["a", "b"], ["a", "c"], ["a"]]) == ["b", "c", "a"]


def test_nobody_sits_twice():
    assert assign([["partner"], ["partner"]]) == ["partner", None]


def test_a_seat_nobody_can_take_stays_empty():
    assert assign([[], ["nurse"]]) == [None, "nurse"]


@given(st.lists(st.lists(st.sampled_from("abcde"), unique=True), max_size=4))
def test_no_trial_of_all_orders_seats_more_people(seats):
    seated = assign(seats)
    people = [person for person in seated if person]
    assert len(people) == len(set(people))
    assert all(person is None or person in able for person, able in zip(seated, seats, strict=True))
    everybody = [*"abcde", *[""] * len(seats)]
    best = max(
        sum(person in able for person, able in zip(order, seats, strict=True))
        for order in permutations(everybody, len(seats))
    )
    assert len(people) == best
