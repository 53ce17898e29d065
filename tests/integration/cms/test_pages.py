from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Site

from cms.components import registry
from cms.components.listing import listing
from cms.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db


def soup(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_a_new_site_begins_with_our_home_page_alone() -> None:
    home = HomePage.objects.get()
    assert Site.objects.get().root_page_id == home.pk
    assert list(Page.objects.filter(depth=2)) == [home.page_ptr]
    ours = ContentPage.objects.child_of(home).values_list("slug", flat=True)
    assert list(ours) == ["about", "privacy", "accessibility", "sources"]


def test_the_tree_of_the_first_pages_is_sound() -> None:
    assert [list(problem) for problem in Page.find_problems()] == [[], [], [], [], []]


@pytest.mark.parametrize("address", ["/", "/about/", "/privacy/", "/accessibility/", "/sources/", "/search/"])
def test_the_first_pages_have_one_heading_and_a_title(client: Client, address: str) -> None:
    page = soup(client, address)
    assert len(page.select("h1")) == 1
    assert page.title.text.endswith(" - Enhanced Practice")
    assert "  " not in page.title.text
    assert "\n" not in page.title.text


def test_the_links_of_the_footer_lead_somewhere(client: Client) -> None:
    links = [link["href"] for link in soup(client, "/").select("footer a")]
    assert len(links) == 5
    assert [link for link in links if client.get(link).status_code != 200] == []


def test_visitors_are_asked_to_sign_in_and_get_no_navigation(client: Client) -> None:
    page = soup(client, "/")
    assert [link["href"] for link in page.select(".nhsuk-header a")] == ["/", "/accounts/login/"]


def test_a_page_below_the_home_page_shows_the_way_back(client: Client) -> None:
    assert [link.text.strip() for link in soup(client, "/about/").select(".nhsuk-breadcrumb__link")] == ["Home"]


def test_the_gallery_shows_every_example_of_every_component(client: Client) -> None:
    sections = soup(client, "/gallery/").select(".ep-gallery")
    shown = {section["id"]: len(section.select(".ep-gallery__example")) for section in sections}
    assert shown == {f"component-{name}": len(kind.examples) for name, kind in registry.items()}


def test_no_two_parts_of_the_gallery_have_the_same_id(client: Client) -> None:
    ids = [part["id"] for part in soup(client, "/gallery/").select("[id]")]
    assert sorted(ids) == sorted(set(ids))


def test_the_list_of_components_in_the_readme_is_true() -> None:
    readme = (Path(apps.get_app_config("cms").path) / "README.md").read_text()
    written = readme.partition("<!-- components -->\n")[2].partition("\n<!-- end -->")[0]
    assert written == listing()


def test_search_finds_words_in_the_body_of_published_pages_only(client: Client) -> None:
    home = HomePage.objects.get()
    body = [("text", "<p>Monofilament testing.</p>")]
    home.add_child(instance=ContentPage(title="Foot check", slug="foot-check", body=body))
    home.add_child(instance=ContentPage(title="Draft on feet", slug="draft", body=body, live=False))
    page = soup(client, "/search/?q=monofilament")
    assert [link["href"] for link in page.select(".ep-search__result a")] == ["/foot-check/"]


def test_the_first_pages_are_found_once_they_are_indexed(client: Client) -> None:
    call_command("update_index", verbosity=0)
    page = soup(client, "/search/?q=statement")
    assert [link["href"] for link in page.select(".ep-search__result a")] == ["/accessibility/"]


def test_a_search_without_result_says_what_to_try(client: Client) -> None:
    assert client.get("/search/?q=zyzzyva").content.decode().count("Try fewer words") == 1


def test_every_kind_of_block_renders_on_a_page(client: Client) -> None:
    body = [
        ("heading", {"text": "What to look for", "level": "2"}),
        ("text", "<p>Both feet.</p>"),
        ("key_point", {"heading": "Do not wait", "text": "<p>Refer within a day.</p>"}),
        ("case_vignette", {"title": "A man in his fifties", "story": "<p>New pain.</p>", "question": "What next?"}),
        ("table", {"caption": "Risk", "cells": "Level|Sign\nLow|None"}),
        ("expander", {"summary": "More", "text": "<p>Details.</p>"}),
        ("source", {"publisher": "NICE", "title": "Foot problems", "published": "2015", "url": ""}),
    ]
    HomePage.objects.get().add_child(instance=ContentPage(title="Feet", slug="feet", body=body))
    main = " ".join(soup(client, "/feet/").select_one("main").get_text(" ").split())
    words = ["What to look for", "Both feet.", "Do not wait", "A man in his fifties", "What next?", "Low", "Details."]
    assert [word for word in words if word not in main] == []
    assert main.endswith("Source: NICE (2015). Foot problems")


def test_the_site_says_that_it_is_up(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
