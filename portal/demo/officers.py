"""What waits on the officers' desks: a waiver, a remedial notice, an appeal, a proposal, cover, and a plan."""

from __future__ import annotations

from datetime import datetime, timedelta

from accreditation import operations
from accreditation.models import Decision, Framework
from portal.demo import plots
from portal.demo.cast import Cast, Casting
from practices import operations as practices
from practices.corrections.trial import digest_of
from practices.enums import NetworkRole, Profession
from practices.models import Practice
from visits.doors import ATTENDANCE
from visits.enums import VisitState
from visits.models import Visit


def fill_desks(casting: Casting, cast: Cast, framework: Framework, *, now: datetime) -> None:
    """By a second officer, so that the one who signs in is the second of two. No standing changes by any of it."""
    colleague = casting.appointed(
        cast.network, NetworkRole.COMMISSIONER, Profession.MANAGER, "second.officer@demo.example"
    )
    by_colleague = {"by": colleague, "at": now - timedelta(days=2)}
    cleared = {"no_conflict_declared": True, **by_colleague}
    today = now.date()
    operations.waive_requirements(
        practices=[_of(cast, plots.just_begun)],
        framework=framework,
        requirement_keys=["visit-feedback"],
        from_on=today - timedelta(days=10),
        until_on=today + timedelta(days=80),
        reason_code="data_fault",
        reason="The survey supplier lost the forms of the spring.",
        conditions="The next survey is sent in on paper too.",
        **cleared,  # type: ignore[arg-type]
    )
    operations.serve_notice(
        practice=_of(cast, plots.session_ran_out),
        framework=framework,
        reason_code="requirements_not_met",
        requirement_key="trained-team",
        asked="The lead nurse books and attends a live session.",
        **cleared,  # type: ignore[arg-type]
    )
    operations.propose_decision(
        practice=_of(cast, plots.nurse_left_for_good),
        framework=framework,
        kind="withdraw",
        effective_on=today + timedelta(days=14),
        reason_code="requirements_not_met",
        reason="There has been no lead nurse for half a year.",
        **cleared,  # type: ignore[arg-type]
    )
    suspended = _of(cast, plots.suspended)
    team = next(team for team in cast.teams if team.practice == suspended)
    decision = Decision.objects.get(practice=suspended, kind="suspend")
    operations.lodge_appeal(
        decision=decision,
        grounds="Every insulin start of the last year has been checked twice; the log is attached to the visit.",
        by=team.lead_gp,
        at=now - timedelta(days=1),
    )
    operations.arrange_cover(
        practice=suspended,
        framework=framework,
        tier=framework.versions.earliest("number").parsed.tiers[0].code,
        started_on=decision.effective_on,
        provider="Community diabetes team",
        **by_colleague,  # type: ignore[arg-type]
    )
    operations.propose_plan(
        practice=_of(cast, plots.session_runs_out),
        framework=framework,
        requirement_key="trained-team",
        steps="The lead nurse books a live session for the new year; the manager keeps a calendar of who is due.",
        due_on=today + timedelta(days=60),
        by=cast.consultants[0],
        at=now - timedelta(days=3),
    )
    _record_from_elsewhere(cast, now=now)


def _record_from_elsewhere(cast: Cast, *, now: datetime) -> None:
    """What a practice and its people did outside this site; the framework asks for none of it yet."""
    team, day = cast.teams[plots.STORIES.index(plots.accredited)], now.date() - timedelta(days=40)
    act = {"happened_on": day, "by": cast.consultants[0], "at": now - timedelta(days=39)}
    operations.verify_credential(
        person=team.lead_nurse,
        credential="pitstop",
        level=None,
        valid_last=day + timedelta(days=3 * 365),
        verification=3,
        **act,  # type: ignore[arg-type]
    )
    operations.record_external(practice=team.practice, scheme="cqc", value="good", level=None, **act)  # type: ignore[arg-type]


def correct_visits(cast: Cast, *, now: datetime) -> None:
    """Two corrections by a specialist nurse: one changed no granted standing, the other waits for a second person."""
    team = cast.teams[plots.STORIES.index(plots.accredited)]
    visit = Visit.objects.filter(practice=team.practice, state=VisitState.SIGNED_OFF).latest("held_on")
    stayed = {"visit": visit, "person": team.lead_nurse, "side": "host", "minutes": 80}
    gone = {"visit": visit, "person": team.lead_nurse, "side": "host", "minutes": None}
    for hours, arguments, reason in ((26, stayed, ""), (25, gone, "She stood in at the branch surgery that day.")):
        told = {"kind": ATTENDANCE, "arguments": arguments, "by": cast.nurses[0], "at": now - timedelta(hours=hours)}
        effect = practices.preview_correction(**told)  # type: ignore[arg-type]
        practices.submit_correction(**told, about=visit, seen=digest_of(effect), reason=reason)  # type: ignore[arg-type]


def _of(cast: Cast, story: plots.Story) -> Practice:
    return cast.teams[plots.STORIES.index(story)].practice
