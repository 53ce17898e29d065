"""What waits for the officers of a framework's network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from accreditation.enums import AppealState, AwardState, Status
from accreditation.models import Appeal, Framework, Notice, Proposal, Waiver
from accreditation.queries.coverage import CoverRow, uncovered
from accreditation.queries.register import RegisterRow, register
from accreditation.rules.verdicts import SATISFIED
from practices.models import Practice

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Inbox:
    """`ready` meet everything and wait for a grant, `lapsed` hold an award on requirements that are not met."""

    framework: Framework
    ready: list[RegisterRow]
    lapsed: list[RegisterRow]
    proposals: list[Proposal]
    notices: list[Notice]
    appeals: list[Appeal]
    waivers: list[Waiver]
    uncovered: list[CoverRow]

    @property
    def is_empty(self) -> bool:
        waiting = (self.ready, self.lapsed, self.proposals, self.notices, self.appeals, self.waivers, self.uncovered)
        return not any(waiting)


def inbox(framework: Framework, *, on: date, at: datetime, commissioner_id: int | None = None) -> Inbox:
    """A fixed number of queries. `commissioner_id` narrows it to the practices of one commissioning body."""
    rows = register(framework, as_of=on, known_at=at, commissioner_id=commissioner_id)
    reached = {row.practice_id for row in rows}
    proposals = Proposal.objects.open(on).filter(framework=framework).select_related("practice", "proposed_by")
    notices = Notice.objects.open().filter(framework=framework).select_related("practice")
    appeals = Appeal.objects.filter(decision__framework=framework, state=AppealState.LODGED)
    waivers = Waiver.objects.standing().filter(framework=framework, until_on__gt=on, until_on__lte=on + SOON)
    return Inbox(
        framework=framework,
        ready=[row for row in rows if row.award == AwardState.WORKING_TOWARDS and row.verdict in SATISFIED],
        lapsed=[row for row in rows if row.status == Status.LAPSED and row.award != AwardState.LAPSED],
        proposals=[each for each in proposals if each.practice_id in reached],
        notices=[each for each in notices if each.practice_id in reached],
        appeals=[
            each
            for each in appeals.select_related("decision__practice", "decision__decided_by")
            if each.decision.practice_id in reached
        ],
        waivers=[each for each in waivers.select_related("practice") if each.practice_id in reached],
        uncovered=uncovered(framework, rows, as_of=on, known_at=at),
    )


def waivers_of(practice: Practice) -> QuerySet[Waiver]:
    """Every waiver of the practice that covers any day, the latest first."""
    waivers = Waiver.objects.standing().filter(practice=practice)
    return waivers.select_related("framework", "granted_by", "proposed_by").order_by("-from_on", "requirement_key")


def notices_of(practice: Practice, framework: Framework) -> QuerySet[Notice]:
    """The latest first."""
    notices = Notice.objects.filter(practice=practice, framework=framework)
    return notices.select_related("served_by", "closed_by").order_by("-served_at", "-id")


def open_notices(practice: Practice, *, known_at: datetime) -> QuerySet[Notice]:
    """Those that had been served and not closed at the moment."""
    return Notice.objects.open_at(known_at).filter(practice=practice).select_related("framework")


def appeals_being_heard(practice: Practice, framework: Framework, *, known_at: datetime) -> QuerySet[Appeal]:
    """Those that had been lodged and not closed at the moment."""
    appeals = Appeal.objects.filter(decision__practice=practice, decision__framework=framework)
    heard = appeals.filter(lodged_at__lte=known_at).filter(Q(closed_at__isnull=True) | Q(closed_at__gt=known_at))
    return heard.select_related("decision")


def open_proposals(practice: Practice, framework: Framework, *, on: date) -> QuerySet[Proposal]:
    proposals = Proposal.objects.open(on).filter(practice=practice, framework=framework)
    return proposals.select_related("proposed_by")
