"""The tree of a draft in the Wagtail admin, with its words beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.blocks.base import BlockField

from accreditation import operations
from accreditation.models import Draft
from accreditation.permissions import check_writes
from accreditation.rules.drafting import clauses, sentences, troubles
from accreditation.rules.forgotten import forgotten
from accreditation.studio.blocks import LEAST_DEPTH, framework_block
from accreditation.studio.faults import error_of
from accreditation.studio.writing import depth_of, fixed_part, to_document, to_raw
from accreditation.views.acting import access_of, actor
from accreditation.views.studio import draft_called

SPARE_DEPTH = 2


class TreeForm(forms.Form):
    """`framework` is the whole document but for its name and number; what is wrong with it is shown in the tree."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, draft: Draft) -> None:
        self.draft = draft
        self.block = framework_block(max(LEAST_DEPTH, depth_of(draft.document) + SPARE_DEPTH))
        tree = self.block.to_python(to_raw(draft.document))
        super().__init__(data, initial={"framework": tree, "revision": draft.revision})
        self.fields["framework"] = BlockField(self.block, label="Framework", required=False)

    @property
    def document(self) -> dict[str, Any]:
        raw = self.block.get_prep_value(self.cleaned_data["framework"])
        return to_document(raw, fixed=fixed_part(self.draft.document))

    @property
    def tree(self) -> str:
        bound = self["framework"]
        widget = bound.field.widget
        return widget.render_with_errors("framework", bound.value(), errors=bound.errors or None)  # type: ignore[no-any-return]

    def write_again(self) -> None:
        """The next attempt is made on what is there now."""
        data = QueryDict(mutable=True)
        data.update(self.data)  # type: ignore[arg-type]
        data["revision"] = str(self.draft.revision)
        self.data = data

    def show_troubles(self) -> None:
        """What the grammar refuses, at its blocks, though nothing has been sent."""
        error = error_of(troubles(self.draft.document), self.draft.document)
        self._errors = ErrorDict({"framework": ErrorList([error])} if error else {})


def tree_form(request: HttpRequest, draft: Draft) -> TreeForm:
    """A body that no editor sent is refused, before the blocks stumble over it."""
    if request.method != "POST":
        form = TreeForm(None, draft=draft)
        form.show_troubles()
        return form
    form = TreeForm(request.POST, draft=draft)
    try:
        form.is_valid()
    except (MultiValueDictKeyError, ValueError) as error:
        raise BadRequest("The editor sends the whole framework. Open it again, and save from there.") from error
    return form


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_called(request, pk)
    check_writes(access_of(request), draft.network_id)
    if not draft.is_being_written:
        messages.info(request, "The draft is no longer being written. Ask for it to be sent back if it has to change.")
        return redirect("accreditation:draft", pk)
    form = tree_form(request, draft)
    if request.method == "POST" and form.is_valid() and _accepts(request, form):
        messages.success(request, "The draft is saved.")
        return redirect("studio_tree", pk)
    written = form.document if form.is_bound and "framework" in form.cleaned_data else draft.document
    context = {
        "draft": draft,
        "form": form,
        "media": form.media,
        "header_title": f"{draft.title}, version {draft.number}",
        "page_title": draft.title,
        "page_subtitle": f"Version {draft.number}, draft",
        "header_icon": "list-ol",
        "words_url": reverse("studio_words", args=[pk]),
        **words_of(written),
    }
    return render(request, "accreditation/studio/tree.html", context)


def _accepts(request: HttpRequest, form: TreeForm) -> bool:
    """If it is refused, what was typed stays; saving once more puts it in the place of what is there now."""
    given = {"document": form.document, "revision": form.cleaned_data["revision"]}
    try:
        operations.write_draft(draft=form.draft, **given, **actor(request))
    except ValueError as refusal:
        form.add_error(None, str(refusal))
        form.write_again()
        return False
    return True


@sensitive_post_parameters()
@require_POST
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """What the tree says as it stands in the browser. Nothing is stored."""
    draft = draft_called(request, pk)
    check_writes(access_of(request), draft.network_id)
    form = tree_form(request, draft)
    if "framework" not in form.cleaned_data:
        told = [text for error in form.errors.as_data().get("framework", []) for text in _texts(error)]
        return render(
            request, "accreditation/studio/words.html", {"unreadable": told or ["Look at the marked fields."]}
        )
    return render(request, "accreditation/studio/words.html", words_of(form.document))


def words_of(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "tiers": document.get("tiers") or [],
        "clauses": clauses(document),
        "problems": sentences(document),
        "forgotten": forgotten(document),
    }


def _texts(error: ValidationError) -> list[str]:
    """The sentences in an error of nested blocks."""
    inside = getattr(error, "block_errors", None)
    if inside is None:
        return list(error.messages)
    return [*getattr(error, "non_block_errors", []), *(text for each in inside.values() for text in _texts(each))]
