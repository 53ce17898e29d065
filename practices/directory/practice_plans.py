"""What the ODS practice file changes.

The first time a practice is seen, nothing earlier is known of it; so what the file says is taken to hold as far back as
the file's own dates allow: an active practice since its opening, a closed one as active until its close date. From then
on a difference begins a new record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from practices.directory.commissioners import commissioner_ids
from practices.directory.layouts import PRACTICES
from practices.directory.plans import Authority, Plan, announce_all, copied, create_all, supersede_all
from practices.directory.practice_files import PracticeRow
from practices.directory.refusals import Refusal
from practices.enums import PracticeStatus
from practices.models import Practice, PracticeRecord

ONE_DAY = timedelta(days=1)


@dataclass
class PracticePlan(Plan):
    fresh: list[PracticeRow] = field(default_factory=list)
    differing: list[tuple[PracticeRecord, PracticeRow]] = field(default_factory=list)

    def write(self, authority: Authority) -> None:
        rows = [*self.fresh, *(row for _record, row in self.differing)]
        commissioners = commissioner_ids({row.commissioner: "" for row in rows})
        practices = _practice_ids([row.code for row in self.fresh])
        create_all(
            _record(row, practices[row.code], commissioners, authority, started_on, ended_on, status)
            for row in self.fresh
            for started_on, ended_on, status in first_periods(row, authority.effective_on)
        )
        supersede_all([record for record, _row in self.differing], at=authority.at)
        changed = [self._follow(record, row, commissioners, authority) for record, row in self.differing]
        create_all(ended for ended, _now in changed if ended)
        announce_all(create_all(now for _ended, now in changed), at=authority.at)

    def _follow(
        self, record: PracticeRecord, row: PracticeRow, commissioners: dict[str, int], authority: Authority
    ) -> tuple[PracticeRecord | None, PracticeRecord]:
        """The former record with its end, and the one that follows. A record that began the same day never was."""
        begins = changed_from(record, row, authority.effective_on)
        ended = copied(record, authority, ended_on=begins) if record.started_on < begins else None
        return ended, _record(row, record.practice_id, commissioners, authority, begins, None, row.status)


def plan(rows: list[PracticeRow], effective_on: date) -> PracticePlan:
    """What the rows change in what is known now."""
    result = PracticePlan()
    records = {record.practice.code: record for record in _open_records()}
    invented = set(Practice.objects.filter(is_invented=True).values_list("code", flat=True))
    for row in rows:
        _sort(result, row, records.get(row.code), row.code in invented, effective_on)
    named = {row.code for row in rows}
    result.absent = sorted(code for code in records if code not in named and code not in invented)
    return result


def _sort(
    result: PracticePlan, row: PracticeRow, record: PracticeRecord | None, is_invented: bool, effective_on: date
) -> None:
    if is_invented:
        result.refusals.append(_refusal(row, "a real practice; an invented one has this code here"))
    elif record is None:
        result.new += 1
        result.fresh.append(row)
    elif _known(record) == row.says:
        result.unchanged += 1
    elif record.started_on > effective_on:
        asked = f"an effective date on or after {record.started_on}, from when on what we know of it holds"
        result.refusals.append(_refusal(row, asked))
    else:
        result.changed += 1
        result.differing.append((record, row))


def first_periods(row: PracticeRow, effective_on: date) -> list[tuple[date, date | None, str]]:
    """From when, until when and with which status a practice not seen before is known.

    A closed practice was active up to its close date, included. Since when one is dormant or proposed, or closed
    without a close date, the file does not say: that is known from the effective date on.
    """
    opened = min(row.opened_on or effective_on, effective_on)
    if row.status == PracticeStatus.ACTIVE:
        return [(opened, None, row.status)]
    if row.status != PracticeStatus.CLOSED or row.closed_on is None:
        return [(effective_on, None, row.status)]
    closed = min(row.closed_on + ONE_DAY, effective_on)
    if opened < closed:
        return [(opened, closed, PracticeStatus.ACTIVE), (closed, None, row.status)]
    return [(closed, None, row.status)]


def changed_from(record: PracticeRecord, row: PracticeRow, effective_on: date) -> date:
    """The day from which a difference holds: the day after the close date for a closure, else the effective date."""
    if row.status == PracticeStatus.CLOSED != record.status and row.closed_on is not None:
        closed = row.closed_on + ONE_DAY
        if record.started_on < closed <= effective_on:
            return closed
    return effective_on


def _open_records() -> Iterator[PracticeRecord]:
    records = PracticeRecord.objects.current().filter(ended_on__isnull=True)
    return records.select_related("practice", "commissioner").iterator(chunk_size=2000)


def _known(record: PracticeRecord) -> tuple[object, ...]:
    return (
        record.practice.code,
        record.name,
        record.address,
        record.postcode,
        record.telephone,
        record.status,
        record.prescribing_setting,
        record.region_code,
        record.icb_code,
        record.commissioner.code if record.commissioner else "",
        record.opened_on,
        record.closed_on,
    )


def _practice_ids(codes: list[str]) -> dict[str, int]:
    """The practices of these codes, made where they are not known yet."""
    if not codes:
        return {}
    known = set(Practice.objects.values_list("code", flat=True))
    create_all(Practice(code=code) for code in codes if code not in known)
    return dict(Practice.objects.values_list("code", "id"))


def _record(
    row: PracticeRow,
    practice_id: int,
    commissioners: dict[str, int],
    authority: Authority,
    started_on: date,
    ended_on: date | None,
    status: str,
) -> PracticeRecord:
    values = {name: getattr(row, name) for name in PracticeRow._fields if name not in ("row", "code", "commissioner")}
    return PracticeRecord(
        **{**values, "status": status},
        practice_id=practice_id,
        commissioner_id=commissioners.get(row.commissioner),
        started_on=started_on,
        ended_on=ended_on,
        recorded_at=authority.at,
        recorded_by=authority.by,
    )


def _refusal(row: PracticeRow, asked: str) -> Refusal:
    return Refusal(row.row, PRACTICES.titles["code"], row.code, asked)
