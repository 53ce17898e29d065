"""A small network with an officer, as the composite screens need it."""

from __future__ import annotations

from datetime import date

from accreditation import operations as accreditation
from accreditation.models import Framework
from jobs.operations import drain
from practices.models import Network, Practice
from tests.factories.practices import LONG_AGO_AT, a_lead, a_practice

ENROLLED_ON = date(2025, 4, 1)


def a_published_framework(network: Network) -> Framework:
    version = accreditation.publish_preset(code="portsmouth-example", network=network, by=None, at=LONG_AGO_AT)
    return version.framework


def an_enrolled_practice(network: Network, framework: Framework, name: str = "Quayside Surgery") -> Practice:
    practice = a_practice(network, name)
    a_lead(practice)
    a_lead(practice, "lead_gp", "gp_partner")
    accreditation.enrol_practice(
        practice=practice, framework=framework, started_on=ENROLLED_ON, by=None, at=LONG_AGO_AT
    )
    return practice


def worked_out() -> None:
    """Let the worker's jobs happen, so that the stored standing follows what was recorded."""
    drain(at=lambda: LONG_AGO_AT)
