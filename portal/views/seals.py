"""The sealed ledger: its head to keep, and one entry with the proof that it is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accreditation.facts import history_of
from cms.components import DataTable, Heading, Link, SummaryList
from cms.dates import in_words as day_in_words
from cms.dates import minute_in_words
from evidence import offline, proofs, queries
from evidence.sealing import head_document
from evidence.wording import in_words
from practices.models import Practice
from practices.permissions import check_anywhere, check_at
from practices.roles import Permission

SEALS_A_PAGE = 20


@login_required
@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The last head, how to keep it, and the heads before it."""
    check_anywhere(request.access, Permission.SEE_REGISTER)  # type: ignore[attr-defined]
    page = Paginator(queries.seals(), SEALS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "table": _table(page), "head": queries.head(), "waiting": queries.number_waiting()}
    return render(request, "portal/seals.html", context)


def _table(page: Any) -> DataTable:
    rows = [
        (
            Link(text=f"Head {seal.number}", href=reverse("portal:head", args=[seal.number]), about="as a file"),
            minute_in_words(seal.sealed_at),
            seal.tree_size,
            f"{seal.root[:16]}…",
        )
        for seal in page
    ]
    headings = ["Head", "Sealed at", Heading("Entries and voids", is_numeric=True), "Begins with"]
    return DataTable(caption="Every head, the latest first", headings=headings, rows=rows)


@login_required
@require_safe
def head(request: HttpRequest, number: int) -> HttpResponse:
    """A head as a file, to be kept where the site cannot reach it."""
    check_anywhere(request.access, Permission.SEE_PRACTICE)  # type: ignore[attr-defined]
    seal = queries.seal_numbered(number)
    if seal is None:
        raise Http404
    return _file(f"head-{seal.number}.json", head_document(seal))


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that checks proofs. For everybody: whoever is shown a proof may want it."""
    content = Path(offline.__file__).read_text(encoding="utf-8")
    return HttpResponse(content, content_type="text/x-python; charset=utf-8", headers=_download("offline.py"))


class KeptHeadForm(forms.Form):
    kept = forms.IntegerField(
        label="Number of the head you keep",
        help_text="Leave it empty if you keep none; the proof then comes with the latest head.",
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    use_required_attribute = False

    def clean_kept(self) -> int | None:
        number: int | None = self.cleaned_data["kept"]
        if number and queries.seal_numbered(number) is None:
            last = queries.head()
            latest = f"The latest is {last.number}." if last else "Nothing is sealed yet."
            raise forms.ValidationError(f"There is no head {number}. {latest}")
        return number


@login_required
@require_safe
def entry(request: HttpRequest, code: str, entry_id: int) -> HttpResponse:
    """What was recorded, when and how far it was verified; where it was sealed; its proof."""
    practice, found = _entry(request, code, entry_id)
    form = KeptHeadForm(request.GET if "kept" in request.GET else None)
    kept = form.cleaned_data["kept"] if form.is_bound and form.is_valid() else None
    leaf = getattr(found, "leaf", None)
    address = reverse("portal:entry_proof", args=[code, entry_id])
    context = {
        "practice": practice,
        "found": found,
        "words": in_words(found.kind, found.values),
        "summary": SummaryList(rows=_rows(found)),
        "leaf": leaf,
        "seal": queries.seal_of(leaf.position) if leaf else None,
        "form": form,
        "kept": kept,
        "proof_href": f"{address}?kept={kept}" if kept else address,
        "last": queries.head(),
    }
    return render(request, "portal/entry_page.html", context)


def _rows(found: Any) -> list[dict[str, Any]]:
    rows = [
        ("Happened on", day_in_words(found.happened_on)),
        ("Recorded at", minute_in_words(found.recorded_at)),
        ("Verified", found.get_verification_display()),
        ("In the proof it is called", f"{found.kind}, from {found.source} {found.source_ref}"),
    ]
    void = getattr(found, "void", None)
    if void:
        rows.append(("No longer counts", f"{void.get_reason_display()}, since {minute_in_words(void.recorded_at)}"))
    return [{"key": key, "value": value} for key, value in rows]


@login_required
@require_safe
def entry_proof(request: HttpRequest, code: str, entry_id: int) -> HttpResponse:
    """The proof as a file, for the head that somebody keeps or for the latest."""
    _, found = _entry(request, code, entry_id)
    form = KeptHeadForm(request.GET)
    last = queries.head()
    if last is None or not form.is_valid():
        raise Http404
    kept = queries.seal_numbered(form.cleaned_data["kept"]) if form.cleaned_data["kept"] else last
    leaf = getattr(found, "leaf", None)
    if leaf is None or kept is None:
        raise Http404
    under = kept if leaf.position < kept.tree_size else last
    try:
        proof = proofs.inclusion_proof(entry_id, under=under, goes_on_from=kept)
    except proofs.NotSealed as error:
        raise Http404 from error
    except ValueError as error:
        raise PermissionDenied(
            f"This entry has no proof: the ledger does not fit its seals. Tell the programme admin. ({error})"
        ) from error
    return _file(f"proof-of-entry-{entry_id}.json", proof)


def _entry(request: HttpRequest, code: str, entry_id: int) -> tuple[Practice, Any]:
    """An entry of the practice, or one that its proofs may rest on."""
    practice = get_object_or_404(Practice, code=code)
    check_at(request.access, Permission.SEE_PRACTICE, practice)  # type: ignore[attr-defined]
    found = queries.entry_numbered(entry_id)
    if found is None or not (found.practice_id == practice.pk or str(entry_id) in _weighed(practice)):
        raise Http404
    return practice, found


def _weighed(practice: Practice) -> set[str]:
    """Every entry that may stand in a proof of the practice."""
    facts = history_of(practice).facts
    return {entry.ref for each in (facts, *facts.others.values()) for entry in each.entries}


def _file(name: str, document: dict[str, Any]) -> HttpResponse:
    text = json.dumps(document, indent=2, sort_keys=True) + "\n"
    return HttpResponse(text, content_type="application/json", headers=_download(name))


def _download(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
