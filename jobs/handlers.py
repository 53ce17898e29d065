"""Who does which topic. Rooms register their handlers when Django starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Handle = Callable[[dict[str, Any], datetime], dict[str, Any] | None]
LongHandle = Callable[[dict[str, Any], datetime, "Report"], dict[str, Any] | None]
Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Handler:
    topic: str
    handle: Callable[..., dict[str, Any] | None]
    long: bool


_handlers: dict[str, Handler] = {}


def register(topic: str, handle: Handle) -> None:
    """`handle(payload, at)` runs inside the transaction that marks the job done."""
    _handlers[topic] = Handler(topic, handle, long=False)


def register_long(topic: str, handle: LongHandle) -> None:
    """`handle(payload, at, report)` opens its own transactions, may run twice, and reports (done, total, note)."""
    _handlers[topic] = Handler(topic, handle, long=True)


def handler_of(topic: str) -> Handler:
    if topic not in _handlers:
        raise LookupError(f"No room has registered a handler for jobs about {topic!r}.")
    return _handlers[topic]
