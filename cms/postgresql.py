"""Moments as PostgreSQL writes them, read by C. Django reads each with a regular expression, ten times as slow, and a
practice's facts are a thousand moments.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


def on_connection_created(connection: Any, **more: Any) -> None:
    """Sessions are in UTC unless a database's settings say otherwise; then Django's own way stays."""
    if connection.vendor == "postgresql" and connection.timezone == UTC:
        from psycopg.types.datetime import TimestamptzLoader

        class MomentLoader(TimestamptzLoader):
            timezone = UTC  # Django looks here whether the reader is one for the session's zone

            def load(self, data: Any) -> datetime:
                try:
                    return datetime.fromisoformat(str(data, "ascii"))
                except ValueError:  # infinity, years before 1: psycopg knows how to refuse them
                    return super().load(data)

        connection.connection.adapters.register_loader("timestamptz", MomentLoader)
