from __future__ import annotations

from datetime import date

from practices.confidentiality import find_identifiers
from visits.demo_letters import DEMO_VISITS
from visits.enums import AgendaKind
from visits.letters import SPOKE_OF, draft_letter
from visits.models import AgendaItem, VisitAction
from visits.policies import check_agenda, check_items

ON = date(2026, 5, 12)


def test_the_draft_tells_what_was_done_and_what_was_agreed():
    agenda = [
        AgendaItem(kind="education", topic="GLP-1 therapy", is_done=True, note="How to titrate."),
        AgendaItem(kind="patient_review", is_done=True, patients=3),
        AgendaItem(kind="audit_review"),
    ]
    actions = [
        VisitAction(text="Run the search.", due_on=date(2026, 6, 9)),
        VisitAction(text="Ring the podiatrist", due_on=date(2026, 5, 14)),
        VisitAction(text="Print the card", due_on=date(2026, 5, 20)),
    ]
    assert draft_letter(agenda, actions, on=ON).split("\n\n")[1:4] == [
        "We held an education session on GLP-1 therapy. How to titrate.",
        "We reviewed patients together with your team. We saw 3.",
        "We agreed:\n- Run the search (within 4 weeks).\n- Ring the podiatrist (as soon as you can).\n"
        "- Print the card (within a week).",
    ]


def test_a_visit_that_reached_nothing_has_a_letter_too():
    assert "We did not reach the agenda this time" in draft_letter([], [], on=ON)


def test_every_option_has_its_opening_and_none_holds_an_identifier():
    assert set(SPOKE_OF) == set(AgendaKind)
    agenda = [AgendaItem(kind=kind, is_done=True) for kind in AgendaKind]
    assert find_identifiers(draft_letter(agenda, [], on=ON)) == []


def test_the_demo_visits_hold_no_identifier():
    for visit in DEMO_VISITS:
        check_agenda(visit.topics)
        check_items(visit.items)
        texts = (visit.letter, visit.comment, *(text for text, _ in visit.actions))
        assert [hit for text in texts for hit in find_identifiers(text)] == []
