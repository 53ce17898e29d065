"""Timelines of one practice from many entries, beside the floor: passing over the same entries once.

Milliseconds of processor time (median), so that a busy machine does not blur them.

python bench/engine.py [--entries 1000] [--rounds 50]
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from accreditation.presets import load_preset
from accreditation.rules.evaluate import evaluate
from accreditation.rules.facts import Employment, Entry, Facts, Lead
from accreditation.rules.grammar import parse
from accreditation.rules.proof import explain_all

RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = date(2024, 4, 1)
ON = date(2026, 6, 15)
COURSES = ("insulin-safety", "annual-review-foot", "hypoglycaemia-driving")


def practice(entries: int, people: int = 12) -> Facts:
    """A practice with `people` staff who came and went, and `entries` entries over three years."""
    random = Random(entries)
    staff = [f"person {n}" for n in range(people)]
    roles = ["gp_partner", "salaried_gp", "practice_nurse", "advanced_nurse_practitioner"]
    employments = tuple(
        Employment(
            f"m{n}", who, roles[n % 4], 6, FIRST, None if n % 3 else FIRST + timedelta(days=90 * n + 30), RECORDED
        )
        for n, who in enumerate(staff)
    )
    posts = (("lead_gp", staff[0]), ("lead_nurse", staff[2]))
    leads = tuple(Lead(f"l{n}", who, post, FIRST, None, RECORDED) for n, (post, who) in enumerate(posts))
    return Facts("practice", FIRST, tuple(entry(random, n, staff) for n in range(entries)), employments, leads)


def entry(random: Random, number: int, staff: list[str]) -> Entry:
    on = FIRST + timedelta(days=random.randrange(1000))
    kind = random.choices(["course", "session", "visit", "case", "declaration"], [35, 35, 10, 15, 5])[0]
    who = random.choice(staff)
    made = {
        "course": (
            "course.completed",
            who,
            {"course": random.choice(COURSES), "score": 90, "edition": 1, "minutes": 30},
        ),
        "session": (
            "session.attended",
            who,
            {"session": f"s{number}", "programme": "network-education", "minutes": 60},
        ),
        "visit": ("visit.held", None, visit(number)),
        "case": ("clinic.case_discussed", None, {"clinic": f"c{number % 40}", "case": f"case {number}"}),
        "declaration": ("declaration.signed", None, {"declaration": "data-sharing-agreement", "valid_until": None}),
    }
    name, person, values = made[kind]
    return Entry(f"e{number:05}", name, person, None if person else "practice", on, RECORDED, None, values)


def visit(number: int) -> dict[str, object]:
    visitors = [{"person": r, "role": r, "minutes": 90} for r in ("consultant", "diabetes_specialist_nurse")]
    hosts = [{"person": r, "role": r, "minutes": 90} for r in ("gp_partner", "practice_nurse")]
    kind = {"visit": f"v{number}", "visit_kind": "joint", "minutes": 90, "agenda": ["education"]}
    return {**kind, "visitors": visitors, "hosts": hosts}


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        began = time.thread_time()
        work()
        taken.append((time.thread_time() - began) * 1000)
    return median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=[150, 1000, 10000])
    parser.add_argument("--rounds", type=int, default=50)
    asked = parser.parse_args()
    framework = parse(load_preset("portsmouth-example"))
    print(f"{'entries':>8} {'timelines ms':>13} {'proofs ms':>10} {'floor ms':>9} {'ratio':>7}")
    for entries in asked.entries:
        facts = practice(entries)
        floor = milliseconds(lambda facts=facts: sum(e.happened_on >= FIRST for e in facts.entries), asked.rounds)
        timelines = milliseconds(lambda facts=facts: evaluate(framework, facts), asked.rounds)
        proofs = milliseconds(lambda facts=facts: explain_all(framework, facts, ON), max(asked.rounds // 5, 3))
        print(f"{entries:>8} {timelines:>13.2f} {proofs:>10.2f} {floor:>9.3f} {timelines / floor:>7.0f}")


if __name__ == "__main__":
    main()
