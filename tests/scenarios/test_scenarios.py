"""Runs every scenario of this folder, and counts that every criterion of every preset has its three."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from accreditation.presets import load_preset, preset_codes
from accreditation.rules.grammar import parse
from accreditation.rules.needs import needs_of, only
from accreditation.rules.proof import explain

from .awards import check_award, is_about_awards, versions_of
from .language import Story, expectation

FOLDER = Path(__file__).parent
SHOWN = ("met", "not met", "boundary day")


def scenarios():
    for path in sorted(FOLDER.glob("*.yaml")):
        document = yaml.safe_load(path.read_text("utf-8"))
        for scenario in document["scenarios"]:
            framework = scenario.get("framework", document.get("framework"))
            given = [*document.get("background", []), *scenario["given"]]
            yield path.stem, {**scenario, "framework": framework, "given": given}


ALL = list(scenarios())


def framework_of(named):
    return parse(load_preset(named) if isinstance(named, str) else named)


def said(proof):
    state = str(proof.verdict).replace("_", " ")
    state += " in grace" if proof.in_grace else " by plan" if proof.by_plan else ""
    reasons = [each.sentence.rstrip(".") for each in (*proof.not_counted, *proof.missing, *proof.remarks)]
    return state, reasons


@pytest.mark.parametrize(("file", "scenario"), ALL, ids=[f"{file}: {each['name']}" for file, each in ALL])
def test_scenario(file, scenario):
    framework = framework_of(scenario["framework"])
    story = Story()
    for sentence in scenario["given"]:
        story.tell(sentence)
    for text in scenario["expect"]:
        if is_about_awards(text):
            check_award(text, framework, versions_of(scenario), story)
            continue
        expected = expectation(text)
        facts = only(story.facts().as_known_at(expected.known_at), needs_of(framework))
        proof = explain(framework, facts, expected.key, expected.on, expected.person)
        state, reasons = said(proof)
        assert f"{text} -> {state}" == f"{text} -> {expected.words}"
        if expected.last_day:
            assert proof.until_on - timedelta(days=1) == expected.last_day, text
        if expected.because:
            assert expected.because in reasons, text
        if expected.hangs_on:
            assert proof.ends is not None
            assert proof.ends.person == expected.hangs_on, text


def leaves(framework):
    return {node.key for node in framework.nodes() if not node.parts or node.of_people}


@pytest.mark.parametrize("code", preset_codes())
def test_every_criterion_of_a_preset_has_a_met_a_not_met_and_a_boundary_scenario(code):
    counted = Counter(
        (each["criterion"], each["shows"]) for _, each in ALL if each["framework"] == code and "criterion" in each
    )
    wanted = {(key, shown) for key in leaves(framework_of(load_preset(code))) for shown in SHOWN}
    assert wanted - set(counted) == set()
    assert set(counted) - wanted == set(), "a scenario names a criterion or a case that does not exist"
