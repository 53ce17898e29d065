"""The browser's part of the identifier guard, under a strict policy, on a page that only this test serves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django import forms
from playwright.sync_api import Browser, Page, Route, expect

from practices.confidentiality.forms import IdentifierFreeMixin
from tests.unit.confidentiality.guard_script import SCRIPT

SITE = "http://guard.example"
POLICY = "default-src 'none'; script-src 'self'; form-action 'self'"
NUMBER_REFUSED = "Error: “943 476 5919” is a valid NHS number. Take it out: the network never needs it."


class QuestionForm(IdentifierFreeMixin, forms.Form):
    question = forms.CharField(widget=forms.Textarea)


PAGE = """<!doctype html><html lang="en"><title>Case</title>{media}
<form method="post" action="/sent">
<div class="nhsuk-form-group"><label for="first">Question</label><p id="hint">No names.</p>
<textarea id="first" name="first" class="nhsuk-textarea" aria-describedby="hint"
 data-identifier-guard="true"></textarea>
</div>
<div class="nhsuk-form-group"><label for="second">Tried</label>
<input id="second" name="second" class="nhsuk-input" data-identifier-guard="true"></div>
<label for="free">Your e-mail</label><input id="free" name="free">
<button>Send</button></form></html>"""


class Visit:
    """A page open in the browser, everything it asked for and everything it complained of."""

    def __init__(self, page: Page) -> None:
        self.page, self.requests, self.complaints = page, [], []
        page.route("**/*", self._serve)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{SITE}/case")

    def _serve(self, route: Route) -> None:
        self.requests.append(f"{route.request.method} {route.request.url.removeprefix(SITE)}")
        if route.request.url.endswith(".js"):
            route.fulfill(path=SCRIPT, content_type="text/javascript")
        else:
            body = PAGE.replace("{media}", str(QuestionForm().media))
            headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=body, headers=headers)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    page = browser.new_page()
    yield Visit(page)
    page.close()


def test_typing_an_identifier_shows_the_words_above_the_field(visit: Visit) -> None:
    field = visit.page.locator("#first")
    field.press_sequentially("NHS 943 476 5919")
    expect(visit.page.locator("#first-identifiers .nhsuk-error-message")).to_have_text([NUMBER_REFUSED])
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", "hint first-identifiers")
    expect(field).to_have_class("nhsuk-textarea nhsuk-textarea--error")
    expect(visit.page.locator(".nhsuk-form-group").first).to_have_class("nhsuk-form-group nhsuk-form-group--error")
    assert visit.page.evaluate("document.querySelector('#first').previousElementSibling.id") == "first-identifiers"


def test_taking_it_out_takes_the_message_back(visit: Visit) -> None:
    field = visit.page.locator("#first")
    field.fill("NHS 943 476 5919")
    expect(visit.page.locator("#first-identifiers .nhsuk-error-message")).to_have_count(1)
    field.fill("on insulin")
    expect(visit.page.locator("#first-identifiers .nhsuk-error-message")).to_have_count(0)
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", "hint")
    expect(field).to_have_class("nhsuk-textarea")


def test_sending_is_held_back_and_the_focus_goes_to_the_first_field_refused(visit: Visit) -> None:
    visit.page.locator("#second").fill("PO5 9AJ, seen 3 April 2024")
    visit.page.locator("#free").fill("me@practice.example")
    visit.page.get_by_role("button").click()
    expect(visit.page.locator("#second")).to_be_focused()
    expect(visit.page.locator("#second-identifiers .nhsuk-error-message")).to_have_text(
        [
            "Error: “PO5 9AJ” is a postcode. Take it out, or describe the area, such as “a coastal town”.",
            "Error: “3 April 2024” is a date. Write how long before or after this case it was, such as “7 months ago”, "
            "or an age band for a date of birth.",
        ]
    )
    expect(visit.page.locator("#first-identifiers .nhsuk-error-message")).to_have_count(0)
    assert visit.requests == ["GET /case", "GET /static/practices/identifier-guard.js"]


def test_a_clean_form_is_sent(visit: Visit) -> None:
    visit.page.locator("#first").fill("HbA1c 86, seven months ago 74")
    visit.page.get_by_role("button").click()
    visit.page.wait_for_url(f"{SITE}/sent")
    assert visit.requests[:3] == ["GET /case", "GET /static/practices/identifier-guard.js", "POST /sent"]
    assert visit.complaints == []


def test_a_field_added_later_is_guarded(visit: Visit) -> None:
    copy = "Object.assign(document.querySelector('#first').cloneNode(), {id: 'later'})"
    visit.page.evaluate(f"document.forms[0].append({copy})")
    visit.page.locator("#later").fill("ring 07700 900123")
    expect(visit.page.locator("#later-identifiers .nhsuk-error-message")).to_have_count(1)
