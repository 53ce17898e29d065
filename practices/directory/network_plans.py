"""What ePCN changes. The file carries its own history: each membership has its start, and its end once it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from practices.directory.commissioners import commissioner_ids
from practices.directory.layouts import MEMBERSHIPS
from practices.directory.network_files import MembershipRow, PcnRow
from practices.directory.plans import Authority, Plan, announce_all, copied, create_all, supersede_all
from practices.directory.refusals import Refusal
from practices.models import PcnMembership, Practice, PrimaryCareNetwork

Key = tuple[str, str, date]


@dataclass
class PcnPlan(Plan):
    fresh: list[PcnRow] = field(default_factory=list)
    differing: list[tuple[PrimaryCareNetwork, PcnRow]] = field(default_factory=list)
    commissioner_names: dict[str, str] = field(default_factory=dict)

    def write(self, authority: Authority) -> None:
        commissioners = commissioner_ids(self.commissioner_names)
        rows = [(PrimaryCareNetwork(code=row.code), row) for row in self.fresh]
        for pcn, row in [*rows, *self.differing]:
            pcn.name, pcn.opened_on, pcn.closed_on = row.name, row.opened_on, row.closed_on
            pcn.commissioner_id = commissioners.get(row.commissioner)
        create_all(pcn for pcn, _row in rows)
        columns = ["name", "opened_on", "closed_on", "commissioner"]
        PrimaryCareNetwork.objects.bulk_update([pcn for pcn, _row in self.differing], columns, batch_size=500)


def plan_pcns(rows: list[PcnRow]) -> PcnPlan:
    result = PcnPlan(commissioner_names={row.commissioner: row.commissioner_name for row in rows})
    known = {pcn.code: pcn for pcn in PrimaryCareNetwork.objects.select_related("commissioner")}
    for row in rows:
        pcn = known.get(row.code)
        if pcn is None:
            result.new += 1
            result.fresh.append(row)
        elif (pcn.name, _code(pcn), pcn.opened_on, pcn.closed_on) == (row.name, row.commissioner, *row[-2:]):
            result.unchanged += 1
        else:
            result.changed += 1
            result.differing.append((pcn, row))
    result.absent = sorted(set(known) - {row.code for row in rows})
    return result


def _code(pcn: PrimaryCareNetwork) -> str:
    return pcn.commissioner.code if pcn.commissioner else ""


@dataclass
class MembershipPlan(Plan):
    fresh: list[MembershipRow] = field(default_factory=list)
    differing: list[tuple[PcnMembership, MembershipRow]] = field(default_factory=list)

    def write(self, authority: Authority) -> None:
        practices = dict(Practice.objects.values_list("code", "id"))
        pcns = dict(PrimaryCareNetwork.objects.values_list("code", "id"))
        supersede_all([known for known, _row in self.differing], at=authority.at)
        changed = create_all(copied(known, authority, ended_on=row.ended_on) for known, row in self.differing)
        joined = create_all(
            PcnMembership(
                practice_id=practices[row.practice],
                pcn_id=pcns[row.pcn],
                started_on=row.started_on,
                ended_on=row.ended_on,
                recorded_at=authority.at,
                recorded_by=authority.by,
            )
            for row in self.fresh
        )
        announce_all([*changed, *joined], at=authority.at)


def plan_memberships(rows: list[MembershipRow], new_pcns: Iterable[str] = ()) -> MembershipPlan:
    """What the memberships change. `new_pcns` are codes that the same file brings."""
    result = MembershipPlan()
    known = {_key(one): one for one in PcnMembership.objects.current().select_related("practice", "pcn")}
    practices = set(Practice.objects.values_list("code", flat=True))
    pcns = set(PrimaryCareNetwork.objects.values_list("code", flat=True)) | set(new_pcns)
    for row in rows:
        problem = _unknown(row, practices, pcns)
        if problem:
            result.refusals.append(problem)
        else:
            _sort(result, row, known.get((row.practice, row.pcn, row.started_on)))
    named = {(row.practice, row.pcn, row.started_on) for row in rows}
    result.absent = sorted(f"{key[0]} in {key[1]}" for key in known if key not in named)
    return result


def _sort(result: MembershipPlan, row: MembershipRow, known: PcnMembership | None) -> None:
    if known is None:
        result.new += 1
        result.fresh.append(row)
    elif known.ended_on == row.ended_on:
        result.unchanged += 1
    else:
        result.changed += 1
        result.differing.append((known, row))


def _key(membership: PcnMembership) -> Key:
    return membership.practice.code, membership.pcn.code, membership.started_on


def _unknown(row: MembershipRow, practices: set[str], pcns: set[str]) -> Refusal | None:
    if row.practice not in practices:
        asked = "a practice that is known here; import the practice file first"
        return Refusal(row.row, MEMBERSHIPS.titles["practice"], row.practice, asked)
    if row.pcn not in pcns:
        asked = "a primary care network that is known here; import the file of networks first"
        return Refusal(row.row, MEMBERSHIPS.titles["pcn"], row.pcn, asked)
    return None
