"""The scheme studio: drafts, what they say, what they would change, and the way to a published version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accreditation import operations, studio_panels
from accreditation.drafting import steps_from
from accreditation.enums import DraftStepKind
from accreditation.forms import DraftStepForm, StartDraftForm
from accreditation.models import Draft, FrameworkVersion
from accreditation.permissions import can_move, check_in_studio, check_sees_draft, check_writes, studio_networks
from accreditation.presets import load_preset, preset_codes
from accreditation.queries.drafts import drafts_of, framework_of, last_version_of, latest_rehearsal
from accreditation.rules.comparing import compare
from accreditation.rules.drafting import clauses, sentences
from accreditation.rules.forgotten import forgotten
from accreditation.views.acting import accepts, access_of, actor
from practices.models import Network
from practices.roles import Permission

COMMENT_ONLY = (DraftStepKind.COMMENT.value, "Only a comment")
OFFERED = {
    DraftStepKind.SUBMIT: "Send it to a clinical lead",
    DraftStepKind.ENDORSE: "Endorse it as clinical lead, and pass it to the commissioner",
    DraftStepKind.PUBLISH: "Approve and publish it",
    DraftStepKind.SEND_BACK: "Send it back to be changed",
    DraftStepKind.DROP: "Drop it: nothing more is done with it",
}
DONE = {
    DraftStepKind.SUBMIT: "The draft is with a clinical lead now.",
    DraftStepKind.ENDORSE: "The draft is endorsed, and is with the commissioner now.",
    DraftStepKind.PUBLISH: "The version is published. Every enrolled practice is being assessed under it.",
    DraftStepKind.SEND_BACK: "The draft is with its author again.",
    DraftStepKind.DROP: "The draft is dropped.",
    DraftStepKind.COMMENT: "Your comment is added.",
}


def draft_called(request: HttpRequest, pk: int) -> Draft:
    draft = get_object_or_404(Draft.objects.select_related("network", "changed_by", "based_on"), pk=pk)
    check_sees_draft(access_of(request), draft)
    return draft


@login_required
@require_safe
def studio(request: HttpRequest) -> HttpResponse:
    """Every draft of one's networks, and the versions that are published."""
    access = access_of(request)
    check_in_studio(access)
    networks = studio_networks(access)
    versions = FrameworkVersion.objects.filter(framework__network__in=networks)
    context = {
        "drafts": studio_panels.drafts_table(drafts_of(networks)),
        "versions": studio_panels.versions_table(versions.select_related("framework__network")),
        "may_write": bool(access.networks_with(Permission.DRAFT_FRAMEWORKS)),
    }
    return render(request, "accreditation/studio/studio.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    check_in_studio(access)
    networks = Network.objects.filter(pk__in=access.networks_with(Permission.DRAFT_FRAMEWORKS))
    check_writes(access, networks.first() or 0)
    versions = FrameworkVersion.objects.filter(framework__network__in=networks).select_related("framework")
    form = StartDraftForm(
        request.POST if request.method == "POST" else None, networks=networks, sources=_sources(list(versions))
    )
    if form.is_bound and form.is_valid():
        made: list[Draft] = []
        if accepts(form, lambda: made.append(_start(request, form.cleaned_data))):
            messages.success(request, "The draft is begun.")
            return redirect("accreditation:draft", made[0].pk)
    return render(request, "accreditation/studio/start.html", {"form": form})


def _sources(versions: list[FrameworkVersion]) -> list[tuple[str, str]]:
    presets = [(f"preset:{code}", str(load_preset(code)["title"])) for code in preset_codes()]
    published = [(f"version:{version.pk}", f"{version}, as published") for version in versions]
    return [("blank", "A blank page"), *published, *presets]


def _start(request: HttpRequest, given: dict[str, Any]) -> Draft:
    where, _, which = given["source"].partition(":")
    source: dict[str, Any] = {}
    if where == "preset":
        source = {"preset": which, "document": load_preset(which)}
    elif where == "version":
        version = get_object_or_404(FrameworkVersion, pk=which, framework__network=given["network"])
        source = {"based_on": version, "document": version.document}
    document = source.get("document", {})
    return operations.start_draft(
        network=given["network"],
        code=given["code"] or document["code"],
        title=given["title"] or document["title"],
        **source,
        **actor(request),
    )


@sensitive_post_parameters("comment")
@login_required
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What the draft says, what it lacks, what is known of its effect, and what may happen to it next."""
    found = draft_called(request, pk)
    may_move = can_move(access_of(request), found)
    kinds = [(kind.value, OFFERED[kind]) for kind in steps_from(found.state)] if may_move else []
    form = DraftStepForm(
        request.POST if request.method == "POST" else None,
        kinds=[*kinds, COMMENT_ONLY],
        follows_on=last_version_of(found),
    )
    if form.is_bound and form.is_valid() and accepts(form, lambda: _move(request, found, form.told())):
        messages.success(request, DONE[DraftStepKind(form.cleaned_data["kind"])])
        return redirect("accreditation:draft", pk)
    return render(request, "accreditation/studio/draft.html", _context(request, found, form))


def _move(request: HttpRequest, found: Draft, given: dict[str, Any]) -> object:
    if given["kind"] == DraftStepKind.COMMENT:
        return operations.comment_on_draft(draft=found, comment=given["comment"], **actor(request))
    return operations.move_draft(draft=found, **given, **actor(request))


def _context(request: HttpRequest, found: Draft, form: DraftStepForm) -> dict[str, Any]:
    access = access_of(request)
    problems = sentences(found.document)
    rehearsal = latest_rehearsal(found)
    return {
        "draft": found,
        "summary": studio_panels.draft_summary(found, framework_of(found)),
        "clauses": clauses(found.document),
        "problems": problems,
        "forgotten": forgotten(found.document),
        "rehearsal": rehearsal,
        "is_rehearsed": rehearsal is not None and rehearsal.digest == found.digest,
        "base": last_version_of(found) or found.based_on,
        "steps": found.steps.select_related("by").order_by("-at", "-id"),
        "form": form,
        "may_edit": found.is_being_written and access.may_in(Permission.DRAFT_FRAMEWORKS, found.network_id),
        "may_rehearse": not problems and found.published_version_id is None,
    }


@login_required
@require_POST
def rehearse(request: HttpRequest, pk: int) -> HttpResponse:
    found = draft_called(request, pk)
    try:
        rehearsal = operations.request_rehearsal(draft=found, **actor(request))
    except ValueError as refusal:
        messages.error(request, str(refusal))
        return redirect("accreditation:draft", pk)
    return redirect("accreditation:rehearsal", pk, rehearsal.pk)


@login_required
@require_safe
def compare_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft beside the version that it would follow, or was begun from."""
    found = draft_called(request, pk)
    base = last_version_of(found) or found.based_on
    context = {
        "draft": found,
        "former": str(base) if base else "",
        "latter": str(found),
        "differences": compare(base.document, found.document) if base else [],
        "way_over": "How practices move to this version is chosen when it is published." if base else "",
    }
    return render(request, "accreditation/studio/compare.html", context)
