from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from accreditation.rules.algebra import all_of, any_of, nth_best
from accreditation.rules.days import FOREVER
from accreditation.rules.timeline import Segment, Timeline, amounting, combine, holding
from accreditation.rules.verdicts import (
    MET,
    MET_IN_GRACE,
    NOT_APPLICABLE,
    NOT_MET,
    NOT_YET_DUE,
    SATISFIED,
    UNKNOWN,
    WAIVED,
    Verdict,
)

START = date(2024, 4, 1)
STATES = [MET, MET_IN_GRACE, NOT_MET, NOT_YET_DUE, UNKNOWN, NOT_APPLICABLE, WAIVED]
states = st.lists(st.sampled_from(STATES), min_size=1, max_size=6)
changes = st.lists(st.tuples(st.integers(1, 60), st.sampled_from(STATES)), max_size=8)


def made(pairs):
    days = sorted((START + timedelta(days=number), state) for number, state in pairs)
    return Timeline.of([(START, NOT_MET), *days])


def is_well_formed(timeline):
    segments = timeline.segments
    neighbours = list(pairwise(segments))
    assert segments[0].from_on == START
    assert segments[-1].until_on == FOREVER
    assert all(one.until_on == other.from_on for one, other in neighbours)
    assert all(one.state != other.state for one, other in neighbours)
    assert all(segment.from_on < segment.until_on for segment in segments)


def test_a_day_is_looked_up_in_its_interval():
    line = Timeline.of([(START, NOT_MET), (date(2024, 5, 1), MET), (date(2024, 6, 1), NOT_MET)])
    assert line.at(date(2024, 3, 31)) is None
    assert line.at(date(2024, 4, 30)) == NOT_MET
    assert line.at(date(2024, 5, 1)) == MET
    assert (line.since(date(2024, 5, 20)), line.until(date(2024, 5, 20))) == (date(2024, 5, 1), date(2024, 6, 1))
    assert line.until(date(2024, 6, 1)) == FOREVER


def test_equal_neighbours_are_one_interval_and_the_last_word_on_a_day_wins():
    line = Timeline.of(
        [(START, NOT_MET), (date(2024, 5, 1), NOT_MET), (date(2024, 6, 1), MET), (date(2024, 6, 1), NOT_MET)]
    )
    assert line.segments == (Segment(START, FOREVER, NOT_MET),)


@given(st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 30)), max_size=8))
def test_one_of_the_spans_is_enough_as_a_sum_of_one_is(pairs):
    spans = [(START + timedelta(days=first), START + timedelta(days=first + days)) for first, days in pairs]
    spans += [(began, FOREVER) for began, _ in spans[:1]]
    line = holding(START, spans)
    is_well_formed(line)
    assert line == amounting(START, [(*span, 1) for span in spans], 1)
    assert line.satisfied_spans() == line.spans()


def test_measure_counts_the_days_of_an_interval_that_overlap():
    line = holding(START, [(date(2024, 5, 1), date(2024, 6, 1))])
    assert line.measure(date(2024, 5, 25), date(2024, 7, 1)) == 7
    assert line.measure(START, date(2024, 7, 1)) == 31
    assert line.measure(START, date(2024, 7, 1), Verdict.NOT_MET) == 60


def test_holding_counts_overlapping_spans():
    spans = [
        (date(2024, 5, 1), date(2024, 7, 1)),
        (date(2024, 6, 1), date(2024, 8, 1)),
        (date(2020, 1, 1), date(2024, 4, 2)),
    ]
    assert holding(START, spans, at_least=2).spans() == [(date(2024, 6, 1), date(2024, 7, 1))]


@given(changes, st.integers(-5, 70), st.integers(-5, 70))
def test_timelines_stay_ordered_contiguous_and_normalised(pairs, first, last):
    line = made(pairs)
    is_well_formed(line)
    is_well_formed(line.changed(START + timedelta(days=first), START + timedelta(days=last), lambda _: WAIVED))
    is_well_formed(combine([line, made(pairs[:3])], all_of))


@given(st.lists(changes, min_size=1, max_size=4), st.integers(0, 70))
def test_combining_timelines_is_combining_each_day(lines, number):
    day = START + timedelta(days=number)
    timelines = [made(pairs) for pairs in lines]
    for join in (all_of, any_of, nth_best(len(timelines))):
        assert combine(timelines, join).at(day) == join([line.at(day) for line in timelines])


@given(states)
def test_all_of_is_n_of_all_and_any_of_is_n_of_one(parts):
    assert all_of(parts) == nth_best(len(parts))(parts)
    assert any_of(parts) == nth_best(1)(parts)


@given(states)
def test_all_of_follows_the_written_rule(parts):
    verdicts = {part.verdict for part in parts}
    expected = next(
        (bad for bad in (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.NOT_YET_DUE) if bad in verdicts), Verdict.MET
    )
    assert all_of(parts).verdict == expected
    assert all_of(parts).in_grace == (expected == "met" and MET_IN_GRACE in parts)


@given(states)
def test_any_of_is_the_mirror_image(parts):
    verdicts = {Verdict.MET if part.verdict in SATISFIED else part.verdict for part in parts}
    order = (Verdict.MET, Verdict.NOT_YET_DUE, Verdict.UNKNOWN, Verdict.NOT_MET)
    expected = next(verdict for verdict in order if verdict in verdicts)
    firm = any(part.verdict in SATISFIED and not part.in_grace for part in parts)
    assert any_of(parts).verdict == expected
    assert any_of(parts).in_grace == (expected == "met" and not firm)


@given(states, st.randoms())
def test_the_order_of_parts_is_irrelevant(parts, random):
    shuffled = random.sample(parts, len(parts))
    for number in range(1, len(parts) + 1):
        assert nth_best(number)(shuffled) == nth_best(number)(parts)
