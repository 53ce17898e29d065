"""Glue: courses and their question banks in the Wagtail admin."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from courses.editing import (
    CourseForm,
    OwnNetworkPolicy,
    QuestionForm,
    check_own_page,
    check_own_snippets,
    courses_edited_by,
    questions_edited_by,
)
from courses.models import Course, Question

register_permission_policy(Course, OwnNetworkPolicy(Course))
register_permission_policy(Question, OwnNetworkPolicy(Question))


class CourseViewSet(SnippetViewSet):
    model = Course
    icon = "doc-full-inverse"
    list_display = ["title", "code", "edition", "is_open"]
    list_filter = ["is_open"]
    search_fields = ["title", "code"]
    edit_handler = ObjectList(
        [
            FieldPanel("network"),
            FieldPanel("code"),
            FieldPanel("title"),
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("edition"), FieldPanel("cpd_minutes"), FieldPanel("is_open")]),
            FieldPanel("completed_by"),
            FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("questions_per_attempt")]),
            FieldRowPanel([FieldPanel("attempts_allowed"), FieldPanel("cool_off_hours")]),
            FieldPanel("competencies"),
        ],
        base_form_class=CourseForm,
    )

    def get_queryset(self, request):
        return courses_edited_by(request.user)


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    list_display = ["stem", "course", "kind", "edition", "is_retired"]
    list_filter = ["kind", "is_retired"]
    search_fields = ["stem"]
    edit_handler = ObjectList(
        [
            FieldPanel("course"),
            FieldPanel("stem"),
            FieldPanel("kind"),
            InlinePanel("options", heading="Answers", label="Answer", min_num=2, max_num=8),
            FieldPanel("feedback"),
            FieldPanel("source"),
            FieldRowPanel([FieldPanel("competency"), FieldPanel("edition"), FieldPanel("is_retired")]),
        ],
        base_form_class=QuestionForm,
    )

    def get_queryset(self, request):
        return questions_edited_by(request.user)


class CoursesGroup(SnippetViewSetGroup):
    items = (CourseViewSet, QuestionViewSet)
    menu_label = "Courses"
    menu_icon = "doc-full-inverse"
    menu_order = 150


register_snippet(CoursesGroup)

for moment in ("edit", "delete", "unpublish", "copy", "move", "create"):
    hooks.register(f"before_{moment}_page", check_own_page)
for moment in ("edit", "delete"):
    hooks.register(f"before_{moment}_snippet", check_own_snippets)
