from evidence.vocabulary import KINDS
from evidence.wording import WORDS, in_words


def test_every_kind_can_be_said_in_words() -> None:
    assert set(WORDS) == set(KINDS)


def test_codes_become_words() -> None:
    values = {"course": "insulin-safety", "score": 90, "edition": 1, "minutes": 60}
    assert in_words("course.completed", values) == "Course “insulin safety” completed with 90 per cent"
