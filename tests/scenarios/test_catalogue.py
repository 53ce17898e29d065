"""docs/catalogue.md names every rule, and nothing that does not exist."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LINES = re.findall(r"^\| (R\d+) \|(.*)\|$", (ROOT / "docs" / "catalogue.md").read_text("utf-8"), re.MULTILINE)
NOT_OF_THE_ENGINE = {"R32"}


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
    assert rule in NOT_OF_THE_ENGINE or (pages and proofs)


def is_there(proof):
    if "::" not in proof:
        return proof in SCENARIOS
    path, name = proof.split("::")
    file = ROOT / "tests" / path
    return file.is_file() and f"def {name}(" in file.read_text("utf-8")
