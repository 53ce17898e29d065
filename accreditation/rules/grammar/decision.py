"""What a framework says of the decisions taken under it: who takes them, in how many days, with which effects."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from .errors import GrammarError
from .fields import a_group, flag, long_text, names, texts, whole
from .reading import Reader, suggestion

AUTOMATIC = ("grant", "provisional", "downgrade", "suspend", "reinstate", "lapse")
BY_TWO = (
    *("grant", "provisional", "renew", "decline", "downgrade"),
    *("suspend", "reinstate", "withdraw", "lapse", "waive"),
)
SUSPENSION_FIELDS = (
    flag("badge", "Whether the practice is still shown with its award. Empty: no."),
    flag("new_initiations", "Whether it may start further patients. Empty: no."),
    flag("payment", "Whether it is still paid. Empty: no."),
    whole("cover_after_days", "Days after which somebody else serves its patients. Empty: at once.", least=0),
    whole("tell_patients_after_days", "Days after which its patients are told. Empty: not asked.", least=0),
)
DECISION_FIELDS = (
    flag("automatic", "Whether every decision that can follow by itself does. Empty: no."),
    texts("automatic_for", "Which decisions follow by themselves. Empty: none.", choices=AUTOMATIC),
    texts("two_people", "Which decisions a second officer confirms. Empty: none.", choices=BY_TWO),
    whole("remedial_days", "Days that a remedial notice gives. Empty: 28.", least=1),
    whole("safety_days", "The same where patients are at risk. Empty: 7.", least=1),
    whole("appeal_days", "Days in which the practice may appeal. Empty: 28.", least=1),
    flag("appeal_freezes", "Whether a decision still to come waits for its appeal. Empty: yes."),
    whole("waiver_days", "The most days for which one requirement is waived in all. Empty: 366.", least=1),
    a_group("suspension", SUSPENSION_FIELDS, "What a suspension means. Empty: nothing goes on."),
    texts("by", "Who decides."),
    long_text("notes", "How decisions, notices and appeals are handled."),
)


@dataclass(frozen=True, slots=True)
class Suspension:
    """What a suspension means unless the officer says otherwise. True: goes on. Days count from its first day."""

    badge: bool = False
    new_initiations: bool = False
    payment: bool = False
    cover_after_days: int = 0
    tell_patients_after_days: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """`automatic` names the decisions that follow by themselves, `two_people` those that a second officer confirms.

    remedial_days: to put something right, safety_days: where patients are at risk. appeal_days: to lodge an appeal.
    appeal_freezes: a decision that has not taken effect waits for its appeal. waiver_days: the most days for which
    one requirement may be waived in all.
    """

    automatic: frozenset[str] = frozenset()
    two_people: frozenset[str] = frozenset()
    remedial_days: int = 28
    safety_days: int = 7
    appeal_days: int = 28
    appeal_freezes: bool = True
    waiver_days: int = 366
    suspension: Suspension = field(default_factory=Suspension)


def read_decision(value: Any) -> DecisionRules:
    reader = Reader(value, "decision", names(DECISION_FIELDS))
    return DecisionRules(
        automatic=_automatic(reader),
        two_people=_by_two(_named(reader, "two_people", BY_TWO)),
        remedial_days=reader.whole("remedial_days", least=1, default=28),
        safety_days=reader.whole("safety_days", least=1, default=7),
        appeal_days=reader.whole("appeal_days", least=1, default=28),
        appeal_freezes=reader.flag("appeal_freezes", True),
        waiver_days=reader.whole("waiver_days", least=1, default=366),
        suspension=_suspension(reader),
    )


def _automatic(reader: Reader) -> frozenset[str]:
    return frozenset(AUTOMATIC) if reader.flag("automatic", False) else _named(reader, "automatic_for", AUTOMATIC)


def _by_two(named: frozenset[str]) -> frozenset[str]:
    """A renewal gives what a grant gives, so it takes no fewer."""
    return named | {"renew"} if "grant" in named else named


def _named(reader: Reader, name: str, known: Collection[str]) -> frozenset[str]:
    if not reader.has(name) or reader.raw(name) == []:
        return frozenset()
    kinds = reader.texts(name)
    for index, kind in enumerate(kinds):
        if kind not in known:
            raise GrammarError(f"{reader.at(name)}[{index}]", f"unknown decision {kind!r}{suggestion(kind, known)}")
    return frozenset(kinds)


def _suspension(reader: Reader) -> Suspension:
    if not reader.has("suspension"):
        return Suspension()
    inner = Reader(reader.raw("suspension"), reader.at("suspension"), names(SUSPENSION_FIELDS))
    return Suspension(
        badge=inner.flag("badge", False),
        new_initiations=inner.flag("new_initiations", False),
        payment=inner.flag("payment", False),
        cover_after_days=inner.whole("cover_after_days", least=0, default=0),
        tell_patients_after_days=inner.whole_or_none("tell_patients_after_days", least=0),
    )
