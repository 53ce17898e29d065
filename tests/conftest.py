from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import connection

append_only = importlib.import_module("evidence.migrations.0002_append_only")
seal_triggers = importlib.import_module("evidence.migrations.0004_seal_triggers")


@pytest.fixture
def today() -> date:
    """The day on which tests take place, unless they say otherwise."""
    return date(2026, 6, 15)


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 6, 15, 9, 30, tzinfo=UTC)


@pytest.fixture
def _as_it_was_afterwards(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """After the flush: what migrations had put into the database, and the ledger's triggers."""
    with django_db_blocker.unblock():
        if not hasattr(connection, "_test_serialized_contents"):
            connection._test_serialized_contents = connection.creation.serialize_db_to_string()
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        with connection.schema_editor() as editor:
            append_only.create_triggers(apps, editor)
            seal_triggers.create_triggers(apps, editor)


@pytest.fixture
def committed_db(
    _as_it_was_afterwards: None, django_db_serialized_rollback: None, transactional_db: None
) -> Iterator[None]:
    """Real commits, for what threads and other processes see. The ledger's triggers stand while the test runs;
    they are dropped for the flush after it, which would be refused otherwise, and put back."""
    yield
    with connection.schema_editor() as editor:
        append_only.drop_triggers(apps, editor)
        seal_triggers.drop_triggers(apps, editor)
