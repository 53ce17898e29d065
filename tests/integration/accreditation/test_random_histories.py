"""Random lives of a practice, made through the real operations, worked out at random moments, in any order of
knowledge.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from accreditation import operations, queries
from accreditation.models import Declaration, Framework, Standing
from evidence.enums import VoidReason
from evidence.models import Entry
from evidence.operations import void
from practices import operations as practices
from practices.enums import LeadRole, PracticeRole
from practices.models import Employment, LeadPost, Person, Practice
from tests.factories.accreditation import Team, attended, completed, feedback, trained
from tests.factories.practices import a_person

FIRST_DAY = date(2024, 4, 1)
DAYS = 800
STEPS = 60
ROLES = (PracticeRole.GP_PARTNER, PracticeRole.SALARIED_GP, PracticeRole.PRACTICE_NURSE)
STORED = ("requirement_key", "verdict", "in_grace", "from_on", "until_on", "known_from", "known_until")


class Life:
    """What may happen at a practice. Each event is known some days after it happened, sometimes long after."""

    def __init__(self, practice: Practice, team: Team, random: Random) -> None:
        self.practice, self.team, self.random = practice, team, random
        self.people = [team.lead_gp, team.lead_nurse]
        self.events: list[Callable[[date, datetime], object]] = [
            *(self.visit, self.visit, self.train, self.train, self.attend, self.feed_back),
            *(self.void, self.hire, self.leave, self.correct_employment, self.name_lead),
            *(self.declare, self.withdraw_declaration),
        ]

    def step(self) -> None:
        day = FIRST_DAY + timedelta(days=self.random.randrange(DAYS))
        late = timedelta(days=self.random.choice((0, 0, 0, 1, 30, 200)), seconds=self.random.randrange(86400))
        self.random.choice(self.events)(day, datetime(day.year, day.month, day.day, tzinfo=UTC) + late)

    def someone(self) -> Person:
        return self.random.choice(self.people)

    def visit(self, day: date, at: datetime) -> None:
        self.team.visit(day, at)

    def train(self, day: date, at: datetime) -> None:
        trained(self.someone(), day, at)

    def attend(self, day: date, at: datetime) -> None:
        person = self.someone()
        attended(person, day, at)
        completed(person, "insulin-safety", day, at + timedelta(hours=1))

    def feed_back(self, day: date, at: datetime) -> None:
        held = Entry.objects.filter(practice=self.practice, kind="visit.held").order_by("?").first()
        if held:
            feedback(self.practice, held.happened_on + timedelta(days=self.random.randrange(60)), held.happened_on, at)

    def void(self, day: date, at: datetime) -> None:
        entry = self.random.choice([*Entry.objects.standing().exclude(kind="practice.enrolled").order_by("pk"), None])
        if entry and entry.kind != "declaration.signed":
            void(entry, reason=VoidReason.ENTERED_IN_ERROR, by=None, at=max(at, entry.recorded_at))

    def hire(self, day: date, at: datetime) -> None:
        person = a_person(with_account=False)
        role = self.random.choice(ROLES)
        practices.employ_person(
            person=person, practice=self.practice, role=role, sessions=Decimal(6), started_on=day, by=None, at=at
        )
        self.people.append(person)

    def leave(self, day: date, at: datetime) -> None:
        post = self.post_started_before(day)
        if post:
            leads = LeadPost.objects.current().filter(practice=self.practice).values_list("recorded_at", flat=True)
            practices.end_employment(employment=post, ended_on=day, by=None, at=max([at, post.recorded_at, *leads]))

    def correct_employment(self, day: date, at: datetime) -> None:
        post = self.post_started_before(day)
        if post:
            practices.correct_employment(
                employment=post, by=None, at=max(at, post.recorded_at), ended_on=None, role=self.random.choice(ROLES)
            )

    def post_started_before(self, day: date) -> Employment | None:
        posts = Employment.objects.current().filter(practice=self.practice, started_on__lt=day).order_by("pk")
        return self.random.choice([*posts, None])

    def name_lead(self, day: date, at: datetime) -> None:
        post = self.post_started_before(day)
        lead_role = self.random.choice((LeadRole.LEAD_GP, LeadRole.LEAD_NURSE))
        held = LeadPost.objects.current().filter(practice=self.practice)
        if post and post.holds_on(day) and not held.filter(lead_role=lead_role, started_on__gt=day).exists():
            practices.name_lead(
                person=post.person,
                practice=self.practice,
                lead_role=lead_role,
                started_on=day,
                by=None,
                at=max([at, *held.values_list("recorded_at", flat=True)]),
            )

    def declare(self, day: date, at: datetime) -> None:
        operations.sign_declaration(
            practice=self.practice,
            code=self.random.choice(("data-sharing-agreement", "nda-participation", "access-contacts")),
            signed_on=day,
            valid_until=self.random.choice((None, day + timedelta(days=365))),
            by=self.team.lead_gp,
            at=at + timedelta(days=1),
        )

    def withdraw_declaration(self, day: date, at: datetime) -> None:
        declaration = Declaration.objects.filter(withdrawn_at=None).order_by("pk").first()
        if declaration:
            moment = max(at, declaration.recorded_at + timedelta(days=1))
            operations.withdraw_declaration(declaration=declaration, by=self.team.lead_gp, at=moment)


def stored(practice: Practice) -> list[tuple[object, ...]]:
    return sorted(Standing.objects.filter(practice=practice).values_list(*STORED))


@pytest.mark.parametrize("seed", range(8))
def test_the_stored_standing_equals_a_rebuild_and_the_live_answer(
    seed: int, practice: Practice, framework: Framework, team: Team, worked_out: Callable[[], int]
) -> None:
    random = Random(seed)
    life = Life(practice, team, random)
    if random.random() < 0.7:
        team.meets_everything()
    for _ in range(STEPS):
        life.step()
        if random.random() < 0.3:
            worked_out()
    worked_out()
    assert list(operations.standing_differences(practice)) == []
    before = stored(practice)
    assert operations.refresh_standing(practice=practice, since=datetime(2020, 1, 1, tzinfo=UTC)) == 0
    assert operations.rebuild_standing(practice=practice) == 0
    assert stored(practice) == before
    for _ in range(40):
        as_of = FIRST_DAY + timedelta(days=random.randrange(DAYS + 300))
        known_at = datetime(2024, 4, 2, tzinfo=UTC) + timedelta(days=random.randrange(DAYS + 300))
        live = queries.standing_of(practice, framework, as_of=as_of, known_at=known_at)
        states = queries.root_states(framework, as_of=as_of, known_at=known_at)
        assert states == ({practice.pk: live.state} if live.state else {})
