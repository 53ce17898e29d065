"""What becomes of each invented practice, so that every state is on show whatever day it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from portal.demo.cast import Cast, Casting, Team
from portal.demo.days import Days, at
from portal.demo.events import DECLARATIONS, Chronicle
from practices import operations
from practices.enums import LeadRole, PracticeRole
from practices.models import Employment

SESSION_EVERY = 45
SESSION_TITLES = (
    "Insulin starts without fear",
    "Feet first: who needs to be seen this week",
    "GLP-1 treatment: what to stop, what to watch",
    "Kidneys and diabetes: reading the ACR",
    "Hypoglycaemia and driving",
    "Frailty: when less treatment is better",
)
CORE = ("insulin-safety", "annual-review-foot")


class Plot:
    """The ordinary course of events, from which each story departs."""

    def __init__(self, days: Days, casting: Casting, chronicle: Chronicle, team: Team) -> None:
        self.days, self.casting, self.chronicle, self.team = days, casting, chronicle, team

    @property
    def cast(self) -> Cast:
        return self.chronicle.cast

    def enrol(self, day: date, declarations: tuple[str, ...] = DECLARATIONS) -> None:
        self.chronicle.enrol(self.team, day)
        self.chronicle.sign(self.team, day + timedelta(days=3), declarations)

    def study(self, *days_ago: int, gp: bool = True, nurse: bool = True) -> None:
        """Both core modules, each time, by the lead GP and the lead nurse."""
        for ago in days_ago:
            for person, wanted in ((self.team.lead_gp, gp), (self.team.lead_nurse, nurse)):
                for course in CORE if wanted else ():
                    self.chronicle.study(person, course, self.days.ago(ago))

    def attend(self, *days_ago: int, gp: bool = True, nurse: bool = True) -> None:
        """The session held so many days ago (a multiple of 45)."""
        for ago in days_ago:
            for person, wanted in ((self.team.lead_gp, gp), (self.team.lead_nurse, nurse)):
                if wanted:
                    self.chronicle.attends(person, self.days.session(ago))

    def visits(self, *numbers: int, entered_after: int = 0) -> None:
        """One in each of these half-years (0 is the earliest of four that have ended)."""
        for number in numbers:
            self.chronicle.visit(self.team, self.mid_slot(number), entered_after=entered_after)

    def mid_slot(self, number: int) -> date:
        return weekday(self.days.slots[number][0] + timedelta(days=80 + int(self.team.practice.code[-2:]) % 20))

    def next_visit(self, in_days: int) -> None:
        day = weekday(self.days.today + timedelta(days=in_days))
        self.chronicle.agreed_visit(self.team, day, at(self.days.ago(6), 11))

    def grant(self, days_ago: int) -> None:
        self.chronicle.decide(self.team, self.days.ago(days_ago), "grant", "requirements_met")

    def nurse_leaves(self, days_ago: int) -> None:
        """Her last day was the day before; it was put down a week ahead."""
        ended_on = self.days.ago(days_ago)
        moment = at(ended_on - timedelta(days=7), 12)
        self.chronicle.plan(
            moment,
            lambda: operations.end_employment(
                employment=Employment.objects.current().get(
                    person=self.team.lead_nurse, practice=self.team.practice, role=PracticeRole.PRACTICE_NURSE
                ),
                ended_on=ended_on,
                by=self.team.lead_gp,
                at=moment,
            ),
        )

    def nurse_follows(self, days_ago: int, qualifies_ago: int) -> None:
        """A new lead nurse begins, does both modules, and goes to the session held `qualifies_ago` days ago."""
        begins = self.days.ago(days_ago)
        person = self.casting.person()

        def begin() -> None:
            self.casting.employ(person, self.team.practice, PracticeRole.PRACTICE_NURSE, 8, begins)
            operations.name_lead(
                person=person,
                practice=self.team.practice,
                lead_role=LeadRole.LEAD_NURSE,
                started_on=begins,
                by=self.team.lead_gp,
                at=at(begins, 9),
            )

        self.chronicle.plan(at(begins, 8), begin)
        for course in CORE:
            self.chronicle.study(person, course, self.days.ago(qualifies_ago + 3))
        self.chronicle.attends(person, self.days.session(qualifies_ago))


def weekday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def accredited(plot: Plot) -> None:
    plot.enrol(plot.days.slots[0][0])
    plot.study(660, 120)
    plot.attend(630, 315, 90)
    plot.visits(0, 1, 2, 3)
    plot.grant(560)
    plot.next_visit(45)


def accredited_with_late_evidence(plot: Plot) -> None:
    plot.enrol(plot.days.slots[0][0])
    plot.study(660, 120)
    plot.attend(630, 315, 45)
    plot.visits(0, 1)
    plot.visits(2, 3, entered_after=18)
    plot.grant(560)


def replaced_in_time(plot: Plot) -> None:
    plot.enrol(plot.days.slots[0][0])
    plot.study(660)
    plot.study(200, nurse=False)
    plot.attend(630, 315)
    plot.attend(90, nurse=False)
    plot.visits(0, 1, 2)
    plot.nurse_leaves(130)
    plot.nurse_follows(115, 90)
    plot.chronicle.visit(plot.team, plot.mid_slot(3) if plot.mid_slot(3) < plot.days.ago(140) else plot.days.ago(140))
    plot.grant(560)


def session_runs_out(plot: Plot) -> None:
    """The lead nurse's last session was ten and a half months ago."""
    plot.enrol(plot.days.slots[0][0])
    plot.study(660, 90)
    plot.attend(630, 315)
    plot.attend(45, nurse=False)
    plot.visits(0, 1, 2, 3)
    plot.grant(560)
    plot.next_visit(24)


def module_runs_out(plot: Plot) -> None:
    """The modules were completed 23 months ago and not since."""
    plot.enrol(plot.days.slots[0][0])
    plot.study(692)
    plot.attend(675, 360, 45)
    plot.visits(0, 1, 2, 3)
    plot.grant(560)


def nurse_left(plot: Plot) -> None:
    plot.enrol(plot.days.slots[0][0])
    plot.study(660, 150)
    plot.attend(630, 315, 90)
    plot.visits(0, 1, 2, 3)
    plot.grant(560)
    plot.nurse_leaves(30)


def session_ran_out(plot: Plot) -> None:
    plot.enrol(plot.days.slots[0][0])
    plot.study(660, 150)
    plot.attend(630)
    plot.attend(405, nurse=True)
    plot.attend(315, 90, nurse=False)
    plot.visits(0, 1, 2, 3)
    plot.grant(560)


def suspended(plot: Plot) -> None:
    accredited(plot)
    plot.chronicle.decide(
        plot.team,
        plot.days.ago(21),
        "suspend",
        "patient_safety",
        "New insulin starts are to pause while the practice reviews how it checks prescriptions.",
    )


def withdrawn(plot: Plot) -> None:
    plot.enrol(plot.days.slots[0][0])
    plot.study(660)
    plot.attend(630)
    plot.visits(0)
    plot.grant(560)
    plot.chronicle.decide(
        plot.team,
        plot.days.ago(120),
        "withdraw",
        "requirements_not_met",
        "No visit has been possible for a year, and nobody has been to a session.",
    )


def nurse_left_for_good(plot: Plot) -> None:
    nurse_left_early = 200
    plot.enrol(plot.days.slots[0][0])
    plot.study(660)
    plot.attend(630, 315)
    plot.visits(0, 1, 2)
    plot.nurse_leaves(nurse_left_early)
    plot.grant(560)


def visit_missed(plot: Plot) -> None:
    """Two visits three weeks apart in one half-year, none in the next: they do not stand in for each other."""
    plot.enrol(plot.days.slots[0][0])
    plot.study(660, 100)
    plot.attend(630, 315, 90)
    plot.visits(0, 1, 2)
    plot.chronicle.visit(plot.team, weekday(plot.mid_slot(2) + timedelta(days=21)))
    plot.grant(560)


def ready_to_grant(plot: Plot) -> None:
    plot.enrol(plot.days.slots[2][0])
    plot.study(250)
    plot.attend(180)
    plot.visits(2, 3)


def half_way(plot: Plot) -> None:
    plot.enrol(plot.days.slots[3][0])
    plot.study(120)
    plot.attend(90, nurse=False)
    plot.next_visit(17)


def just_begun(plot: Plot) -> None:
    plot.enrol(plot.days.ago(20), DECLARATIONS[:1])


def only_the_doctor(plot: Plot) -> None:
    plot.enrol(plot.days.slots[3][0])
    plot.study(100, nurse=False)
    plot.attend(45, nurse=False)
    plot.visits(3)


def never(plot: Plot) -> None:
    """Belongs to the network, and has not enrolled."""


Story = Callable[[Plot], None]
STORIES: tuple[Story, ...] = (
    *(
        accredited,
        accredited,
        accredited,
        accredited_with_late_evidence,
        accredited,
        accredited,
        accredited,
        accredited,
    ),
    *(replaced_in_time, session_runs_out, session_runs_out, module_runs_out),
    *(nurse_left, session_ran_out, suspended, withdrawn, nurse_left_for_good, visit_missed),
    *(ready_to_grant, half_way, just_begun, only_the_doctor, never, never),
)
SIGNS_IN = STORIES.index(session_runs_out)


def plan_sessions(days: Days, chronicle: Chronicle) -> None:
    """One every 45 days for two years back, and three to come."""
    facilitators = (*chronicle.cast.nurses, *chronicle.cast.consultants)
    past = range(-16 * SESSION_EVERY, 0, SESSION_EVERY)
    to_come = (15, 60, 105)
    for number, ahead in enumerate((*past, *to_come)):
        title = SESSION_TITLES[number % len(SESSION_TITLES)]
        facilitator = facilitators[number % len(facilitators)]
        day = days.session(-ahead)
        teams = chronicle.cast.teams[number % 6 :: 6]
        for team in teams if ahead < 0 else ():
            chronicle.attends(team.others[PracticeRole.SALARIED_GP], day)
            chronicle.attends(team.others[PracticeRole.PHARMACIST], day, 75)
        booked = [team.lead_nurse for team in teams]
        if ahead == to_come[0]:  # full: of those who wait one signs in
            nurse = chronicle.cast.teams[SIGNS_IN].lead_nurse
            booked = [*(person for person in booked if person != nurse), nurse]
        if ahead == past[-1]:
            chronicle.claims_disagree(day, *(team.others[PracticeRole.SALARIED_GP] for team in teams[:2]))
        chronicle.hold_session(
            day, title, facilitator, days.today, booked=booked, capacity=3 if ahead == to_come[0] else 24
        )
