"""One kind of requirement over all practices of a framework, from the stored rows."""

from __future__ import annotations

from datetime import date, datetime

from accreditation.models import Framework, Standing
from accreditation.queries.frameworks import governing_versions, version_in_force
from accreditation.rules.days import slot_of
from accreditation.rules.verdicts import RANK, State, Verdict


def states_of_kind(framework: Framework, kind: str, *, as_of: date, known_at: datetime) -> dict[int, State]:
    """By practice, the worst state on the day of the requirements of a kind ("visits"), under the version that
    governs the practice. Two queries, and one more where the day alone does not say which.

    Practices that are not enrolled, and frameworks that ask nothing of the kind, are not in the answer.
    """
    governing = governing_versions(framework, as_of=as_of, known_at=known_at)
    keys = {
        (version.pk, node.key)
        for version in governing.versions
        for node in version.parsed.nodes()
        if node.kind == kind and not node.common.informative
    }
    rows = Standing.objects.filter(
        framework_version__in=[version.pk for version in governing.versions],
        requirement_key__in=sorted({key for _version, key in keys}),
    )
    columns = ("practice_id", "framework_version_id", "requirement_key", "verdict", "in_grace")
    found: dict[int, State] = {}
    for practice_id, version_id, key, verdict, in_grace in rows.known_at(known_at).on(as_of).values_list(*columns):
        version = governing.of(practice_id)
        if version is None or version.pk != version_id or (version_id, key) not in keys:
            continue
        state = State(Verdict(verdict), in_grace)
        worst = found.get(practice_id, state)
        found[practice_id] = min(worst, state, key=lambda each: (RANK[each.verdict], not each.in_grace))
    return found


def half_year_of(framework: Framework, *, on: date, known_at: datetime) -> tuple[date, date] | None:
    """The half-year [from, until) of the framework's contract year in which the day lies; None without a version."""
    version = version_in_force(framework, as_of=on, known_at=known_at)
    return slot_of(on, version.parsed.contract_year_start, "half_year") if version else None
