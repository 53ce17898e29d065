"""Real packages, as authoring tools and standards bodies publish them: read, stored and offered."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.files.base import ContentFile

from courses import operations
from courses.models import Package
from jobs.operations import drain
from tests.factories import courses
from tests.factories.practices import a_network, a_specialist_nurse
from tests.real_data.conftest import real

PACKAGES = {
    "scorm/RuntimeBasicCalls_SCORM12.zip": ("scorm12", "1.2", 44),
    "scorm/RuntimeBasicCalls_SCORM20043rdEdition.zip": ("scorm2004", "2004 3rd Edition", 69),
    "cmi5/single_au_basic_responsive.zip": ("cmi5", "cmi5", 14),
}


@pytest.mark.real_data
@pytest.mark.django_db
@pytest.mark.parametrize("path", PACKAGES)
def test_a_real_package_is_offered_with_what_is_in_it(path: str, now: datetime) -> None:
    network = a_network()
    file = ContentFile(real(path).read_bytes(), name=path.rsplit("/", 1)[-1])
    course, editor = courses.a_course(network), a_specialist_nurse(network)
    package = operations.upload_package(course=course, file=file, by=editor, at=now)
    drain(at=lambda: now)
    package = Package.objects.get(pk=package.pk)
    assert package.is_offered
    assert (package.kind, package.edition, package.files.count()) == PACKAGES[path]
    assert [unit.mastery for unit in package.parts] == [None]
