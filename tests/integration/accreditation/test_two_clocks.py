from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from accreditation import operations, queries
from accreditation.models import Framework
from accreditation.rules.verdicts import MET, NOT_MET, State
from evidence.enums import VoidReason
from evidence.models import Entry
from evidence.operations import void
from practices import operations as practices
from practices.models import Employment, LeadPost, Practice
from tests.factories.accreditation import Team, feedback

DAY = date(2026, 6, 15)
BEFORE = datetime(2026, 6, 30, tzinfo=UTC)
CORRECTED_AT = datetime(2026, 7, 10, 14, tzinfo=UTC)
AFTER = datetime(2026, 7, 31, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
Work = Callable[[], int]


def answers(practice: Practice, framework: Framework, known_at: datetime) -> State | None:
    """The answer on the day from the stored rows, which is also the live one."""
    stored = queries.root_states(framework, as_of=DAY, known_at=known_at).get(practice.pk)
    live = queries.standing_of(practice, framework, as_of=DAY, known_at=known_at)
    assert stored == live.state
    return stored


def last_visit(practice: Practice) -> Entry:
    return Entry.objects.filter(practice=practice, kind="visit.held").order_by("happened_on").last()


def test_a_void_changes_what_is_true_and_not_what_was_known(
    practice: Practice, framework: Framework, team: Team, worked_out: Work
) -> None:
    team.meets_everything()
    worked_out()
    void(last_visit(practice), reason=VoidReason.ENTERED_IN_ERROR, by=None, at=CORRECTED_AT)
    worked_out()
    assert answers(practice, framework, BEFORE) == MET
    assert answers(practice, framework, CORRECTED_AT - MOMENT) == MET
    assert answers(practice, framework, CORRECTED_AT) == NOT_MET


def test_a_back_dated_visit_entered_late_gives_the_old_and_the_new_answer(
    practice: Practice, framework: Framework, team: Team, worked_out: Work
) -> None:
    team.meets_everything()
    worked_out()
    void(last_visit(practice), reason=VoidReason.WRONG_DATE, by=None, at=BEFORE)
    team.visit(date(2026, 3, 31), at=CORRECTED_AT)
    feedback(practice, date(2026, 4, 20), date(2026, 3, 31), at=CORRECTED_AT)
    worked_out()
    assert answers(practice, framework, BEFORE) == NOT_MET
    assert answers(practice, framework, AFTER) == MET


def test_jobs_done_out_of_order_give_the_same_answers(
    practice: Practice, framework: Framework, team: Team, worked_out: Work
) -> None:
    """A fact that was known earlier is entered after a later one has been worked out."""
    team.meets_everything()
    void(last_visit(practice), reason=VoidReason.WRONG_DATE, by=None, at=AFTER)
    worked_out()
    post = Employment.objects.current().get(practice=practice, person=team.lead_nurse)
    practices.correct_employment(employment=post, by=None, at=CORRECTED_AT, ended_on=date(2026, 1, 31))
    worked_out()
    assert answers(practice, framework, BEFORE) == MET
    assert answers(practice, framework, CORRECTED_AT) == NOT_MET
    assert list(operations.standing_differences(practice)) == []


def test_a_corrected_employment_gives_the_old_and_the_new_answer(
    practice: Practice, framework: Framework, team: Team, worked_out: Work
) -> None:
    team.meets_everything()
    worked_out()
    post = Employment.objects.current().get(practice=practice, person=team.lead_nurse)
    practices.correct_employment(employment=post, by=None, at=CORRECTED_AT, ended_on=date(2026, 1, 31))
    worked_out()
    assert answers(practice, framework, BEFORE) == MET
    assert answers(practice, framework, AFTER) == NOT_MET


def test_a_lead_post_that_never_was_gives_the_old_and_the_new_answer(
    practice: Practice, framework: Framework, team: Team, worked_out: Work
) -> None:
    """It is only superseded: no new row says what we know now."""
    team.meets_everything()
    worked_out()
    post = LeadPost.objects.get(practice=practice, person=team.lead_nurse)
    practices.end_lead_post(post=post, ended_on=post.started_on, by=None, at=CORRECTED_AT)
    worked_out()
    assert answers(practice, framework, BEFORE) == MET
    assert answers(practice, framework, AFTER) == NOT_MET


def test_nothing_was_known_before_the_framework_was_published(
    practice: Practice, framework: Framework, team: Team, worked_out: Work
) -> None:
    team.meets_everything()
    worked_out()
    published_at = framework.versions.get().published_at
    assert queries.root_states(framework, as_of=DAY, known_at=published_at.replace(year=2019)) == {}
