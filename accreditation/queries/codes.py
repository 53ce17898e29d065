"""The codes that somebody may choose from when recording evidence from outside, with what they say in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from accreditation.models import FrameworkVersion, OtherEvidence
from accreditation.rules.codes import codes_named
from accreditation.rules.grammar import words
from evidence.vocabulary import KINDS
from practices.access import network_of
from practices.models import Practice

Choices = dict[str, list[tuple[str, str]]]
RECORDED_BEFORE = 8
LOOKED_BACK = 300
NOT_CODES = frozenset(
    {"supervisor", "assessor", "assessor_practice", "period", "period_from", "period_until", "valid_until"}
    | {"result", "part", "body", "status"}
)


def code_fields(kind: str) -> list[str]:
    """The values of a kind that are codes of somebody's choosing."""
    return [name for name, type_ in KINDS[kind].values.items() if type_ == "str" and name not in NOT_CODES]


def codes_to_choose(practice: Practice, kind: str, *, on: date, known_at: datetime) -> Choices:
    """For each code of the kind: first what the frameworks of the practice and its network ask for, then what was
    recorded here most. Three queries.
    """
    choices: Choices = {name: [] for name in code_fields(kind)}
    for name, code, label in _asked_for(practice, kind, on, known_at):
        _add(choices[name], code, f"{in_words(code)}, for “{label}”")
    recorded = _recorded(practice, kind)
    for name, found in choices.items():
        counted = Counter(values[name] for values in recorded if values.get(name))
        for code, _times in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:RECORDED_BEFORE]:
            _add(found, code, f"{in_words(code)}, recorded before")
    return choices


def in_words(code: str) -> str:
    plain = words.code(code)
    return plain[:1].upper() + plain[1:] if "." not in code else plain


def _add(found: list[tuple[str, str]], code: str, text: str) -> None:
    if code not in dict(found):
        found.append((code, text))


def _asked_for(practice: Practice, kind: str, on: date, known_at: datetime) -> Iterable[tuple[str, str, str]]:
    here = Q(framework__network=network_of(practice, on)) | Q(framework__enrolments__practice=practice)
    versions = FrameworkVersion.objects.filter(here, published_at__lte=known_at).distinct()
    for version in sorted(versions, key=lambda each: (each.framework_id, -each.number)):
        for named in codes_named(version.parsed):
            if named.entry == kind:
                yield named.field, named.code, named.label


def _recorded(practice: Practice, kind: str) -> list[dict[str, str]]:
    of_people = Q(person__employments__practice=practice, person__employments__superseded_at__isnull=True)
    recorded = OtherEvidence.objects.filter(Q(practice=practice) | of_people, kind=kind, withdrawn_at__isnull=True)
    return list(recorded.order_by("-pk").values_list("values", flat=True)[:LOOKED_BACK])
