"""Writing a framework, and taking it by way of a clinical lead and the commissioner to a published version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accreditation import policies
from accreditation.drafting import NOT_BY_THOSE_WHO, STEPS
from accreditation.enums import DraftState, DraftStepKind, Transition
from accreditation.models import Draft, DraftStep, Framework, FrameworkVersion
from accreditation.operations.frameworks import publish_version
from accreditation.queries.drafts import framework_of, last_version_of, latest_rehearsal
from accreditation.rules.days import slot_of
from accreditation.rules.grammar.framework import GRAMMAR
from cms.clock import london_date
from practices.confidentiality import check_no_identifiers
from practices.models import Network, Person

# A framework is about practices and their staff: it may name days, and words that look like names.
ABOUT_A_SCHEME = ("date", "name")
NEW_YEAR = (4, 1)


@transaction.atomic
def start_draft(
    *,
    network: Network,
    code: str,
    title: str,
    by: Person,
    at: datetime,
    preset: str = "",
    document: Mapping[str, Any] | None = None,
    based_on: FrameworkVersion | None = None,
) -> Draft:
    """Begin a draft: blank, or from the document of a preset or of a published version.

    If the network has a framework of the code, the draft is of its next version, from the next contract year on.
    """
    check_no_identifiers(title, allowing=ABOUT_A_SCHEME)
    framework = Framework.objects.filter(network=network, code=code).first()
    last = framework.versions.order_by("number").last() if framework else None
    written = {"grammar": GRAMMAR, "effective_from": _next_year(at), **(document or {}), "code": code, "title": title}
    if last:
        written |= {"version": last.number + 1, "effective_from": _next_year(at)}
    else:
        written["version"] = 1
    draft = Draft.objects.create(
        network=network,
        code=code,
        document=written,
        based_on=based_on,
        preset=preset,
        started_by=by,
        started_at=at,
        changed_by=by,
        changed_at=at,
    )
    _note(draft, DraftStepKind.WRITE, by=by, at=at)
    return draft


@transaction.atomic
def write_draft(*, draft: Draft, document: Mapping[str, Any], revision: int, by: Person, at: datetime) -> Draft:
    """Keep what was written, finished or not. The same again changes nothing.

    `revision` is the one that was being edited. Raises ValueError when the draft is no longer being written, when
    somebody else has changed it since, or when the text holds an identifier.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    policies.check_being_written(draft)
    policies.check_revision(draft, revision)
    check_no_identifiers(*_texts(document), allowing=ABOUT_A_SCHEME)
    if draft.document == document:
        return draft
    draft.document, draft.revision = dict(document), draft.revision + 1
    draft.changed_by, draft.changed_at = by, at
    draft.save(update_fields=["document", "revision", "changed_by", "changed_at"])
    _note(draft, DraftStepKind.WRITE, by=by, at=at)
    return draft


@transaction.atomic
def move_draft(
    *,
    draft: Draft,
    kind: str,
    comment: str,
    by: Person,
    at: datetime,
    transition: str = Transition.FROM_DATE,
    former_until: date | None = None,
) -> Draft:
    """Take the draft a step on or back, with a comment. The commissioner's approval publishes it, and says how the
    version follows on the one before: `transition` and `former_until`, as in `publish_version`.

    Raises ValueError, with a sentence to show, when its state, the person, the document or its rehearsal does not
    allow it.
    """
    draft = Draft.objects.select_for_update(of=("self",)).select_related("network").get(pk=draft.pk)
    check_no_identifiers(comment, allowing=ABOUT_A_SCHEME)
    policies.check_step(draft.state, kind)
    policies.check_says_why(kind, comment)
    policies.check_another_person(draft, by, NOT_BY_THOSE_WHO.get(kind, ()))
    if kind == DraftStepKind.PUBLISH:
        draft.published_version = _publish(draft, transition, former_until, by=by, at=at)
    elif kind in (DraftStepKind.SUBMIT, DraftStepKind.ENDORSE):
        policies.check_finished(draft, framework_of(draft), london_date(at))
    draft.state = DraftState(STEPS[draft.state, kind])
    draft.save(update_fields=["state", "published_version"])
    _note(draft, kind, comment, by=by, at=at)
    return draft


@transaction.atomic
def comment_on_draft(*, draft: Draft, comment: str, by: Person, at: datetime) -> DraftStep:
    check_no_identifiers(comment, allowing=ABOUT_A_SCHEME)
    policies.check_says_something(comment)
    return _note(draft, DraftStepKind.COMMENT, comment, by=by, at=at)


def _publish(draft: Draft, transition: str, former_until: date | None, *, by: Person, at: datetime) -> FrameworkVersion:
    policies.check_finished(draft, framework_of(draft), london_date(at))
    policies.check_rehearsed(draft, latest_rehearsal(draft), last_version_of(draft), at)
    framework, _ = Framework.objects.get_or_create(
        network=draft.network, code=draft.code, defaults={"title": draft.title}
    )
    return publish_version(
        framework=framework,
        document=draft.document,
        by=by,
        at=at,
        transition=transition,
        former_until=former_until,
    )


def _note(draft: Draft, kind: str, comment: str = "", *, by: Person, at: datetime) -> DraftStep:
    return DraftStep.objects.create(draft=draft, kind=kind, comment=comment.strip(), digest=draft.digest, by=by, at=at)


def _next_year(at: datetime) -> str:
    """The first day of the next contract year: no framework changes in the middle of one unless somebody says so."""
    _, until = slot_of(london_date(at), NEW_YEAR, "contract_year")
    day: date = until
    return day.isoformat()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, held in value.items():
            yield str(name)
            yield from _texts(held)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
