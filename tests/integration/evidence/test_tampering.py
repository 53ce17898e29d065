"""A sample of `python -m tests.tampering --edits 1000`."""

from __future__ import annotations

import pytest

from tests.tampering import trial, world

pytestmark = pytest.mark.django_db
SEED = 1


def test_an_untouched_ledger_raises_no_alarm_and_every_edit_is_located() -> None:
    world.fill()
    assert trial.findings() == []
    tried = [trial.tamper(number, SEED) for number in range(len(trial.EDITS))]
    assert [edit for edit, found in tried if not trial.is_located(edit, found)] == []
    assert trial.findings() == []
