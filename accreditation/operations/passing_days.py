from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction

from accreditation.models import Framework, NoticedDay, StandingEvent
from accreditation.queries import root_states
from accreditation.rules.verdicts import State
from cms.clock import LONDON

ONE_DAY = timedelta(days=1)
LONGEST_CATCH_UP = timedelta(days=366)


def notice_passing_days(*, until: date, at: datetime, since: date | None = None) -> int:
    """Record which verdicts changed because a day began, for every day not looked at yet up to and including `until`.

    Begins after the last day noticed; the first time at `since`, or at `until` itself. After an outage it catches
    up, each day once and in a transaction of its own, at most a year. Returns how many changes it recorded.
    """
    return sum(_notice(day, at) for day in _days(until, since))


def _days(until: date, since: date | None) -> Iterator[date]:
    last = NoticedDay.objects.values_list("day", flat=True).first()
    day = last + ONE_DAY if last else since or until
    day = max(day, until - LONGEST_CATCH_UP)
    while day <= until:
        yield day
        day += ONE_DAY


@transaction.atomic
def _notice(day: date, at: datetime) -> int:
    """Both verdicts as known when the day began, so that nothing but its beginning makes the difference."""
    _, is_first = NoticedDay.objects.get_or_create(day=day, defaults={"noticed_at": at})
    if not is_first:
        return 0
    events = [event for framework in Framework.objects.all() for event in _events(framework, day, at)]
    return len(StandingEvent.objects.bulk_create(events, ignore_conflicts=True))


def _events(framework: Framework, day: date, at: datetime) -> Iterator[StandingEvent]:
    known_at = datetime.combine(day, time.min, LONDON)
    before = root_states(framework, as_of=day - ONE_DAY, known_at=known_at)
    after = root_states(framework, as_of=day, known_at=known_at)
    for practice_id in sorted(before.keys() & after.keys()):
        was, became = code_of(before[practice_id]), code_of(after[practice_id])
        if was != became:
            yield StandingEvent(
                practice_id=practice_id,
                framework=framework,
                on=day,
                was=was,
                became=became,
                noticed_at=at,
            )


def code_of(state: State) -> str:
    if state.in_grace:
        return f"{state.verdict.value}_in_grace"
    return f"{state.verdict.value}_by_plan" if state.by_plan else state.verdict.value
