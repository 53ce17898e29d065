"""What the nurse who signs in wrote about what she did, so that her revalidation has something to show."""

from __future__ import annotations

from datetime import datetime, timedelta

from courses import operations
from courses.enums import ReflectionTheme
from courses.portfolio.contents import lines_of
from practices.models import Person

WRITTEN = {
    "course.completed": (
        "That long-acting insulin at the wrong strength is the error that keeps happening, and that the word units is "
        "never shortened.",
        "I read the strength aloud from the box before every insulin start, and asked our dispensers to do the same.",
        ReflectionTheme.SAFETY,
    ),
    "session.attended": (
        "How little a single urine result says, and that two of three decide.",
        "I put a recall for the second sample into our template; the healthcare assistant sends it.",
        ReflectionTheme.EFFECTIVELY,
    ),
}


def write_reflections(person: Person, *, now: datetime) -> None:
    """One about her last course and one about her last session, each in the week after."""
    methods = {"course.completed": "Course", "session.attended": "Live session"}
    lines = lines_of(person, known_at=now)
    for kind, (learned, changed, theme) in WRITTEN.items():
        line = next((line for line in lines if line.method == methods[kind]), None)
        if line is None:
            continue
        operations.write_reflection(
            by=person,
            entry_id=int(line.ref),
            learned=learned,
            changed=changed,
            theme=theme,
            at=min(now, line.recorded_at + timedelta(days=5)),
        )
    operations.write_reflection(
        by=person,
        title="Feedback from the practice meeting",
        happened_on=(now - timedelta(days=40)).date(),
        learned="That my foot checks are thorough and that people wait too long for them.",
        changed="Two foot check slots a week are kept free until the day before.",
        theme=ReflectionTheme.PEOPLE,
        at=now - timedelta(days=39),
    )
