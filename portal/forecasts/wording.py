"""Actions, changes and single points as a practice manager reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.grammar import words
from accreditation.rules.rescue import Action
from accreditation.rules.verdicts import State
from cms.components.standing import DRAWN, drawn_verdict
from cms.dates import in_words
from portal.showing import NameOf
from practices.access import Access
from practices.models import Practice
from practices.roles import Permission


@dataclass(frozen=True)
class Wording:
    """How a practice's actions are said, with links to where their reader may go.

    `titles`: of courses, sessions and clinics, by (kind, code). `agreed`: the days of visits that are agreed already.
    """

    access: Access
    practice: Practice
    rules: Rules
    titles: Mapping[tuple[str, str], str]
    agreed: frozenset[date]
    name_of: NameOf

    def who(self, action: Action) -> str:
        """The person it is up to; for somebody to come, by the role; empty where it is the practice's."""
        if action.person.startswith("new "):
            return f"The new {words.role(action.what if action.kind == 'recruit' else action.person.split()[1])}"
        return self.name_of(action.person) if action.person else ""

    def sentence(self, action: Action) -> str:
        """What to do, as an order: "Book Priya Shah on “Feet first”, 7 December 2026"."""
        return SENTENCES[action.kind](self, action)

    def title(self, action: Action) -> str:
        return self.titles.get((action.kind, action.what), words.code(action.what))

    def label(self, key: str) -> str:
        """The label of a requirement; a declaration is named by its code, and sought among those that ask for it."""
        for node in self.rules.nodes():
            if node.key == key or key in getattr(node, "any_of", ()):
                return node.common.label
        return words.code(key)

    def href(self, action: Action) -> str:
        """Where it can be done; empty where the reader may not go."""
        view, permission = WAYS.get(action.kind, ("", None))
        if not view:
            return ""
        if permission is None:
            return reverse(view, args=[action.what]) if self.access.may(Permission.LEARN) else ""
        return reverse(view, args=[self.practice.code]) if self.access.may_at(permission, self.practice) else ""


def _visit(wording: Wording, action: Action) -> str:
    after = ", and give feedback after it" if len(action.entries) > 1 else ""
    if action.on in wording.agreed:
        return f"Hold the visit agreed for {in_words(action.on)}{after}"
    return f"Agree a visit of the specialist team, about {in_words(action.on)}{after}"


def _somebody(wording: Wording, action: Action) -> str:
    who = wording.who(action)
    return who[:1].lower() + who[1:] if action.person.startswith("new ") else who


def _sign_off(wording: Wording, action: Action) -> str:
    framework, topic, level, _ = action.what.split(":")
    what = f"“{words.code(framework)}”" if topic == "any" else f"“{words.code(topic)}”"
    at = f" at level {level}" if int(level) else ""
    return f"Have an assessor sign {_somebody(wording, action)} off in {what}{at}"


def _times(action: Action) -> str:
    return "once" if action.number == 1 else f"{words.number(action.number)} more times"


def _cases(number: int) -> str:
    return "a case" if number == 1 else f"{words.number(number)} cases"


def _assessment(wording: Wording, action: Action) -> str:
    when = " before and after the training" if action.number > 1 else ""
    return f"Have {_somebody(wording, action)} sit the assessment “{words.code(action.what)}”{when}"


def _declaration(wording: Wording, action: Action) -> str:
    signs = f"Have {_somebody(wording, action)} sign" if action.person else "Sign"
    return f"{signs} “{wording.label(action.what)}”"


def _submission(wording: Wording, action: Action) -> str:
    key, period = action.what.split(":", 1)
    return f"Hand in “{wording.label(key)}” for the period from {in_words(date.fromisoformat(period))}"


def _report(wording: Wording, action: Action) -> str:
    key, activity = action.what.split(":", 1)
    return f"Do and report {action.number} more of “{words.code(activity)}”, for “{wording.label(key)}”"


SENTENCES: Mapping[str, Callable[[Wording, Action], str]] = {
    "course": lambda w, a: f"Ask {_somebody(w, a)} to complete “{w.title(a)}”",
    "session": lambda w, a: f"Book {_somebody(w, a)} on “{w.title(a)}”, {in_words(a.on)}",
    "clinic": lambda w, a: f"Have {_somebody(w, a)} take part in the clinic “{w.title(a)}”, {in_words(a.on)}",
    "credential": lambda w, a: f"Have {_somebody(w, a)} gain “{w.title(a)}”",
    "cpd": lambda w, a: f"Have {_somebody(w, a)} do {words.duration(a.number)} more learning elsewhere, and record it",
    "practise": lambda w, a: f"Have {_somebody(w, a)} do “{w.label(a.what)}” {_times(a)} under supervision, and log it",
    "log": lambda w, a: f"Have {_somebody(w, a)} do “{w.label(a.what)}” {_times(a)}, and log it",
    "sign_off": _sign_off,
    "assessment": _assessment,
    "look_up": lambda w, a: f"Look up the {a.what.upper()} registration of {_somebody(w, a)} again",
    "register": lambda w, a: f"Have {_somebody(w, a)} put the {a.what.upper()} registration in order, and look it up",
    "recruit": lambda w, a: f"Recruit {words.a_role(a.what)}, to begin by {in_words(a.on)}",
    "lead": lambda w, a: f"Name {_somebody(w, a)} as {words.role(a.what)}",
    "visit": _visit,
    "feedback": lambda w, a: "Give feedback on the last visit",
    "case": lambda w, a: f"Bring a case to the clinic “{w.title(a)}”, {in_words(a.on)}",
    "cases": lambda w, a: f"Bring {_cases(a.number)} to “{w.title(a)}”, {in_words(a.on)}, and follow up the advice",
    "follow_up": lambda w, a: f"Record what was done about {_cases(a.number)} of an earlier virtual clinic",
    "survey": lambda w, a: "Report the patient survey",
    "declaration": _declaration,
    "submission": _submission,
    "report": _report,
    "standing": lambda w, a: f"Look up again what “{words.code(a.what)}” says of the practice",
}

WAYS: Mapping[str, tuple[str, Permission | None]] = {
    "course": ("courses:course", None),
    "session": ("courses:session", None),
    "clinic": ("virtualclinics:practice_cases", Permission.SUBMIT_CASES),
    "recruit": ("practices:people", Permission.MANAGE_STAFF),
    "lead": ("practices:people", Permission.MANAGE_STAFF),
    "visit": ("visits:practice_visits", Permission.SEE_PRACTICE),
    "feedback": ("visits:practice_visits", Permission.SEE_PRACTICE),
    "case": ("virtualclinics:practice_cases", Permission.SUBMIT_CASES),
    "cases": ("virtualclinics:practice_cases", Permission.SUBMIT_CASES),
    "follow_up": ("virtualclinics:practice_cases", Permission.SUBMIT_CASES),
    "survey": ("visits:practice_visits", Permission.SEE_PRACTICE),
    "declaration": ("accreditation:declarations", Permission.SIGN_FOR_PRACTICE),
    **dict.fromkeys(
        (
            *("credential", "cpd", "practise", "log", "sign_off", "assessment", "look_up", "register"),
            *("submission", "report", "standing"),
        ),
        ("accreditation:other_evidence", Permission.RECORD_EVIDENCE),
    ),
}


def in_hours(minutes: int) -> str:
    """Minutes of staff time, such as "2 h 15 min"."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def state_in_words(state: State | None) -> str:
    return "Not assessed" if state is None else DRAWN[drawn_verdict(state.verdict.value, *state[1:])][0]


def until_in_words(until: date) -> str:
    return "No end in sight" if until == date.max else in_words(until - date.resolution)
