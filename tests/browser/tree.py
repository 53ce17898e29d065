"""Writing a framework in the editor's tree: blocks are added by their buttons, fields filled in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page

from accreditation.rules.grammar.fields import Field, Fields, Shape
from accreditation.rules.grammar.registry import OF_PERSON, OF_PRACTICE
from accreditation.studio.writing import EDITED, FIXED

TOP = "framework-0-value"


class Tree:
    """The editor of a draft. A place is named as its fields are, such as framework-0-value-title."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.locator(f"[name='{TOP}-title']").wait_for()

    def write(self, document: Mapping[str, Any]) -> None:
        """The whole document, from its title to its last note."""
        self._object(TOP, EDITED, {name: held for name, held in document.items() if name not in FIXED})

    def set(self, place: str, text: str) -> None:
        box = self._field(place)
        self._unfolded(box)
        box.fill(text)

    def save(self) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save the draft").click()

    def place_of(self, *steps: int) -> str:
        """Of the nth part of the nth part ... of the first tier's requirement."""
        return "-".join([f"{TOP}-tiers-0-value-requirement-0-value", *(f"requirements-{step}-value" for step in steps)])

    def told_at(self, place: str) -> str:
        """What is said to be wrong at a field."""
        wrapper = self._field(place).locator("xpath=ancestor::*[@data-field-wrapper or @data-field][1]")
        return wrapper.locator(".w-field__errors, .error-message").first.inner_text().strip()

    @property
    def words(self) -> Locator:
        return self.page.locator("[data-studio-words]")

    def _object(self, place: str, fields: Fields, held: Mapping[str, Any]) -> None:
        for field in fields:
            if field.name in held:
                self._value(f"{place}-{field.name}", field, held[field.name])

    def _value(self, place: str, field: Field, held: Any) -> None:
        match field.shape:
            case Shape.FLAG:
                self._pick(place, "yes" if held else "no")
            case Shape.CHOICE:
                self._pick(place, held)
            case Shape.TEXTS | Shape.ROLES:
                self.set(place, "\n".join(held))
            case Shape.OBJECT:
                self._object(place, field.fields, held)
            case Shape.OBJECTS:
                for index, each in enumerate(held):
                    self._object(self._add(place, index), field.fields, each)
            case Shape.MAPPING | Shape.NOTES:
                for index, (name, value) in enumerate(held.items()):
                    item = self._add(place, index)
                    self.set(f"{item}-name", name)
                    if field.shape is Shape.NOTES:
                        self.set(f"{item}-text", value)
                    else:
                        self.set(f"{item}-values", "\n".join(map(str, value)))
            case Shape.REQUIREMENT:
                self._requirement(place, 0, field, held)
            case Shape.REQUIREMENTS:
                for index, each in enumerate(held):
                    self._requirement(place, index, field, each)
            case _:
                self.set(place, str(held))

    def _requirement(self, place: str, index: int, field: Field, held: Mapping[str, Any]) -> None:
        said = (OF_PERSON if field.of_person else OF_PRACTICE)[held["kind"]]
        item = self._add(place, index, held["kind"].replace("_", " ").capitalize())
        self._object(item, said.fields, held)

    def _add(self, place: str, index: int, kind: str = "") -> str:
        """One more at the end of a list or stream."""
        holder = self.page.locator(f"input[name='{place}-count']").locator("xpath=..")
        buttons = holder.locator(
            ":scope > [data-streamfield-list-container], :scope > [data-streamfield-stream-container]"
        )
        button = buttons.locator(":scope > * > button.c-sf-add-button, :scope > button.c-sf-add-button").last
        self._unfolded(button)
        button.click()
        if kind:
            self.page.get_by_role("option", name=kind, exact=True).click()
        self.page.locator(f"input[name='{place}-{index}-order']").wait_for(state="attached")
        return f"{place}-{index}-value"

    def _field(self, place: str) -> Locator:
        return self.page.locator(f"[name='{place}']")

    def _pick(self, place: str, value: str) -> None:
        box = self._field(place)
        self._unfolded(box)
        box.select_option(value)

    def _unfolded(self, inside: Locator) -> None:
        """Open every panel above that is folded, from the outside inwards."""
        for _ in range(9):
            if inside.is_visible():
                return
            folded = inside.locator("xpath=ancestor::section[.//button[@data-panel-toggle][@aria-expanded='false']]")
            for panel in folded.all():
                toggle = panel.locator("[data-panel-toggle]").first
                if toggle.get_attribute("aria-expanded") == "false":
                    toggle.click()
                    break
