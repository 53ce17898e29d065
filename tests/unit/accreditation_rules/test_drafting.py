"""Documents that are still being written: what is wrong, what they say, what they forget, how two differ."""

from copy import deepcopy

import pytest

from accreditation.presets import load_preset, preset_codes
from accreditation.rules.comparing import GONE, NEW, SAME, Words, compare, words_apart
from accreditation.rules.drafting import clauses, sentences
from accreditation.rules.forgotten import forgotten
from accreditation.rules.grammar import outline, parse

from .a_practice import document
from .test_pages import PAGES, around, example

PRESET = load_preset("portsmouth-example")


def draft():
    return deepcopy(dict(PRESET))


def parts_of(framework):
    return framework["tiers"][0]["requirement"]["requirements"]


def flat(clause):
    return [clause, *(below for part in clause.parts for below in flat(part))]


@pytest.mark.parametrize("code", preset_codes())
def test_a_preset_lacks_nothing(code):
    assert sentences(load_preset(code)) == []


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_the_example_of_a_kind_lacks_nothing(kind):
    assert sentences(document(around(example(kind)))) == []


def test_a_finished_document_is_said_in_the_words_of_the_framework():
    said = [clause.sentence for top in clauses(PRESET) for clause in flat(top)]
    assert said == [clause.sentence for tier in parse(PRESET).tiers for clause in outline(tier.requirement)]
    assert sentences(PRESET) == []


def test_what_is_not_finished_is_named_and_the_rest_still_said():
    written = draft()
    del parts_of(written)[1]["within_days"]
    (top,) = clauses(written)
    assert top.sentence == clauses(PRESET)[0].sentence
    assert (top.parts[1].sentence, top.parts[1].trouble) == ("Feedback after each visit", "Within days is missing.")
    assert top.parts[0].trouble == ""
    assert sentences(written) == ["“Feedback after each visit”: within days is missing."]


def test_every_requirement_says_its_own_first_fault():
    written = draft()
    parts_of(written)[0]["spacing_days"] = -1
    parts_of(written)[3]["each"]["requirements"][1]["months"] = 0
    parts_of(written)[4] = {"kind": "declaratio", "label": "Agreement"}
    assert sentences(written) == [
        "“Visits by the specialist team”: spacing days must be a whole number of at least 0.",
        "“a live session”: months must be a whole number of at least 1.",
        "“Agreement”: kind unknown kind 'declaratio' of practice requirement; did you mean declaration?",
    ]


def test_a_blank_page_says_what_comes_first():
    assert sentences({"grammar": 1, "code": "new", "version": 1}) == ["Title is missing."]
    assert clauses({}) == []


def test_what_crosses_requirements_is_said_once_each_is_sound():
    written = draft()
    parts_of(written)[1]["visits"] = "calls"
    assert sentences(written) == [
        "“Feedback after each visit”: visits no visits requirement 'calls'; known are visits."
    ]


def test_portsmouth_forgets_a_few_things():
    said = [each.sentence for each in forgotten(PRESET)]
    assert "Nothing says what happens when a practice is suspended. Say it under decision." in said
    assert "Nothing says how a practice appeals, and within how many days. Say it under decision." not in said
    assert "“MERIT” never runs out: no validity in months." in said


def test_a_bare_scheme_is_asked_everything():
    lead = {"key": "lead", "kind": "lead", "label": "A lead", "lead_role": "lead_gp"}
    bare = {"grammar": 1, "code": "bare", "version": 1, "tiers": [{"code": "first", "requirement": lead}]}
    assert [each.sentence for each in forgotten(bare)] == [
        "Nothing says what happens when a practice is suspended. Say it under decision.",
        "Nothing says how a suspended practice is reinstated. Say it under decision.",
        "Nothing says how a practice appeals, and within how many days. Say it under decision.",
        "Nothing says who decides. Name them under decision, by.",
        "Nothing says how long an award is valid and how it is renewed.",
        "There is no entry period: a practice fails on the day it enrols.",
        "Nothing says who provides the service to patients of a practice that does not.",
        "No number of trained people is asked for anywhere.",
        "“A lead”: there is no grace when somebody leaves.",
        "“A lead” hangs on one person, without a deputy.",
    ]


def test_the_words_that_differ_are_marked():
    assert words_apart("at least 2 visits a year", "at least 3 visits a year") == (
        Words(SAME, "at least"),
        Words(GONE, "2"),
        Words(NEW, "3"),
        Words(SAME, "visits a year"),
    )


def test_the_same_document_does_not_differ():
    assert compare(PRESET, {**PRESET, "version": 2}) == []


def test_two_versions_differ_by_requirement():
    latter = draft()
    latter["entry_months"] = 6
    parts_of(latter)[0]["spacing_days"] = 120
    removed = parts_of(latter).pop()
    parts_of(latter).append({"key": "audit", "kind": "declaration", "label": "Audit", "any_of": ["audit"]})
    found = {each.key: each for each in compare(PRESET, latter)}
    assert {key: each.change for key, each in found.items()} == {
        "": "changed",
        "endorsed": "changed",
        "visits": "changed",
        "audit": "added",
        removed["key"]: "removed",
    }
    assert found[""].details == (("entry months", (Words(GONE, "12"), Words(NEW, "6"))),)
    assert Words(NEW, "120") in found["visits"].sentence
    assert found["visits"].details == (("spacing days", (Words(GONE, "90"), Words(NEW, "120"))),)


def test_what_only_stands_elsewhere_is_moved():
    latter = draft()
    moved = parts_of(latter).pop(4)
    group = {"key": "papers", "kind": "all_of", "label": "Papers", "requirements": [moved]}
    parts_of(latter).append(group)
    changes = {each.key: each.change for each in compare(PRESET, latter)}
    assert changes == {"endorsed": "changed", "papers": "added", moved["key"]: "moved"}
