"""Who may edit which course in the Wagtail admin, and what a course and a question have to be like to be saved."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from cms import clock
from courses.enums import QuestionKind
from courses.models import Course, CoursePage, Question
from courses.permissions import networks_edited_by
from practices.models import User


def courses_edited_by(user: User) -> QuerySet[Course]:
    return Course.objects.filter(network__in=networks_edited_by(user, on=clock.today()))


def questions_edited_by(user: User) -> QuerySet[Question]:
    return Question.objects.filter(course__in=courses_edited_by(user)).select_related("course")


class OwnNetworkPolicy(ModelPermissionPolicy):
    """The group's permissions, and within them only what belongs to a network where the person edits content."""

    def instances_user_has_any_permission_for(self, user: User, actions: Any) -> QuerySet[Any]:
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()
        return questions_edited_by(user) if self.model is Question else courses_edited_by(user)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()


def check_own_page(request: HttpRequest, page: Page, *others: Any) -> None:
    """A page under a course is edited by the course's network. Wagtail answers a PermissionDenied by going back."""
    course_page = CoursePage.objects.ancestor_of(page, inclusive=True).select_related("course").first()
    if course_page is None or course_page.course is None or not isinstance(request.user, User):
        return
    if not courses_edited_by(request.user).filter(pk=course_page.course_id).exists():
        raise PermissionDenied


def check_own_snippets(request: HttpRequest, changed: Any) -> None:
    """Wagtail asks the policy what to list; before it edits or deletes one, it asks only these hooks."""
    for snippet in [changed] if isinstance(changed, Model) else changed:
        policy = policy_registry.get_by_type(type(snippet))
        if isinstance(policy, OwnNetworkPolicy) and not policy.user_has_permission_for_instance(
            request.user, "change", snippet
        ):
            raise PermissionDenied


class CourseForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks_edited_by(self.for_user, on=clock.today())
        if self.instance.pk:
            # Evidence names the course by its code, for ever.
            self.fields["code"].disabled = self.fields["network"].disabled = True


class QuestionForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses_edited_by(self.for_user)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean()
        right = sum(1 for option in self._options() if option.get("is_correct"))
        if given.get("kind") == QuestionKind.SINGLE and right != 1:
            raise ValidationError("Mark one answer as right, or choose “Several right answers”.")
        if given.get("kind") == QuestionKind.MULTIPLE and right < 2:
            raise ValidationError("Mark at least two answers as right, or choose “One right answer”.")
        return given

    def _options(self) -> list[dict[str, Any]]:
        forms = self.formsets["options"].forms if "options" in self.formsets else []
        filled = [getattr(form, "cleaned_data", {}) for form in forms if form.is_valid()]
        return [option for option in filled if option and not option.get("DELETE")]
