"""What happens in the invented history, each through the operation that real use would take, at its own moment."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from accreditation import operations as accreditation
from accreditation.models import Framework
from courses import operations as courses
from courses.models import Course, LiveSession, Question
from courses.queries.lessons import lessons_of
from portal.demo.cast import Cast, Team
from portal.demo.days import at
from practices.models import Person
from visits import operations as visits
from visits.particulars import ItemReport, Stay, Topic, VisitReport

Happening = Callable[[], object]
SPONSOR = (
    "Invented Meters Ltd",
    "Pays for the room and sandwiches. Had no say in the programme, and is not in the room.",
)
DECLARATIONS = ("data-sharing-agreement", "nda-participation", "access-contacts")


@dataclass
class Chronicle:
    """Happenings in the order of their moments, so that knowledge grows as it would have."""

    cast: Cast
    framework: Framework
    courses: dict[str, Course]
    attendance: dict[date, dict[Person, int]] = field(default_factory=dict)
    rivals: dict[date, tuple[Person, Person]] = field(default_factory=dict)
    _queue: list[tuple[datetime, int, Happening]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)

    def plan(self, moment: datetime, happening: Happening) -> None:
        heapq.heappush(self._queue, (moment, next(self._order), happening))

    def unfold(self, until: datetime, tell: Callable[[int, int], None]) -> int:
        """Let everything planned up to the moment happen. Returns how many did."""
        total = len(self._queue)
        done = 0
        while self._queue and self._queue[0][0] <= until:
            heapq.heappop(self._queue)[2]()
            done += 1
            tell(done, total)
        return done

    def enrol(self, team: Team, day: date) -> None:
        self.plan(
            at(day, 9),
            lambda: accreditation.enrol_practice(
                practice=team.practice, framework=self.framework, started_on=day, by=self.cast.admin, at=at(day, 9)
            ),
        )

    def sign(self, team: Team, day: date, codes: tuple[str, ...] = DECLARATIONS) -> None:
        for minute, code in enumerate(codes):
            moment = at(day, 9, 30 + minute)
            self.plan(moment, lambda code=code, moment=moment: self._sign(team, code, day, moment))

    def _sign(self, team: Team, code: str, day: date, moment: datetime) -> None:
        accreditation.sign_declaration(
            practice=team.practice, code=code, signed_on=day, valid_until=None, by=team.lead_gp, at=moment
        )

    def study(self, person: Person, code: str, day: date) -> None:
        self.plan(at(day, 19), lambda: complete(person, self.courses[code], at(day, 19)))

    def attends(self, person: Person, day: date, minutes: int = 90) -> None:
        self.attendance.setdefault(day, {})[person] = minutes

    def hold_session(
        self, day: date, title: str, facilitator: Person, today: date, booked: list[Person], capacity: int = 24
    ) -> None:
        """Schedule a session four weeks ahead, and take its register the same evening if its day has come.

        Whoever finds it full waits for a place.
        """
        scheduled: list[LiveSession] = []
        known = at(min(day - timedelta(days=28), today - timedelta(days=1)), 12)

        def schedule() -> None:
            scheduled.append(
                courses.schedule_session(
                    network=self.cast.network,
                    programme="network-education",
                    title=title,
                    starts_at=at(day, 13),
                    ends_at=at(day, 14, 30),
                    capacity=capacity,
                    facilitator=facilitator,
                    by=facilitator,
                    at=known,
                    place="Postgraduate Centre, Room 2 (invented)",
                    sponsor=SPONSOR[0] if day > today else "",
                    sponsorship=SPONSOR[1] if day > today else "",
                    summary="Case-based teaching with time for questions. Bring a case, anonymised.",
                )
            )

        self.plan(known, schedule)
        self._book(booked if day > today else [], scheduled, at(today - timedelta(days=1), 13))
        self.plan(
            at(day, 17),
            lambda: courses.take_register(
                session=scheduled[0], minutes=self.attendance.get(day, {}), by=facilitator, at=at(day, 17)
            ),
        )
        if day in self.rivals:
            self.plan(at(day, 18), lambda: self._tell_rivals(scheduled[0], self.rivals[day], facilitator, day))

    def claims_disagree(self, day: date, decided: Person, waiting: Person) -> None:
        """Of two who were at the session of the day the join log says less than the register: one is decided."""
        self.rivals[day] = (decided, waiting)

    def _tell_rivals(self, session: LiveSession, rivals: tuple[Person, Person], facilitator: Person, day: date) -> None:
        decided, _ = rivals
        claims = courses.import_join_log(
            session=session, minutes=dict.fromkeys(rivals, 40), by=facilitator, at=at(day, 18)
        )
        courses.decide_claims(
            session=session,
            person=decided,
            minutes=40,
            believed=next(claim for claim in claims if claim.person_id == decided.pk),
            reason="Called away after forty minutes, as the log says; ticked for the whole time by mistake.",
            by=facilitator,
            at=at(day, 18, 30),
        )

    def _book(self, people: list[Person], scheduled: list[LiveSession], moment: datetime) -> None:
        def book() -> None:
            for person in people:
                courses.join_waiting_list(session=scheduled[0], person=person, by=person, at=moment)

        self.plan(moment, book)

    def visit(self, team: Team, day: date, *, feedback_after: int | None = 10, entered_after: int = 0) -> None:
        moment = at(day + timedelta(days=entered_after), 17)
        held: list[object] = []
        self.plan(moment, lambda: held.append(self._hold_visit(team, day, moment)))
        if feedback_after is not None:
            given = at(day + timedelta(days=max(feedback_after, entered_after + 1)), 9)
            self.plan(
                given,
                lambda: visits.give_feedback(
                    visit=held[0],  # type: ignore[arg-type]
                    score=4 + day.day % 2,
                    comment="Useful, and at the right level.",
                    by=team.lead_gp,
                    at=given,
                ),
            )

    def _hold_visit(self, team: Team, day: date, moment: datetime) -> object:
        consultant, nurse = self.cast.visitors
        menu = ("virtual_clinic", "database_review", "audit_review", "education", "patient_review")
        chosen = (menu[day.month % 5], menu[(day.month + 2) % 5])
        report = VisitReport(
            held_on=day,
            minutes=90,
            visitors=(Stay(consultant, 90), Stay(nurse, 90)),
            hosts=(Stay(team.lead_gp, 90), Stay(team.lead_nurse, 75)),
            items=tuple(ItemReport(kind, "Discussed; see the actions.") for kind in chosen),
        )
        visit = visits.enter_past_visit(
            practice=team.practice, network=self.cast.network, report=report, by=nurse, at=moment
        )
        visits.add_action(
            visit=visit,
            text="Review recall for annual foot checks and report the number outstanding.",
            owner=team.lead_nurse,
            due_on=day + timedelta(days=60),
            by=nurse,
            at=moment,
        )
        return visits.sign_off_visit(visit=visit, by=nurse, at=moment + timedelta(minutes=5))

    def agreed_visit(self, team: Team, day: date, known: datetime) -> None:
        """A visit to come: proposed by the specialist nurse, agreed by the practice."""

        def arrange() -> None:
            visit = visits.propose_visit(
                practice=team.practice,
                network=self.cast.network,
                slots=[at(day, 13), at(day + timedelta(days=7), 13)],
                by=self.cast.nurses[0],
                at=known,
            )
            visits.agree_visit(
                visit=visit,
                starts_at=at(day, 13),
                agenda=[Topic("database_review"), Topic("education", "Starting GLP-1 treatment")],
                by=team.lead_gp,
                at=known + timedelta(minutes=10),
            )

        self.plan(known, arrange)

    def decide(self, team: Team, day: date, kind: str, reason_code: str, reason: str = "") -> None:
        moment = at(day, 15)
        self.plan(
            moment,
            lambda: accreditation.decide(
                practice=team.practice,
                framework=self.framework,
                kind=kind,
                effective_on=day,
                reason_code=reason_code,
                reason=reason,
                no_conflict_declared=True,
                by=self.cast.officer,
                at=moment,
            ),
        )


def complete(person: Person, course: Course, moment: datetime) -> None:
    """Every lesson, then the quiz with one answer wrong where the pass mark allows it."""
    enrolment = courses.enrol_person(person=person, course=course, by=person, at=moment, again=True)
    for lesson in lessons_of(course):
        courses.finish_lesson(enrolment=enrolment, lesson_key=lesson.key, by=person, at=moment)
    attempt = courses.start_attempt(enrolment=enrolment, by=person, at=moment)
    questions = Question.objects.filter(responses__attempt=attempt).prefetch_related("options")
    answers = {
        question.pk: [option.pk for option in question.options.all() if option.is_correct]  # type: ignore[attr-defined]
        for question in questions
    }
    courses.submit_attempt(attempt=attempt, by=person, at=moment + timedelta(minutes=40), answers=answers)
