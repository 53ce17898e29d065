"""The site's Celery app with one more topic, `test.count`, whose effect can be counted: a second time would show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django

from config.celery import app

django.setup()

from jobs.handlers import register  # noqa: E402
from practices.models import Person  # noqa: E402


def count(payload: dict[str, Any], at: datetime) -> None:
    Person.objects.create(given_name=payload["name"], family_name="Counted", is_invented=True, created_at=at)


register("test.count", count)

__all__ = ["app"]
