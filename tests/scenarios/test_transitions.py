"""Runs the scenarios of versions/: which version governs, and what it says."""

import re
from pathlib import Path

import pytest
import yaml

from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse
from accreditation.rules.versions import Awards, Policy, Version, governing

from .language import DAY, Story, day_of

FILE = Path(__file__).parent / "versions" / "transitions.yaml"
DOCUMENT = yaml.safe_load(FILE.read_text("utf-8"))
ALL = DOCUMENT["scenarios"]
FIRST = {"from": "2024-04-01", "policy": "from_date"}


def version(number, says):
    node = {"key": "signed", "kind": "declaration", "any_of": ["old" if number == 1 else "new"]}
    document = {
        "grammar": 1,
        "code": "in-versions",
        "title": "A framework in versions",
        "version": number,
        "effective_from": str(says["from"]),
        "award": {"valid_months": 12},
        "role_groups": {"gp": ["gp_partner"]},
        "tiers": [{"code": "core", "label": "Core", "requirement": node}],
    }
    rules = parse(document)
    return Version(rules, rules.effective_from, Policy(says["policy"]), former_until=says.get("former_until"))


def awards_of(sentences):
    """Granted or renewed begins an award, taken away ends it."""
    told = [re.fullmatch(rf"(granted|renewed|taken away) on {DAY}", each).groups() for each in sentences]
    granted = tuple(day_of(day) for what, day in told if what != "taken away")
    return Awards(granted, tuple(day_of(day) for what, day in told if what == "taken away"))


@pytest.mark.parametrize("scenario", ALL, ids=[each["name"] for each in ALL])
def test_scenario(scenario):
    story = Story()
    for sentence in [*DOCUMENT["background"], *scenario.get("given", [])]:
        story.tell(sentence)
    facts = story.facts()
    versions = [version(1, FIRST), *(version(number, says) for number, says in scenario["versions"].items())]
    spans = governing(versions, lambda rules: evaluate(rules, facts), awards_of(scenario.get("awards", [])))
    for text in scenario["expect"]:
        day, number, verdict = re.fullmatch(rf"On {DAY} version (\d+) governs, and says ([\w ]+)\.", text).groups()
        on = day_of(day)
        (rules,) = [span.framework for span in spans if span.from_on <= on < span.until_on]
        says = str(evaluate(rules, facts).root.at(on).verdict).replace("_", " ")
        assert f"version {rules.version}, {says}" == f"version {number}, {verdict}", text


def test_every_policy_has_a_scenario_that_changes_and_one_that_stays():
    told = {
        (says["policy"], len(set(re.findall(r"version (\d)", " ".join(each["expect"])))))
        for each in ALL
        for says in each["versions"].values()
    }
    assert {policy for policy, versions in told if versions > 1} == set(Policy)
