"""Small words for the facts and documents of a test."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from accreditation.rules.evaluate import evaluate
from accreditation.rules.facts import Absence, Employment, Entry, Facts, Lead, Size
from accreditation.rules.grammar import parse

RECORDED = datetime(2024, 1, 1, tzinfo=UTC)
GROUPS = {"gp": ["gp_partner", "salaried_gp"], "nurse": ["practice_nurse", "advanced_nurse_practitioner"]}
numbers = count(1)


def on(text):
    return date.fromisoformat(text)


def document(*requirements, **changes):
    if len(requirements) == 1:
        (root,) = requirements
    else:
        root = {"key": "root", "kind": "all_of", "requirements": list(requirements)}
    plain = {
        "grammar": 1,
        "code": "test",
        "title": "A framework for a test",
        "version": 1,
        "effective_from": "2024-04-01",
        "role_groups": GROUPS,
        "tiers": [{"code": "tier", "label": "Tier", "requirement": root}],
    }
    return plain | changes


def entry(kind, day, person=None, practice=None, **values):
    owner = practice or (None if person else "practice")
    return Entry(f"entry {next(numbers):06}", kind, person, owner, on(day), RECORDED, None, values)


def course(person, day, code="insulin-safety", edition=1, score=90):
    return entry("course.completed", day, person, course=code, score=score, edition=edition, minutes=45)


def session(person, day, programme="network-education", minutes=60, name=None):
    return entry("session.attended", day, person, session=name or day, programme=programme, minutes=minutes)


def clinic(person, day, minutes=60, name=None, side="practice"):
    return entry("clinic.attended", day, person, clinic=name or day, minutes=minutes, side=side, role=None)


def visit(day, visitors=("consultant", "diabetes_specialist_nurse"), hosts=("gp_partner", "practice_nurse"), **changes):
    values = {"visit": f"visit of {day}", "visit_kind": "joint", "minutes": 60, "agenda": ["education"]}
    return entry("visit.held", day, visitors=present(visitors), hosts=present(hosts), **(values | changes))


def present(people):
    """Roles, or people in full."""
    return [each if isinstance(each, dict) else {"person": each, "role": each, "minutes": 60} for each in people]


def employed(person, role, since="2020-01-01", until=None, sessions=6.0):
    ended = on(until) if until else None
    return Employment(f"job {next(numbers):06}", person, role, sessions, on(since), ended, RECORDED)


def in_post(person, post, since="2020-01-01", until=None):
    return Lead(f"post {next(numbers):06}", person, post, on(since), on(until) if until else None, RECORDED)


def on_leave(person, since, until=None):
    return Absence(f"leave {next(numbers):03}", person, on(since), on(until) if until else None, RECORDED)


def counted(measure, count, day):
    return Size(f"size {next(numbers):03}", measure, count, on(day), RECORDED)


def elsewhere(row, practice="another practice"):
    """The same job or post at another practice."""
    return replace(row, practice=practice)


def facts(*rows, enrolled="2024-04-01", waivers=()):
    def of(kind, here=True):
        return tuple(row for row in rows if isinstance(row, kind) and (getattr(row, "practice", None) is None) == here)

    return Facts(
        "practice",
        on(enrolled),
        tuple(row for row in rows if isinstance(row, Entry)),
        of(Employment),
        of(Lead),
        tuple(waivers),
        absences=of(Absence),
        sizes=of(Size),
        elsewhere=of(Employment, here=False),
        posts_elsewhere=of(Lead, here=False),
    )


def timeline(requirement, *rows, **how):
    """The timeline of one requirement as (first day, verdict) pairs, with + for grace."""
    enrolled = how.pop("enrolled", "2024-04-01")
    waivers = how.pop("waivers", ())
    assessment = evaluate(parse(document(requirement, **how)), facts(*rows, enrolled=enrolled, waivers=waivers))
    return spoken(assessment.timelines[requirement["key"]])


def spoken(timeline):
    return [(str(s.from_on), str(s.state.verdict) + ("+" if s.state.in_grace else "")) for s in timeline.segments]
