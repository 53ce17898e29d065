"""What to do next, what happened, what a number means, what an empty place is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from django.utils.safestring import SafeString

from cms.components.declaration import EMPTY, Component


class Action(NamedTuple):
    """Something to do: where, why, and by which day it should be done (inclusive)."""

    text: str
    href: str
    why: str = ""
    by_on: date | None = None


EXAMPLE_ACTIONS = [
    Action("Book a live session", "/", "One GP has to attend one in twelve months.", date(2026, 3, 31)),
    Action("Sign the data-sharing agreement", "/", by_on=date(2026, 2, 1)),
    Action("Propose dates for a visit", "/"),
]


@dataclass(frozen=True, kw_only=True)
class ActionList(
    Component,
    name="action_list",
    examples=({"actions": EXAMPLE_ACTIONS, "today": date(2026, 3, 3)}, {"actions": []}),
):
    """What to do next, in order. Actions: Action(text, href, why, by_on). With `today`, what is late is marked."""

    actions: Sequence[Any]
    today: date | None = None
    nothing: str = "There is nothing you have to do now."

    @property
    def entries(self) -> list[dict[str, Any]]:
        return [{**action._asdict(), "is_late": self._is_late(action)} for action in self.actions]

    def _is_late(self, action: Action) -> bool:
        return bool(self.today and action.by_on and action.by_on < self.today)


@dataclass(frozen=True, kw_only=True)
class EmptyState(
    Component,
    name="empty_state",
    examples=(
        {
            "heading": "No cases yet",
            "text": "Cases that your practice brings to a virtual clinic stand here, with what was recommended.",
            "action": {"text": "Submit a case", "href": "/"},
        },
    ),
):
    """A place with nothing in it yet: what will be here, and how to begin."""

    heading: str
    text: str
    action: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Notice(
    Component,
    name="notice",
    examples=(
        {"heading": "Your standing holds until 31 March 2027", "text": "Nothing has to be done before then."},
        {"kind": "success", "heading": "The visit is signed off", "text": "Its evidence is in the record."},
        {"kind": "warning", "heading": "The standing ends on 9 May 2026", "text": "No lead nurse is in post."},
    ),
):
    """Something everybody on the page has to know. `body` may hold markup instead of `text`."""

    heading: str
    kind: Literal["information", "success", "warning"] = "information"
    text: str = ""
    body: SafeString = EMPTY


@dataclass(frozen=True, kw_only=True)
class ProgressBar(
    Component,
    name="progress_bar",
    examples=({"label": "Insulin safety", "done": 3, "total": 8}, {"label": "Import", "done": 0, "total": 0}),
):
    """How much of something is done, in words and as a bar. A total of 0 means that it is not known yet."""

    label: str
    done: int
    total: int
    unit: str = ""

    @property
    def words(self) -> str:
        if not self.total:
            return "not started"
        return f"{self.done:,} of {self.total:,}{' ' if self.unit else ''}{self.unit}"


@dataclass(frozen=True, kw_only=True)
class Metric(
    Component,
    name="metric",
    examples=(
        {"value": 14, "label": "accredited practices", "href": "/"},
        {"value": "82%", "label": "of people with diabetes", "detail": "9,114 of 11,096"},
    ),
):
    """A number, what it counts, and the rows behind it. Several stand in <div class="ep-metrics">."""

    value: int | str
    label: str
    href: str = ""
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Card(
    Component,
    name="card",
    examples=(
        {"heading": "Insulin safety", "text": "Forty minutes, with a quiz.", "href": "/"},
        {"heading": "Next visit", "body": SafeString("<p>14 May 2026, with the consultant and the nurse.</p>")},
    ),
):
    """A box with a heading; all of it is a link when it has an `href`. `body` may hold markup instead of `text`."""

    heading: str
    text: str = ""
    href: str = ""
    body: SafeString = EMPTY
    level: Literal[2, 3, 4] = 2


@dataclass(frozen=True, kw_only=True)
class Expander(
    Component,
    name="expander",
    examples=({"summary": "Why is this asked?", "body": SafeString("<p>The framework asks for it.</p>")},),
):
    """Something most people do not need, one click away. `body` holds markup."""

    summary: str
    body: SafeString
    is_open: bool = False
