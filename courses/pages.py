"""What people read. A page knows its course; the course never heard of the page.

The screens of this room show the pages, with what a person has done. A page's own address leads there.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms import clock
from cms.blocks import BodyBlock
from cms.models import BasePage
from courses.blocks import LessonBody
from courses.models.catalogue import Course
from courses.permissions import networks_edited_by


class ScreenPage(BasePage):
    """A page that is read on a screen of this room. Only its preview is drawn by itself."""

    template = "courses/page_preview.html"

    class Meta:
        abstract = True

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        context = self.get_preview_context(request, mode_name)
        return TemplateResponse(request, self.get_preview_template(request, mode_name), context)


class CourseIndexPage(ScreenPage):
    """The place of all courses. Its introduction stands above the catalogue."""

    max_count = 1
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = ["courses.CoursePage"]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("courses:catalogue")


class CoursePageForm(WagtailAdminPageForm):
    def clean_course(self) -> Course | None:
        course: Course | None = self.cleaned_data["course"]
        networks = networks_edited_by(self.for_user, on=clock.today())
        if course and not networks.filter(pk=course.network_id).exists():
            raise ValidationError("Choose a course of your own network.")
        return course


class CoursePage(ScreenPage):
    """What a course's page says above its lessons. Deleting it deletes no progress and no evidence."""

    base_form_class = CoursePageForm

    course = models.OneToOneField(Course, null=True, on_delete=models.PROTECT, related_name="page")
    body = StreamField(BodyBlock(), blank=True)

    parent_page_types: ClassVar = ["courses.CourseIndexPage"]
    subpage_types: ClassVar = ["courses.LessonPage"]
    exclude_fields_in_copy: ClassVar = ["course"]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]
    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("course"), FieldPanel("body")]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.course is None:
            return redirect("courses:catalogue")
        return redirect("courses:course", self.course.code)


class LessonPage(ScreenPage):
    """One lesson. Progress is kept under its translation key, which is the same in every language."""

    minutes = models.PositiveSmallIntegerField(default=10, help_text="How long reading it takes.")
    body = StreamField(LessonBody(), blank=True)

    parent_page_types: ClassVar = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]
    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("minutes"), FieldPanel("body")]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        course = self.get_parent().specific.course
        if course is None:
            return redirect("courses:catalogue")
        return redirect("courses:lesson", course.code, self.slug)
