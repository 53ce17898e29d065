from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from accreditation.models import Framework
from jobs.operations import drain
from practices.models import Network, Practice
from tests.factories.accreditation import Team, a_framework, enrolled
from tests.factories.practices import a_network, a_practice


@pytest.fixture
def network(db: None) -> Network:
    return a_network()


@pytest.fixture
def framework(network: Network) -> Framework:
    return a_framework(network)


@pytest.fixture
def practice(network: Network, framework: Framework) -> Practice:
    """Enrolled, with nothing else."""
    practice = a_practice(network)
    enrolled(practice, framework)
    return practice


@pytest.fixture
def team(practice: Practice, network: Network) -> Team:
    return Team(practice, network)


@pytest.fixture
def worked_out(now: datetime) -> Callable[[], int]:
    """Do every job that is waiting."""
    return lambda: drain(at=lambda: now)
