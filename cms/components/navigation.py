"""Where am I, how do I get back, what else is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.paginator import Page, Paginator

from cms.components.declaration import Component

EXAMPLE_TRAIL = [{"text": "Register", "href": "/"}, {"text": "Harbour View Surgery", "href": "/"}]
EXAMPLE_ITEMS = [
    {"label": "Standing", "url": "/", "current": True},
    {"label": "People", "url": "/"},
    {"label": "Visits", "url": "/"},
]


@dataclass(frozen=True, kw_only=True)
class Breadcrumbs(Component, name="breadcrumbs", examples=({"items": EXAMPLE_TRAIL},)):
    """The way here, from the top; the page itself is not in it. Items: text, href."""

    items: Sequence[Mapping[str, Any]]

    @property
    def params(self) -> dict[str, Any]:
        return {"items": list(self.items)}


@dataclass(frozen=True, kw_only=True)
class BackLink(Component, name="back_link", examples=({"href": "/", "text": "Back to the register"},)):
    """One step back, for pages that are a step in something."""

    href: str
    text: str = "Back"


@dataclass(frozen=True, kw_only=True)
class Link(Component, name="link", examples=({"text": "See proof", "href": "/", "about": "of visits"},)):
    """A link, mostly as a cell of a table. `about` is read out to those who hear links without their row."""

    text: str
    href: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class LinkButton(
    Component,
    name="link_button",
    examples=(
        {"text": "Invite a colleague", "href": "/"},
        {"text": "Download as CSV", "href": "/", "variant": "secondary"},
    ),
):
    """A link that looks like a button, for the one thing to do on a page."""

    text: str
    href: str
    variant: Literal["primary", "secondary", "reverse", "warning"] = "primary"

    @property
    def params(self) -> dict[str, Any]:
        variant = {} if self.variant == "primary" else {"variant": self.variant}
        return {"text": self.text, "href": self.href, **variant}


@dataclass(frozen=True, kw_only=True)
class SubNavigation(Component, name="sub_navigation", examples=({"label": "Practice", "items": EXAMPLE_ITEMS},)):
    """The pages of one thing, side by side. Items: label, url, current."""

    label: str
    items: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Pager(
    Component,
    name="pager",
    examples=({"page": Paginator(range(500), 25).page(7), "query": "status=met"},),
):
    """Pages of a long list. `query` is the rest of the query string, without `page`."""

    page: Page
    query: str = ""

    @property
    def is_needed(self) -> bool:
        return self.page.paginator.num_pages > 1

    @property
    def params(self) -> dict[str, Any]:
        before = self._href(self.page.previous_page_number()) if self.page.has_previous() else None
        after = self._href(self.page.next_page_number()) if self.page.has_next() else None
        return {"items": self._items(), "previous": {"href": before}, "next": {"href": after}}

    def _items(self) -> list[dict[str, Any]]:
        pages = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [self._item(number) for number in pages]

    def _item(self, number: int | str) -> dict[str, Any]:
        if not isinstance(number, int):
            return {"ellipsis": True}
        return {"number": number, "href": self._href(number), "current": number == self.page.number}

    def _href(self, number: int) -> str:
        return f"?{self.query}&page={number}" if self.query else f"?page={number}"
