from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock


class BasePage(Page):
    """What every page of the site has: an introduction, and who keeps it true until when."""

    introduction = models.TextField(blank=True, help_text="One or two sentences: what the reader finds here.")
    kept_by = models.CharField(max_length=120, blank=True, help_text="The role or team that keeps this page true.")
    last_reviewed_on = models.DateField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)

    search_fields: ClassVar = [*Page.search_fields, index.SearchField("introduction")]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels: ClassVar = [
        *Page.promote_panels,
        MultiFieldPanel(
            [FieldPanel("kept_by"), FieldPanel("last_reviewed_on"), FieldPanel("review_due_on")], heading="Review"
        ),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "trail": self.trail()}

    def trail(self) -> list[dict[str, str]]:
        """The pages above this one, from the home page down."""
        above = self.get_ancestors().filter(depth__gt=1)
        return [{"text": "Home" if page.depth == 2 else page.title, "href": page.url} for page in above]


class HomePage(BasePage):
    """The public front page: what this is, and for whom."""

    body = StreamField(BodyBlock(), blank=True)

    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    template = "cms/home_page.html"
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]
    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("body")]


class ContentPage(BasePage):
    """A page of text."""

    body = StreamField(BodyBlock(), blank=True)

    template = "cms/content_page.html"
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]
    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("body")]
