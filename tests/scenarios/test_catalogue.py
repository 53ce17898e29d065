"""docs/catalogue.md names every rule, and nothing that does not exist."""

import re
from pathlib import Path

import pytest
import yaml

from accreditation.presets import load_preset, preset_codes
from accreditation.rules.grammar import parse

ROOT = Path(__file__).resolve().parents[2]
LINES = re.findall(r"^\| (R\d+) \|(.*)\|$", (ROOT / "docs" / "catalogue.md").read_text("utf-8"), re.MULTILINE)
NOT_OF_THE_ENGINE = {"R32"}
BY_TESTS_ALONE = {"R30", "R31", "R32"}  # decisions, paid days and cover are no verdict of a day


def named_scenarios():
    for path in (ROOT / "tests" / "scenarios").glob("*.yaml"):
        for scenario in yaml.safe_load(path.read_text("utf-8"))["scenarios"]:
            yield f"{path.stem}: {scenario['name']}"


SCENARIOS = set(named_scenarios())


def test_every_rule_has_its_line():
    assert [rule for rule, _ in LINES] == [f"R{number}" for number in range(1, 36)]


@pytest.mark.parametrize(("rule", "line"), LINES, ids=[rule for rule, _ in LINES])
def test_every_page_scenario_and_test_named_exists(rule, line):
    pages, proofs = re.findall(r"\]\(([^)]+)\)", line), re.findall(r"`([^`]+)`", line)
    assert [page for page in pages if not (ROOT / "docs" / page).is_file()] == []
    assert [proof for proof in proofs if not is_there(proof)] == []
    assert proofs
    assert pages or rule in NOT_OF_THE_ENGINE
    assert rule in BY_TESTS_ALONE or any(proof in SCENARIOS for proof in proofs)


def is_there(proof):
    if "::" not in proof:
        return proof in SCENARIOS
    path, name = proof.split("::")
    file = ROOT / "tests" / path
    return file.is_file() and f"def {name}(" in file.read_text("utf-8")


@pytest.mark.parametrize("code", sorted(set(preset_codes()) - {"portsmouth-example"}))
def test_a_preset_of_which_two_decide_has_its_decisions_confirmed(code):
    assert {"grant", "suspend", "withdraw"} <= parse(load_preset(code)).decision.two_people
