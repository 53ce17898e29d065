"""From rows to the facts of the engine: everything ever recorded about a practice, with the moments it was known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from accreditation.models import Framework
from accreditation.rules import facts as rules
from evidence.queries import entries_about
from practices.models import Employment, LeadPost, Practice
from practices.queries import employments_at, lead_posts_at

ENROLLED = "practice.enrolled"
NOT_WEIGHED = frozenset({"award.decided"})


@dataclass(frozen=True)
class History:
    """All that was ever recorded of a practice and of whoever ever worked there; `facts` without a day of enrolment.

    The day of enrolment differs by framework and by moment, so it is read from the entries each time it is asked for.
    """

    facts: rules.Facts

    def as_known_at(self, moment: datetime, framework_key: str) -> rules.Facts:
        """What was known at the moment (included) and bears on the framework: of people, only those known to have
        worked here.
        """
        known = self.facts.as_known_at(moment)
        staff = {employment.person for employment in known.employments}
        borne = tuple(entry for entry in known.entries if entry.person is None or entry.person in staff)
        return replace(known, entries=borne, enrolled_on=enrolled_on(known, framework_key))

    @property
    def moments(self) -> list[datetime]:
        """Every moment at which something became known, one for each fact, ascending and with repeats."""
        facts = self.facts
        moments = [entry.recorded_at for entry in facts.entries]
        moments += [entry.voided_at for entry in facts.entries if entry.voided_at]
        for posts in (facts.employments, facts.leads):
            moments += [post.recorded_at for post in posts]
            moments += [post.superseded_at for post in posts if post.superseded_at]
        return sorted(moments)


def enrolled_on(facts: rules.Facts, framework_key: str) -> date | None:
    """The first day of enrolment that the facts hold; None if they hold none."""
    days = [e.happened_on for e in facts.entries if e.kind == ENROLLED and e.values["framework"] == framework_key]
    return min(days, default=None)


def history_of(practice: Practice) -> History:
    """Three queries. Only people who ever worked at the practice, as far as was ever known."""
    employments = list(employments_at(practice))
    people = {employment.person_id for employment in employments}
    facts = rules.Facts(
        practice=str(practice.pk),
        enrolled_on=None,
        entries=_entries(practice, people),
        employments=tuple(map(_employment, employments)),
        leads=tuple(map(_lead, lead_posts_at(practice))),
    )
    return History(facts)


def facts_of(practice: Practice, framework: Framework, *, known_at: datetime) -> rules.Facts:
    """What the engine is told about the practice for the framework, as known at the moment."""
    return history_of(practice).as_known_at(known_at, framework.key)


ENTRY_COLUMNS = (
    *("pk", "kind", "person_id", "practice_id", "happened_on", "recorded_at", "void__recorded_at", "values"),
)


def _entries(practice: Practice, people: Collection[UUID]) -> tuple[rules.Entry, ...]:
    about = entries_about(practice_id=practice.pk, person_ids=people).exclude(kind__in=NOT_WEIGHED)
    return tuple(
        rules.Entry(
            ref=str(pk),
            kind=kind,
            person=str(person) if person else None,
            practice=str(at_practice) if at_practice else None,
            happened_on=happened_on,
            recorded_at=recorded_at,
            voided_at=voided_at,
            values=values,
        )
        for pk, kind, person, at_practice, happened_on, recorded_at, voided_at, values in about.values_list(
            *ENTRY_COLUMNS
        )
    )


def _employment(row: Employment) -> rules.Employment:
    return rules.Employment(
        ref=str(row.pk),
        person=str(row.person_id),
        role=row.role,
        sessions=float(row.sessions),
        from_on=row.started_on,
        until_on=row.ended_on,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
    )


def _lead(row: LeadPost) -> rules.Lead:
    return rules.Lead(
        ref=str(row.pk),
        person=str(row.person_id),
        lead_role=row.lead_role,
        from_on=row.started_on,
        until_on=row.ended_on,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
    )
