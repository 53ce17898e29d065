"""Reminders before a standing gets worse: once each, also after an outage, and withdrawn when the day moves away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from accreditation import operations, queries
from accreditation.enums import DecisionKind, ReasonCode
from accreditation.models import Framework, Reminder
from evidence.enums import VoidReason
from evidence.models import Entry
from evidence.operations import void
from jobs.operations import drain
from practices import operations as practices
from practices.models import Employment, Practice
from tests.factories.accreditation import Team, feedback, morning
from tests.factories.practices import an_officer

ENDS_ON = date(2026, 10, 1)
Run = Callable[[int], list[int]]


@pytest.fixture
def accredited(practice: Practice, framework: Framework, team: Team, now: datetime) -> Practice:
    """Everything is met up to 30 September, when the half-year ends without a visit. The letters of the decision are
    out already.
    """
    team.meets_everything()
    drain(at=lambda: now)
    operations.decide(
        practice=practice,
        framework=framework,
        kind=DecisionKind.GRANT,
        reason_code=ReasonCode.REQUIREMENTS_MET,
        effective_on=date(2026, 6, 1),
        no_conflict_declared=True,
        by=an_officer(framework.network),
        at=now,
    )
    drain(at=lambda: now)
    mail.outbox.clear()
    return practice


@pytest.fixture
def run(accredited: Practice) -> Run:
    """The scheduler runs so many days before the end; the thresholds of the reminders that it made."""

    def run(days_before: int) -> list[int]:
        day = ENDS_ON - timedelta(days=days_before)
        known = set(Reminder.objects.values_list("pk", flat=True))
        operations.remind(on=day, at=morning(day))
        drain(at=lambda: morning(day))
        return list(Reminder.objects.exclude(pk__in=known).values_list("threshold", flat=True))

    return run


def on(days_before: int) -> date:
    return ENDS_ON - timedelta(days=days_before)


def visit(team: Team, day: date, at: datetime) -> Entry:
    held = team.visit(day, at)
    feedback(team.practice, day, day, at)
    drain(at=lambda: at)
    return held


def test_each_threshold_once(run: Run) -> None:
    assert [run(days) for days in (91, 90, 89, 60, 45, 30, 29, 7, 6, 1, 0)] == [
        *([], [90], [], [60], [], [30], [], [7], [], [], [])
    ]


def test_after_days_without_a_scheduler_only_the_newest_is_sent(run: Run) -> None:
    assert (run(95), run(5), run(4)) == ([], [7], [])
    assert len(mail.outbox) == 2  # the two leads, once each


def test_the_leads_are_told_when_and_why(run: Run, accredited: Practice, team: Team) -> None:
    run(60)
    assert sorted(each.to[0] for each in mail.outbox) == sorted([team.lead_gp.email, team.lead_nurse.email])
    text = mail.outbox[0].body
    assert "until 30 September 2026, if nothing is done: 60 days from now." in text
    assert "Visits by the specialist team: what was due by 30 September 2026 is not there" in text


def test_the_person_it_hangs_on_is_told_only_what_concerns_them(
    run: Run, accredited: Practice, team: Team, now: datetime
) -> None:
    """A nurse who is no lead leaves the practice without a trained nurse but for the one whose session runs out."""
    post = Employment.objects.current().get(practice=accredited, person=team.lead_nurse)
    practices.end_employment(employment=post, ended_on=date(2026, 8, 1), by=None, at=now)
    drain(at=lambda: now)
    day = date(2026, 7, 20)
    operations.remind(on=day, at=morning(day))
    reminder = Reminder.objects.get()
    assert (reminder.ends_on, reminder.threshold, reminder.into_grace) == (date(2026, 8, 1), 30, True)
    assert reminder.person == team.lead_nurse
    assert queries.reminders_of_person(team.lead_nurse, on=day) == [reminder]
    assert queries.reminders_of_person(team.lead_gp, on=day) == []


def test_it_is_withdrawn_when_the_day_moves_away_and_comes_back_without_another_mail(
    run: Run, accredited: Practice, team: Team
) -> None:
    run(60)
    told = len(mail.outbox)
    held = visit(team, on(59), morning(on(59)) + timedelta(hours=1))
    run(58)
    shown = queries.reminders_of_practice(accredited, on=on(58))
    assert ENDS_ON not in [each.ends_on for each in shown]
    void(held, reason=VoidReason.ENTERED_IN_ERROR, by=None, at=morning(on(57)))
    drain(at=lambda: morning(on(57)))
    run(56)
    assert [each.threshold for each in queries.reminders_of_practice(accredited, on=on(56))] == [60]
    assert len([each for each in mail.outbox if "30 September" in each.body]) == told


def test_a_mail_whose_reason_is_gone_by_its_turn_is_not_sent(run: Run, accredited: Practice) -> None:
    operations.remind(on=on(60), at=morning(on(60)))
    Reminder.objects.update(withdrawn_at=morning(on(60)))
    drain(at=lambda: morning(on(60)))
    assert mail.outbox == []


def test_the_newest_of_a_day_is_what_is_shown(run: Run, accredited: Practice) -> None:
    run(90)
    run(60)
    assert [each.threshold for each in queries.reminders_of_practice(accredited, on=on(60))] == [60]
    assert queries.reminders_of_practice(accredited, on=ENDS_ON) == []


def test_who_holds_no_award_is_not_reminded(practice: Practice, team: Team, now: datetime) -> None:
    team.meets_everything()
    drain(at=lambda: now)
    assert operations.remind(on=on(30), at=morning(on(30))) == 0


def test_the_database_holds_each_reminder_once(run: Run) -> None:
    run(60)
    twin = Reminder.objects.get()
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
