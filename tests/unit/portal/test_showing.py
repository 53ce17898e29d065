"""A proof in the words of the screens."""

from datetime import date

from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse
from accreditation.rules.proof import explain
from portal.showing import keys_in, show
from tests.unit.accreditation_rules.a_practice import document, employed, entry, facts, on_leave

FOOT = {"key": "foot", "kind": "course", "any_of": ["foot"]}
SLOTS = [{"key": "either", "roles": ["gp", "nurse"]}, {"key": "nurse", "roles": ["nurse"]}]
NAMES = {"n": "Nurse Ash", "p": "Dr Birch", "away": "Dr Cedar"}


def shown(*rows):
    framework = parse(
        document(
            {"key": "team", "kind": "people", "slots": SLOTS, "each": FOOT},
            equivalences=[{"credential": "rcgp", "counts_as": {"course": "foot"}}],
        )
    )
    told = facts(*rows)
    proof = explain(framework, told, "team", date(2024, 6, 1))
    return proof, show(proof, evaluate(framework, told), {}, lambda key: NAMES[key])


def test_who_was_moved_and_who_is_left_out_is_said_with_their_names():
    values = {"credential": "rcgp", "level": None, "valid_until": None, "verification": 2}
    proof, requirement = shown(
        employed("n", "practice_nurse"),
        employed("p", "gp_partner", until="2025-01-01"),
        employed("away", "gp_partner"),
        on_leave("away", "2024-05-01"),
        *(entry("credential.verified", "2024-05-01", person, **values) for person in "np"),
    )
    assert requirement.remarks == (
        "Nurse Ash is counted as “nurse” and not as “either”, because nobody else can be.",
        "Dr Cedar is not counted: on long leave.",
    )
    assert keys_in([proof]) == {"n", "p", "away"}
    assert {entry.text for person in requirement.people for entry in person.entries} == {
        "Credential “rcgp” verified (“rcgp” counted as “foot”)"
    }
