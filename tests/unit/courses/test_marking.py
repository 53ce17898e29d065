from __future__ import annotations

import pytest

from courses import marking


def test_the_same_seed_asks_the_same_questions_in_the_same_order():
    bank = range(100, 130)
    assert marking.draw(bank, seed=7, most=8) == marking.draw(list(reversed(bank)), seed=7, most=8)


def test_other_seeds_ask_other_questions():
    drawn = {tuple(marking.draw(range(30), seed=seed, most=8)) for seed in range(20)}
    assert len(drawn) == 20


def test_an_attempt_asks_no_question_twice_and_none_from_elsewhere():
    drawn = marking.draw(range(30), seed=3, most=8)
    assert (len(set(drawn)), set(drawn) <= set(range(30))) == (8, True)


def test_a_small_bank_is_asked_whole():
    assert sorted(marking.draw([4, 5, 6], seed=1, most=8)) == [4, 5, 6]


def test_options_keep_their_order_within_an_attempt():
    first = marking.in_order_shown([1, 2, 3, 4], seed=9, position=2)
    assert (first, sorted(first)) == (marking.in_order_shown([4, 3, 2, 1], seed=9, position=2), [1, 2, 3, 4])


def test_options_are_not_always_in_the_order_they_were_written():
    shown = {tuple(marking.in_order_shown([1, 2, 3, 4], seed=seed, position=1)) for seed in range(40)}
    assert len(shown) > 10


@pytest.mark.parametrize(
    ("chosen", "correct", "right"),
    [
        ([1], [1], True),
        ([1, 2], [2, 1], True),
        ([1], [1, 2], False),
        ([1, 2, 3], [1, 2], False),
        ([], [1], False),
        ([], [], False),
        ([1], [], False),
    ],
)
def test_right_is_all_of_the_right_options_and_none_of_the_others(chosen, correct, right):
    assert marking.is_right(chosen, correct) is right


@pytest.mark.parametrize(
    ("right", "asked", "score"), [(8, 8, 100), (7, 9, 77), (4, 5, 80), (0, 8, 0), (0, 0, 0), (2, 3, 66)]
)
def test_score_is_per_cent_rounded_down(right, asked, score):
    assert marking.score([True] * right + [False] * (asked - right)) == score
