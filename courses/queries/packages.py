"""What is offered to be played, and what packages have said so far."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from courses.models import Course, Enrolment, Package, PackageFile, PackageLaunch, PackageReport
from courses.packages.judging import Said


def packages_of(course: Course) -> QuerySet[Package]:
    """Every package of the course that was ever uploaded, the latest first."""
    return Package.objects.filter(course=course).select_related("uploaded_by", "withdrawn_by", "job")


def offered_packages(course_ids: Iterable[int]) -> dict[int, Package]:
    """By course, what its learners play now."""
    return {package.course_id: package for package in Package.objects.offered().filter(course__in=list(course_ids))}


def parts_done(enrolments: Iterable[Enrolment]) -> dict[tuple[int, int], set[str]]:
    """By enrolment and package, the parts that are done."""
    found: dict[tuple[int, int], set[str]] = {}
    done = PackageReport.objects.filter(is_done=True, launch__enrolment__in=list(enrolments)).order_by()
    columns = ("launch__enrolment_id", "launch__package_id", "launch__unit")
    for enrolment_id, package_id, unit in done.values_list(*columns).distinct():
        found.setdefault((enrolment_id, package_id), set()).add(unit)
    return found


def parts_left(enrolment: Enrolment) -> set[str]:
    """The parts of the package offered with the course that are not done in this enrolment."""
    package = offered_packages([enrolment.course_id]).get(enrolment.course_id)
    if package is None:
        return set()
    return {unit.key for unit in package.parts} - parts_done([enrolment]).get((enrolment.pk, package.pk), set())


def reported_score(enrolment: Enrolment, package: Package) -> int | None:
    """In per cent, the lowest of the parts' best scores with which they were done; None when no part reports one."""
    reports = PackageReport.objects.filter(launch__enrolment=enrolment, launch__package=package, score__isnull=False)
    best: dict[str, int] = {}
    done = parts_done([enrolment]).get((enrolment.pk, package.pk), set())
    for unit, score in reports.values_list("launch__unit", "score"):
        if unit in done and score is not None:
            best[unit] = max(best.get(unit, 0), score)
    return min(best.values(), default=None)


def launch_labelled(label: str) -> PackageLaunch | None:
    related = ("enrolment__person", "enrolment__course", "package")
    return PackageLaunch.objects.select_related(*related).filter(label=label).first()


def later_launch(launch: PackageLaunch) -> bool:
    """Whether the same part was started again since."""
    same = PackageLaunch.objects.filter(enrolment=launch.enrolment_id, package=launch.package_id, unit=launch.unit)
    return same.filter(pk__gt=launch.pk).exists()


def state_so_far(launch: PackageLaunch) -> Said:
    """What all reports of the part say together, of this launch and those before: completed and passed add up."""
    reports = list(
        _of_part(launch).exclude(kind="document").order_by("pk").values("is_completed", "is_passed", "score")
    )
    verdicts = [each["is_passed"] for each in reports if each["is_passed"] is not None]
    scores = [each["score"] for each in reports if each["score"] is not None]
    return Said(
        is_completed=any(each["is_completed"] for each in reports),
        is_passed=(True in verdicts) if verdicts else None,
        score=scores[-1] if scores else None,
    )


def resumed_state(launch: PackageLaunch) -> dict[str, Any]:
    """What SCORM left the last time, to go on from; empty when there is nothing."""
    latest = _of_part(launch).filter(kind="state").order_by("-pk").first()
    return dict(latest.kept) if latest else {}


def document(launch: PackageLaunch, name: str) -> dict[str, Any] | None:
    """The latest document of a name that a part of cmi5 keeps; None when there is none, or it was taken away."""
    for report in _of_part(launch).filter(kind="document", kept__name=name).order_by("-pk")[:1]:
        return None if report.kept.get("deleted") else dict(report.kept)
    return None


def documents_named(launch: PackageLaunch) -> list[str]:
    kept = _of_part(launch).filter(kind="document").order_by("pk").values_list("kept", flat=True)
    latest = {each["name"]: each for each in kept}
    return sorted(name for name, each in latest.items() if not each.get("deleted"))


def verbs_said(launch: PackageLaunch) -> list[str]:
    """The verbs of this launch's statements, in order."""
    statements = PackageReport.objects.filter(launch=launch, kind="statement").order_by("pk")
    return [kept.get("verb", "") for kept in statements.values_list("kept", flat=True)]


def file_at(package: Package, path: str) -> PackageFile | None:
    return PackageFile.objects.filter(package=package, path=path).first()


def _of_part(launch: PackageLaunch) -> QuerySet[PackageReport]:
    return PackageReport.objects.filter(
        launch__enrolment=launch.enrolment_id, launch__package=launch.package_id, launch__unit=launch.unit
    )
