"""Fill the invented network: everything or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from accreditation import operations as accreditation
from accreditation.operations.telling import TELL
from courses.demo import make_content
from courses.models import Course
from courses.operations.announcing import TOPIC as BOOKING_MAIL
from evidence.sealing import seal_ledger
from jobs.operations import settle
from portal.demo import clinics, plots
from portal.demo.cast import Cast, add_practices, make_network
from portal.demo.days import Days, at
from portal.demo.drafts import draft_next_version
from portal.demo.events import Chronicle
from portal.demo.officers import correct_visits, fill_desks
from portal.demo.reflecting import write_reflections
from practices.models import Network
from practices.operations.corrections import TELL as CORRECTION_TELL

Tell = Callable[[str, int, int], None]


def is_filled() -> bool:
    return Network.objects.filter(is_invented=True).exists()


@transaction.atomic
def fill(*, today: date, now: datetime, bare: bool, tell: Tell) -> Cast:
    """Make the network; without `bare` also its practices and their two years.

    `tell(what, done, total)` hears of progress.
    """
    days = Days(today)
    tell("people", 0, 1)
    casting, cast = make_network(days)
    since = at(days.slots[0][0], 8)
    version = accreditation.publish_preset(code="portsmouth-example", network=cast.network, by=cast.admin, at=since)
    tell("courses", 0, 1)
    make_content(cast.network, by=cast.nurses[0], at=since)
    if bare:
        return cast
    tell("practices", 0, 1)
    add_practices(casting, cast, plots.SIGNS_IN)
    chronicle = Chronicle(cast, version.framework, {course.code: course for course in Course.objects.all()})
    for team, story in zip(cast.teams, plots.STORIES, strict=True):
        story(plots.Plot(days, casting, chronicle, team))
    plots.plan_sessions(days, chronicle)
    clinics.plan_clinics(days, chronicle)
    chronicle.unfold(now, lambda done, total: tell("two years of history", done, total))
    fill_desks(casting, cast, version.framework, now=now)
    write_reflections(cast.teams[plots.SIGNS_IN].lead_nurse, now=now)
    correct_visits(cast, now=now)
    _work_out_standings(cast, now, tell)
    tell("a draft", 1, 1)
    draft_next_version(version, by=cast.consultants[0], now=now)
    return cast


def _work_out_standings(cast: Cast, now: datetime, tell: Tell) -> None:
    """Once for each practice, instead of once for each of its facts."""
    for number, team in enumerate(cast.teams, start=1):
        accreditation.rebuild_standing(practice=team.practice)
        tell("standings", number, len(cast.teams))
    settle(topic="facts.changed", at=now)
    settle(topic=TELL, at=now)
    settle(topic=BOOKING_MAIL, at=now)
    for topic in (TELL, CORRECTION_TELL):
        settle(topic=topic, at=now)
    seal_ledger(at=now)
