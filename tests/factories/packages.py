"""Packages that tests write themselves: whole ones, and the parts to make damaged ones of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

from django.core.files.base import ContentFile

from courses import operations
from courses.models import Course, Package, PackageLaunch
from jobs.operations import drain
from practices.models import Person

SCORM12_XML = """<?xml version="1.0" encoding="utf-8"?>
<manifest identifier="tiny" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="all"><organization identifier="all"><title>Feet first</title>
    <item identifier="one" identifierref="page"><title>Looking at feet</title>
      <adlcp:masteryscore>80</adlcp:masteryscore></item>
  </organization></organizations>
  <resources><resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="start.html">
    <file href="start.html"/></resource></resources>
</manifest>"""

SCORM2004_XML = """<?xml version="1.0" encoding="utf-8"?>
<manifest identifier="tiny" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="all"><organization identifier="all"><title>Feet first</title>
    <item identifier="one" identifierref="page"><title>Looking at feet</title></item>
    <item identifier="two" identifierref="next" parameters="?part=2"><title>Feeling feet</title></item>
  </organization></organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:scormType="sco" href="start.html"/>
    <resource identifier="next" type="webcontent" adlcp:scormType="sco" href="start.html"/>
  </resources>
</manifest>"""

CMI5_XML = """<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://packages.example/feet"><title><langstring lang="en">Feet first</langstring></title></course>
  <au id="https://packages.example/feet/1" moveOn="CompletedAndPassed" masteryScore="0.8">
    <title><langstring lang="en">Looking at feet</langstring></title><url>start.html</url></au>
</courseStructure>"""

PAGE = "<!DOCTYPE html><html lang='en'><title>Feet</title><p>Look at both feet.</p></html>"
Files = Mapping[str, str | bytes]


def zipped(files: Files, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def scorm12(**more: str | bytes) -> dict[str, str | bytes]:
    return {"imsmanifest.xml": SCORM12_XML, "start.html": PAGE, **more}


def scorm2004(**more: str | bytes) -> dict[str, str | bytes]:
    return {"imsmanifest.xml": SCORM2004_XML, "start.html": PAGE, **more}


def cmi5(**more: str | bytes) -> dict[str, str | bytes]:
    return {"cmi5.xml": CMI5_XML, "start.html": PAGE, **more}


def offered(course: Course, files: Files, *, by: Person, at: datetime) -> Package:
    """Uploaded and unpacked, as an editor and a worker do it."""
    file = ContentFile(zipped(files), name="feet.zip")
    package = operations.upload_package(course=course, file=file, by=by, at=at)
    drain(at=lambda: at)
    return Package.objects.get(pk=package.pk)


def launched(person: Person, package: Package, *, at: datetime, part: int = 0) -> PackageLaunch:
    enrolment = operations.enrol_person(person=person, course=package.course, by=person, at=at)
    unit = package.parts[part].key
    return operations.open_launch(enrolment=enrolment, package=package, unit=unit, by=person, at=at)
