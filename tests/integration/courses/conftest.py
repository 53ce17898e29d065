from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture
def _pages_back_afterwards(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A flush also removes what migrations wrote (page tree, locale, groups), which the tests after it need."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@pytest.fixture
def committed_db(_pages_back_afterwards: None, django_db_serialized_rollback: None, committed_db: None) -> None:
    """The suite's fixture, with the migrations' own rows put back after the flush."""
