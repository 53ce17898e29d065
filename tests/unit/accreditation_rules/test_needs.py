"""What a framework says it looks at is what its kinds read: nobody gathers the rest."""

import re
from collections import defaultdict
from pathlib import Path

import accreditation.rules
from accreditation.presets import load_preset
from accreditation.rules.grammar import parse
from accreditation.rules.grammar.registry import OF_PERSON, OF_PRACTICE
from accreditation.rules.needs import ALL, OF_KIND, needs_of

RULES = Path(accreditation.rules.__file__).parent
NOT_READERS = {"facts.py", "needs.py", "suppose.py", "case.py"}
READ = re.compile(rf"(?:\bcase|\bfacts)\.({'|'.join(sorted(ALL | {'others'}))})\b")

# Whoever reads more of the facts says so in needs.py, and then here.
READERS = {
    "applying.py": {"sizes"},
    "assessors.py": {"elsewhere"},
    "compositions.py": {"absences", "elsewhere", "others", "posts_elsewhere", "predecessors", "sizes", "unit"},
    "demand.py": {"sizes"},
    "ground.py": {"predecessors"},
    "staff.py": {"absences", "elsewhere", "posts_elsewhere"},
    "unit.py": {"others"},
}


def test_only_these_read_more_than_entries_and_posts():
    found = defaultdict(set)
    for path in RULES.rglob("*.py"):
        if path.name not in NOT_READERS:
            found[path.name] |= set(READ.findall(path.read_text("utf-8")))
    assert {name: fields for name, fields in found.items() if fields} == READERS


def test_every_kind_is_judged():
    """Whatever is pooled reads all there is."""
    assert set(OF_KIND) | {"pooled"} == set(OF_PRACTICE) | set(OF_PERSON)


def people(**more):
    slot = {"key": "gp", "roles": ["gp_partner"], **more.pop("slot", {})}
    return {"key": "team", "kind": "people", "slots": [slot], **more}


def needs(requirement):
    framework = load_preset("portsmouth-example")
    tier = {"code": "only", "label": "Only", "requirement": requirement}
    return needs_of(parse({**framework, "tiers": [tier]}))


def test_people_on_leave_matter_unless_they_count():
    assert needs(people()) == {"absences"}
    assert needs(people(employment={"count_on_leave": True})) == set()


def test_sizes_and_posts_elsewhere_matter_where_they_are_asked():
    assert needs(people(slot={"scale": {"of": "list_size", "per": 3000}})) == {"absences", "sizes"}
    assert needs(people(employment={"max_practices": 2})) == {"absences", "elsewhere", "posts_elsewhere"}
