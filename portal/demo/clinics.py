"""Virtual clinics of the invented history: cases from several practices, recommendations, what the practices did."""

from __future__ import annotations

from datetime import timedelta

from portal.demo.cast import Team
from portal.demo.days import Days, at
from portal.demo.events import Chronicle
from virtualclinics import operations
from virtualclinics.demo_cases import DEMO_CASES, DemoCase
from virtualclinics.models import Case, Clinic

HELD_AGO = (410, 290, 170, 62)
CASES_A_CLINIC = 2


def plan_clinics(days: Days, chronicle: Chronicle) -> None:
    """Four clinics that were held, one to come with two cases, and the rest of the cases waiting."""
    cases = list(DEMO_CASES)
    for number, ago in enumerate(HELD_AGO):
        teams = chronicle.cast.teams[number * CASES_A_CLINIC :][:CASES_A_CLINIC]
        _held(days, chronicle, ago, [(team, cases.pop(0)) for team in teams])
    to_come = [(chronicle.cast.teams[n], cases.pop(0)) for n in (9, 3)]
    _to_come(days, chronicle, to_come)
    for number, case in enumerate(cases[:3]):
        _submit(days, chronicle, chronicle.cast.teams[4 + number], case, 9 - 2 * number)


def _submit(days: Days, chronicle: Chronicle, team: Team, case: DemoCase, ago: int) -> list[Case]:
    """The case once it is submitted, so many days ago."""
    submitted: list[Case] = []
    moment = at(days.ago(ago), 12)
    chronicle.plan(
        moment,
        lambda: submitted.append(
            operations.submit_case(
                practice=team.practice,
                network=chronicle.cast.network,
                details=case.details,
                declares_anonymous=True,
                by=team.lead_nurse if ago % 2 else team.lead_gp,
                at=moment,
            )
        ),
    )
    return submitted


def _schedule(days: Days, chronicle: Chronicle, ago: int, announced: int, title: str) -> list[Clinic]:
    scheduled: list[Clinic] = []
    consultant = chronicle.cast.consultants[0]
    moment = at(days.ago(announced), 9)
    chronicle.plan(
        moment,
        lambda: scheduled.append(
            operations.schedule_clinic(
                network=chronicle.cast.network,
                title=title,
                starts_at=at(days.ago(ago), 12, 30),
                minutes=60,
                lead=consultant,
                by=consultant,
                at=moment,
            )
        ),
    )
    return scheduled


def _held(days: Days, chronicle: Chronicle, ago: int, brought: list[tuple[Team, DemoCase]]) -> None:
    clinic = _schedule(days, chronicle, ago, ago + 30, "Virtual clinic")
    cases = [(team, case, _submit(days, chronicle, team, case, ago + 14)) for team, case in brought]
    consultant, nurse = chronicle.cast.visitors
    moment = at(days.ago(ago), 14)

    def hold() -> None:
        for team, demo, submitted in cases:
            operations.put_on_agenda(clinic=clinic[0], case=submitted[0], by=consultant, at=moment - timedelta(hours=4))
            operations.record_recommendation(
                clinic=clinic[0],
                case=submitted[0],
                themes=demo.themes,
                text=demo.text,
                reasoning=demo.reasoning,
                pathway=demo.pathway,
                by=consultant,
                at=moment,
            )
            for host in (team.lead_gp, team.lead_nurse):
                operations.record_attendance(
                    clinic=clinic[0], person=host, minutes=60, by=consultant, at=moment, practice=team.practice
                )
        for visitor in (consultant, nurse):
            operations.record_attendance(clinic=clinic[0], person=visitor, minutes=60, by=consultant, at=moment)
        operations.sign_off_clinic(clinic=clinic[0], by=consultant, at=moment)

    chronicle.plan(moment, hold)
    for team, demo, submitted in cases:
        _follow_up(days, chronicle, team, demo, submitted, ago - 60)


def _follow_up(days: Days, chronicle: Chronicle, team: Team, demo: DemoCase, submitted: list[Case], ago: int) -> None:
    moment = at(days.ago(ago), 11)
    chronicle.plan(
        moment,
        lambda: operations.record_outcome(
            case=submitted[0],
            outcome=demo.outcome,
            note=demo.note,
            hba1c_after=demo.hba1c_after,
            by=team.lead_gp,
            at=moment,
        ),
    )


def _to_come(days: Days, chronicle: Chronicle, brought: list[tuple[Team, DemoCase]]) -> None:
    clinic = _schedule(days, chronicle, -12, 20, "Virtual clinic: treatment that no longer works")
    cases = [_submit(days, chronicle, team, case, 11) for team, case in brought]
    consultant = chronicle.cast.consultants[0]
    moment = at(days.ago(6), 9)

    def triage() -> None:
        for submitted in cases:
            operations.put_on_agenda(clinic=clinic[0], case=submitted[0], by=consultant, at=moment)

    chronicle.plan(moment, triage)
