"""What revalidation and appraisal ask for, in figures. Shown beside what the record holds; nothing is decided by it."""

from __future__ import annotations

from dataclasses import dataclass

from practices.enums import RegistrationBody


@dataclass(frozen=True)
class Purpose:
    """`years` back from its last day. Hours are of 60 minutes; 0 where nobody sets a number."""

    code: str
    name: str
    years: int
    hours: int
    participatory_hours: int
    reflections: int
    says: str


NMC = Purpose(
    code="nmc",
    name="NMC revalidation",
    years=3,
    hours=35,
    participatory_hours=20,
    reflections=5,
    says=(
        "The NMC asks for 35 hours of professional development in three years, 20 of them participatory, and five "
        "written reflective accounts. It also asks for practice hours, five pieces of feedback and a reflective "
        "discussion, which are not kept here."
    ),
)
APPRAISAL = Purpose(
    code="appraisal",
    name="GP appraisal",
    years=1,
    hours=50,
    participatory_hours=0,
    reflections=0,
    says=(
        "The Royal College of General Practitioners recommends 50 credits a year; a credit is an hour of learning with "
        "its reflection. The GMC sets no number. Your appraiser judges what counts."
    ),
)
EVERYTHING = Purpose(
    code="record",
    name="Everything on record",
    years=5,
    hours=0,
    participatory_hours=0,
    reflections=0,
    says="Everything that is recorded of you in these days, with your reflections.",
)
PURPOSES = {purpose.code: purpose for purpose in (NMC, APPRAISAL, EVERYTHING)}
OF_BODY = {RegistrationBody.NMC: NMC, RegistrationBody.GMC: APPRAISAL}
