"""Ask the site for an address as somebody, say in a word what came back, and what was written meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client

WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
# Signing in and messages for the next page live in the session.
UNCOUNTED = {"django_session"}


@dataclass(frozen=True)
class Answer:
    word: str
    written: tuple[str, ...]


def ask(client: Client, method: str, url: str) -> Answer:
    """The answer in a word, and the tables written to. Nothing of it stays."""
    with transaction.atomic(), watching_writes() as written:
        response = client.generic(method.upper(), url, content_type="application/x-www-form-urlencoded")
        word = in_a_word(response)
        transaction.set_rollback(True)
    return Answer(word, tuple(sorted(set(written))))


def in_a_word(response: HttpResponseBase) -> str:
    if 200 <= response.status_code < 300:
        return "ok"
    if response.status_code in (302, 303):
        return "sign-in" if response["Location"].startswith("/accounts/login/") else "onward"
    return str(response.status_code)


@contextmanager
def watching_writes() -> Iterator[list[str]]:
    """Every table that a statement writes to, however the statement was made."""
    written: list[str] = []

    def watch(execute: Any, sql: Any, parameters: Any, many: bool, context: Any) -> Any:
        table = WRITES.match(str(sql))
        if table and table[1] not in UNCOUNTED:
            written.append(table[1])
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(watch):
        yield written
