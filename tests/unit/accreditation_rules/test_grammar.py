import copy

import pytest

from accreditation.presets import load_preset, preset_codes
from accreditation.rules.grammar import GrammarError, canonical_json, digest, outline, parse, to_english
from accreditation.rules.grammar.decision import AUTOMATIC, DecisionRules, Suspension
from accreditation.rules.grammar.registry import OF_PERSON, OF_PRACTICE

from .a_practice import document

DECLARATION = {"key": "nda", "kind": "declaration", "any_of": ["nda"]}
COURSE = {"key": "course", "kind": "course", "any_of": ["insulin-safety"]}
ROOT = "tiers[0].requirement"
COURSE_KEYS = ", ".join(sorted(OF_PERSON["course"].keys))
COMPOSITE_KEYS = ", ".join(sorted(OF_PRACTICE["all_of"].keys))


def people(**changes):
    slots = [{"key": "gp", "roles": ["gp"]}, {"key": "nurse", "roles": ["nurse"]}]
    return {"key": "team", "kind": "people", "slots": slots} | changes


def visits(**changes):
    return {"key": "visits", "kind": "visits", "cadence": {"slots": "half_year"}} | changes


REFUSED = {
    "tiers[0].requirement.slots[0].rolls: unknown key; did you mean roles?": people(
        slots=[{"key": "gp", "rolls": ["gp"]}]
    ),
    "tiers[0].requirement.slots[0].roles[0]: unknown role 'practise_nurse'; did you mean practice_nurse?": people(
        slots=[{"key": "nurse", "roles": ["practise_nurse"]}]
    ),
    "tiers[0].requirement.slots: two slots have the same key": people(slots=[{"key": "gp", "roles": ["gp"]}] * 2),
    "tiers[0].requirement.slots: must be a list with at least one member": people(slots=[]),
    "tiers[0].requirement.slots[0].n: must be a whole number of at least 1": people(
        slots=[{"key": "gp", "roles": ["gp"], "n": 0}]
    ),
    "tiers[0].requirement.slots[0]: must be an object with named values": people(slots=["gp"]),
    "tiers[0].requirement.slots[0].roles: names the same thing twice": people(
        slots=[{"key": "gp", "roles": ["gp", "gp"]}]
    ),
    "tiers[0].requirement.distinct: must be true or false": people(distinct="yes"),
    "tiers[0].requirement.employment.min_sessions: must be a number of at least 0": people(
        employment={"min_sessions": "two"}
    ),
    f"{ROOT}.each.kind: unknown kind 'declaration' of person requirement; it is one of the practice": people(
        each=DECLARATION
    ),
    f"{ROOT}.each.grace: unknown key; known are {COURSE_KEYS}": people(each=COURSE | {"grace": {}}),
    "tiers[0].requirement.kind: unknown kind 'declarations' of practice requirement; did you mean declaration?": (
        DECLARATION | {"kind": "declarations"}
    ),
    "tiers[0].requirement.any_of: is missing": {"key": "nda", "kind": "declaration"},
    "tiers[0].requirement.any_of[0]: must be text": DECLARATION | {"any_of": [1]},
    "tiers[0].requirement.key: must be text": DECLARATION | {"key": " "},
    "tiers[0].requirement.grace.on[0]: unknown cause 'left'; did you mean person_left?": DECLARATION
    | {"grace": {"days": 90, "on": ["left"]}},
    "tiers[0].requirement.applies_from: must be a date such as 2026-04-01, not '1 April 2026'": DECLARATION
    | {"applies_from": "1 April 2026"},
    "tiers[0].requirement.informative: the requirement of a tier must count": DECLARATION | {"informative": True},
    "tiers[0].requirement.cadence: is either rolling (at_least, months) or by slots (slots, ...), not both": visits(
        cadence={"slots": "half_year", "months": 12}
    ),
    "tiers[0].requirement.cadence.slots: unknown value 'half-year'; did you mean half_year?": visits(
        cadence={"slots": "half-year"}
    ),
    "tiers[0].requirement.hosts.all_off: unknown key; did you mean all_of?": visits(hosts={"all_off": ["gp"]}),
    "tiers[0].requirement.visits: no visits requirement 'visit'; the framework has none": {
        "key": "feedback",
        "kind": "feedback_after_visits",
        "visits": "visit",
        "within_days": 42,
    },
    f"{ROOT}.grace: unknown key; known are {COMPOSITE_KEYS}": {
        "key": "all",
        "kind": "all_of",
        "requirements": [DECLARATION],
        "grace": {"days": 1, "on": ["expired"]},
    },
    "tiers[0].requirement.n: asks for 2 of only 1 that count": {
        "key": "some",
        "kind": "n_of",
        "n": 2,
        "requirements": [DECLARATION, DECLARATION | {"key": "shown", "informative": True}],
    },
    "tiers[0].requirement.requirements: needs at least one that is not informative": {
        "key": "all",
        "kind": "all_of",
        "requirements": [DECLARATION | {"informative": True}],
    },
    "tiers[0].requirement.requirements[1].key: 'nda' is already the key of tiers[0].requirement.requirements[0]": {
        "key": "all",
        "kind": "all_of",
        "requirements": [DECLARATION, DECLARATION],
    },
    "tiers[0].requirement.where.about[0]: must be text, a whole number, true or false": {
        "key": "survey",
        "kind": "events",
        "entry": "feedback.given",
        "cadence": {"at_least": 1, "months": 12},
        "where": {"about": [["survey"]]},
    },
}


@pytest.mark.parametrize("message", REFUSED)
def test_a_bad_requirement_is_refused_with_the_path_to_it(message):
    with pytest.raises(GrammarError) as refused:
        parse(document(REFUSED[message]))
    assert str(refused.value) == message


BAD_DOCUMENTS = {
    "titel: unknown key; did you mean title?": {"titel": "x"},
    "grammar: this engine reads grammar 1": {"grammar": 2},
    "version: must be a whole number of at least 1": {"version": True},
    "effective_from: is missing": {"effective_from": None},
    "contract_year_start: must be a month and a day up to 28, such as 04-01, not '08-31'": {
        "contract_year_start": "08-31"
    },
    "contract_year_start: must be a month and a day up to 28, such as 04-01, not 'April'": {
        "contract_year_start": "April"
    },
    "role_groups.gp: must be a list with at least one member": {"role_groups": {"gp": "gp_partner"}},
    "decision.automatic: must be true or false": {"decision": {"automatic": 1}},
    "decision.automatic_for[0]: unknown decision 'suspent'; did you mean suspend?": {
        "decision": {"automatic_for": ["suspent"]}
    },
    "decision.two_people[1]: unknown decision 'wave'; did you mean waive?": {
        "decision": {"two_people": ["grant", "wave"]}
    },
    "decision.remedial_day: unknown key; did you mean remedial_days?": {"decision": {"remedial_day": 28}},
    "decision.appeal_days: must be a whole number of at least 1": {"decision": {"appeal_days": 0}},
    "decision.suspension.pay: unknown key; did you mean payment?": {"decision": {"suspension": {"pay": True}}},
    "tiers: must be a list with at least one member": {"tiers": []},
    "tiers: two tiers have the same code": {
        "tiers": [
            {"code": "one", "requirement": DECLARATION},
            {"code": "one", "requirement": DECLARATION | {"key": "other"}},
        ]
    },
    "tiers[0].requirements: unknown key; did you mean requirement?": {"tiers": [{"code": "one", "requirements": []}]},
}


@pytest.mark.parametrize("message", BAD_DOCUMENTS)
def test_a_bad_document_is_refused_with_the_path(message):
    with pytest.raises(GrammarError) as refused:
        parse(document(DECLARATION) | BAD_DOCUMENTS[message])
    assert str(refused.value) == message


def test_the_decision_block_says_who_decides_and_in_how_many_days():
    assert parse(document(DECLARATION) | {"decision": {}}).decision == DecisionRules()
    said = parse(document(DECLARATION) | {"decision": {"automatic_for": ["lapse"], "two_people": ["grant"]}}).decision
    assert (said.automatic, said.two_people) == ({"lapse"}, {"grant", "renew"})
    assert parse(document(DECLARATION) | {"decision": {"automatic": True}}).decision.automatic == set(AUTOMATIC)
    effects = {"payment": True, "cover_after_days": 14, "tell_patients_after_days": 7}
    suspension = parse(document(DECLARATION) | {"decision": {"suspension": effects}}).decision.suspension
    assert suspension == Suspension(payment=True, cover_after_days=14, tell_patients_after_days=7)


def test_anything_but_an_object_is_refused():
    with pytest.raises(GrammarError) as refused:
        parse([])
    assert str(refused.value) == "must be an object with named values"


def test_the_digest_does_not_depend_on_the_order_of_keys():
    plain = document(DECLARATION)
    turned = dict(reversed(list(plain.items())))
    assert canonical_json(turned) == canonical_json(plain)
    assert digest(turned) == digest(plain)
    assert len(digest(plain)) == 64


def test_the_digest_changes_with_any_value():
    changed = copy.deepcopy(document(DECLARATION))
    changed["tiers"][0]["requirement"]["any_of"] = ["nda "]
    assert digest(changed) != digest(document(DECLARATION))


def test_canonical_json_is_utf8_without_spaces():
    assert canonical_json({"b": "é", "a": [1, 2]}) == '{"a":[1,2],"b":"é"}'.encode()


def test_role_groups_may_bring_roles_of_their_own():
    framework = parse(
        document(people(slots=[{"key": "a", "roles": ["health_coach"]}]), role_groups={"all": ["health_coach"]})
    )
    assert framework.node("team").slots[0].roles.codes == {"health_coach"}


def test_unknown_requirement_is_told_apart():
    with pytest.raises(LookupError, match="has no requirement 'nothing'"):
        parse(document(DECLARATION)).node("nothing")


def test_requirements_read_as_english():
    framework = parse(load_preset("portsmouth-example"))
    assert to_english(framework.node("visits")) == (
        "At least one visit in each half of the contract year, at least 90 days apart, made by a consultant and a "
        "diabetes specialist nurse, received by a GP and a nurse for at least 60 minutes, with at least one of the 5 "
        "agenda items."
    )
    assert to_english(framework.node("leads")) == (
        "At least one GP in post as lead GP and one nurse in post as lead nurse, not the same person; 90 days of grace "
        "when somebody leaves or a post falls vacant, once in a contract year."
    )
    assert to_english(framework.node("insulin-safety")) == "The course “insulin safety”, within the last 24 months."
    assert to_english(framework.node("patient-survey")).endswith("(shown, not asked for).")


def test_an_outline_has_every_clause_in_reading_order():
    framework = parse(load_preset("portsmouth-example"))
    clauses = outline(framework.tiers[0].requirement)
    assert [clause.key for clause in clauses] == [node.key for node in framework.nodes()]
    assert [clause.depth for clause in clauses][:6] == [0, 1, 1, 1, 1, 2]


@pytest.mark.parametrize("code", preset_codes())
def test_presets_say_that_they_are_examples_and_where_each_number_comes_from(code):
    preset = load_preset(code)
    framework = parse(preset)
    assert framework.title.startswith("Example framework modelled on published descriptions of")
    leaves = [node for node in framework.nodes() if not node.parts or node.kind == "people"]
    assert [node.key for node in leaves if "[" not in node.common.why] == []


def test_an_unknown_preset_names_the_known_ones():
    with pytest.raises(LookupError, match=r"no preset 'leicester'; there are .*portsmouth-example"):
        load_preset("leicester")
