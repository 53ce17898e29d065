"""Verdicts and awards in words and colours. The words carry the meaning; the colour only helps the eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cms.components.declaration import Component

Verdict = Literal["met", "not_met", "not_yet_due", "unknown", "waived", "not_applicable"]
Award = Literal[
    "accredited",
    "lapsing_soon",
    "in_grace",
    "provisional",
    "suspended",
    "withdrawn",
    "lapsed",
    "declined",
    "closed",
    "merged",
    "working_towards",
    "never",
    "not_assessed",
]

VERDICTS: dict[str, tuple[str, str]] = {
    "met": ("Met", "green"),
    "in_grace": ("Met, in grace", "orange"),
    "not_met": ("Not met", "red"),
    "not_yet_due": ("Not yet due", "blue"),
    "unknown": ("Not known", "purple"),
    "waived": ("Waived", "aqua-green"),
    "not_applicable": ("Does not apply", "grey"),
}
AWARDS: dict[str, tuple[str, str]] = {
    "accredited": ("Accredited", "green"),
    "lapsing_soon": ("Accredited, lapsing soon", "yellow"),
    "in_grace": ("Accredited, in grace", "orange"),
    "provisional": ("Provisional", "blue"),
    "suspended": ("Suspended", "red"),
    "withdrawn": ("Withdrawn", "red"),
    "lapsed": ("Lapsed", "red"),
    "declined": ("Declined", "pink"),
    "closed": ("Closed", "grey"),
    "merged": ("Merged", "grey"),
    "working_towards": ("Working towards", "blue"),
    "never": ("Never accredited", "grey"),
    "not_assessed": ("Not assessed", "grey"),
}


def shown_verdict(verdict: str, in_grace: bool) -> str:
    """The key under which a verdict is worded, drawn and explained: grace is shown apart from met."""
    return "in_grace" if verdict == "met" and in_grace else verdict


# As bars draw and legends explain them: what a met requirement leans on is shown apart.
DRAWN: dict[str, tuple[str, str]] = {
    "met": VERDICTS["met"],
    "in_grace": VERDICTS["in_grace"],
    "by_plan": ("Met, by plan", "orange"),
    "by_waiver": ("Met, with a waiver", "aqua-green"),
    **{key: told for key, told in VERDICTS.items() if key not in ("met", "in_grace")},
}


def drawn_verdict(verdict: str, in_grace: bool = False, by_plan: bool = False, by_waiver: bool = False) -> str:
    """The key under which a bar draws a verdict: of what a met one leans on, what would be missed first."""
    leans = [key for key, is_so in (("by_plan", by_plan), ("in_grace", in_grace), ("by_waiver", by_waiver)) if is_so]
    return leans[0] if verdict == "met" and leans else verdict


@dataclass(frozen=True, kw_only=True)
class StatusTag(
    Component,
    name="status_tag",
    examples=(
        {"verdict": "met"},
        {"verdict": "met", "in_grace": True},
        {"verdict": "met", "by_plan": True},
        {"verdict": "met", "by_waiver": True},
        {"verdict": "not_met"},
        {"verdict": "not_yet_due"},
        {"verdict": "unknown"},
        {"verdict": "waived"},
        {"verdict": "not_applicable"},
    ),
):
    """The verdict on one requirement on one day."""

    verdict: Verdict
    in_grace: bool = False
    by_plan: bool = False
    by_waiver: bool = False

    @property
    def words(self) -> str:
        leans = (", by plan" if self.by_plan else "") + (", with a waiver" if self.by_waiver else "")
        return VERDICTS[shown_verdict(self.verdict, self.in_grace)][0] + leans

    @property
    def colour(self) -> str:
        """In grace or by plan is met for the time being, and looks alike."""
        return VERDICTS[shown_verdict(self.verdict, self.in_grace or self.by_plan)][1]


@dataclass(frozen=True, kw_only=True)
class AwardTag(Component, name="award_tag", examples=tuple({"state": state} for state in AWARDS)):
    """Where a practice stands: what an officer decided, and what is about to happen to it."""

    state: Award

    @property
    def words(self) -> str:
        return AWARDS[self.state][0]

    @property
    def colour(self) -> str:
        return AWARDS[self.state][1]
