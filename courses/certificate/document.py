"""The certificate as a tagged PDF (PDF/UA-1). It holds nothing that the completion does not say."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import segno

from cms.dates import in_words
from cms.typesetting import typeset
from courses.models import Completion
from courses.wording import cpd_hours, length

TEMPLATE = Path(__file__).with_name("certificate.typ")
NOTE = (
    "The address shows what this certificate says, and whether it still stands. "
    "A certificate is about a person; it does not accredit a practice."
)


def certificate_pdf(completion: Completion, *, address: str) -> bytes:
    """`address` is where the certificate is verified. The same completion always gives the same bytes."""
    moment = datetime.combine(completion.completed_on, time.min, UTC)
    return typeset(TEMPLATE, {"certificate": contents(completion, address=address)}, moment=moment)


def contents(completion: Completion, *, address: str) -> dict[str, Any]:
    return {
        "heading": "Certificate of completion",
        "network": completion.course.network.name,
        "name": completion.person.name,
        "course": completion.course_title,
        "rows": [[label, value] for label, value in particulars(completion).items()],
        "address": address,
        "qr": _qr(address),
        "note": NOTE,
    }


def particulars(completion: Completion) -> Mapping[str, str]:
    """What a certificate says, label by label; the page that verifies it says the same."""
    return {
        "Completed on": in_words(completion.completed_on),
        "Edition": str(completion.edition),
        "CPD": f"{cpd_hours(completion.minutes)} hours ({length(completion.minutes)}), not participatory",
        **_proof(completion),
        "Reference": completion.certificate_ref,
    }


def _proof(completion: Completion) -> Mapping[str, str]:
    if not completion.is_self_declared:
        return {"Quiz": f"Passed with {completion.score}%"}
    score = "" if completion.score is None else f", with {completion.score}%"
    return {"Module": f"Reported as done by the module itself{score}. Not assessed by the network"}


def certified(completion: Completion) -> str:
    """What a certificate that stands says of its person."""
    how = "the module reported it as done" if completion.is_self_declared else "every lesson read and the quiz passed"
    return f"It certifies that the person named completed the course named: {how}."


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()
