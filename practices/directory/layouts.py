"""The layouts that are known, by kind of file and year, and how a file's header is matched to one.

A layout is taken exactly: a column that is missing, unknown or twice there is named, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from practices.directory.refusals import FileRefused, clipped
from practices.enums import DirectoryFile


@dataclass(frozen=True)
class Column:
    """A column by its title in the file; `field` is our name for it, empty where we take no notice of it."""

    title: str
    field: str = ""


@dataclass(frozen=True)
class Layout:
    kind: DirectoryFile
    part: str
    name: str
    columns: tuple[Column, ...]
    has_header: bool = True

    @property
    def titles(self) -> dict[str, str]:
        """Our field names with the title each has in this layout."""
        return {column.field: column.title for column in self.columns if column.field}

    @property
    def wanted(self) -> dict[str, Column]:
        return {normalised(column.title): column for column in self.columns}


def _columns(*titles: str | tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(title) if isinstance(title, str) else Column(*title) for title in titles)


PRACTICES = Layout(
    DirectoryFile.PRACTICES,
    "practices",
    "ODS practice file (epraccur), 27 columns without a header",
    _columns(
        ("Organisation Code", "code"),
        ("Name", "name"),
        ("National Grouping", "region_code"),
        ("High Level Health Geography", "icb_code"),
        ("Address Line 1", "address_1"),
        ("Address Line 2", "address_2"),
        ("Address Line 3", "address_3"),
        ("Address Line 4", "address_4"),
        ("Address Line 5", "address_5"),
        ("Postcode", "postcode"),
        ("Open Date", "opened_on"),
        ("Close Date", "closed_on"),
        ("Status Code", "status"),
        "Organisation Sub-Type Code",
        ("Commissioner", "commissioner"),
        "Join Provider/Purchaser Date",
        "Left Provider/Purchaser Date",
        ("Contact Telephone Number", "telephone"),
        "Null 19",
        "Null 20",
        "Null 21",
        "Amended Record Indicator",
        "Null 23",
        "Provider/Purchaser",
        "Null 25",
        ("Prescribing Setting", "prescribing_setting"),
        "Null 27",
    ),
    has_header=False,
)
PCNS = Layout(
    DirectoryFile.NETWORKS,
    "pcns",
    "ePCN, primary care networks",
    _columns(
        ("PCN Code", "code"),
        ("PCN Name", "name"),
        ("Current Sub ICB Loc Code", "commissioner"),
        ("Sub ICB Location", "commissioner_name"),
        ("Open Date", "opened_on"),
        ("Close Date", "closed_on"),
        *(f"Address Line {line}" for line in range(1, 6)),
        "Postcode",
    ),
)
MEMBERSHIPS = Layout(
    DirectoryFile.NETWORKS,
    "memberships",
    "ePCN, practices of primary care networks",
    _columns(
        ("Partner Organisation Code", "practice"),
        "Partner Name",
        "Practice Parent Sub ICB Loc Code",
        "Practice Parent Sub ICB Loc Name",
        ("PCN Code", "pcn"),
        "PCN Name",
        "PCN Parent Sub ICB Loc Code",
        "PCN Parent Sub ICB Loc Name",
        ("Practice to PCN Relationship Start Date", "started_on"),
        ("Practice to PCN Relationship End Date", "last_day_on"),
        "Practice Sub ICB Loc and PCN Sub ICB Loc Match",
    ),
)
LIST_SIZES = Layout(
    DirectoryFile.LIST_SIZES,
    "counts",
    "practice demographics",
    _columns(
        ("practice_code", "practice"),
        ("list_size", "patients"),
        "imd_score",
        "imd_decile",
        "pct_over_65",
        "pct_under_5",
        "pct_5_19",
    ),
)


def _prevalence(year: str, list_size: str) -> Layout:
    titles = _columns(
        ("PRACTICE_CODE", "practice"),
        ("GROUP_CODE", "group"),
        ("REGISTER", "patients"),
        "PATIENT_LIST_TYPE",
        list_size,
    )
    return Layout(DirectoryFile.REGISTERS, "counts", f"QOF prevalence, {year}", titles)


LAYOUTS = (
    PRACTICES,
    PCNS,
    MEMBERSHIPS,
    LIST_SIZES,
    _prevalence("2019-20", "PATIENT_LIST_SIZE"),
    _prevalence("2020-21", "PRACTICE_LIST_SIZE"),
)


def layouts_of(kind: str) -> list[Layout]:
    return [layout for layout in LAYOUTS if layout.kind == kind]


def normalised(title: str) -> str:
    """A title without its line breaks, double blanks and capitals."""
    return " ".join(title.split()).casefold()


def match_header(kind: str, header: Sequence[str]) -> Layout:
    """The layout of the kind whose columns are exactly these, in any order. Raises FileRefused, naming columns."""
    found = [normalised(title) for title in header]
    if len(header) == len(PRACTICES.columns) and kind != PRACTICES.kind:
        raise FileRefused(f"This is a file of another kind: {PRACTICES.name}. Import it as practices.")
    twice = sorted({title for title in found if found.count(title) > 1})
    if twice:
        raise FileRefused(f"The column {clipped(twice[0])!r} is in the header twice. Each column may be there once.")
    for layout in layouts_of(kind):
        if set(found) == set(layout.wanted):
            return layout
    raise FileRefused(_other_kind(kind, found) or _nearest(kind, header, found))


def _other_kind(kind: str, found: Sequence[str]) -> str:
    for layout in LAYOUTS:
        if layout.kind != kind and layout.has_header and set(found) == set(layout.wanted):
            return f"This is a file of another kind: {layout.name}. Import it as {layout.kind.label.lower()}."
    return ""


def _nearest(kind: str, header: Sequence[str], found: Sequence[str]) -> str:
    """A sentence that says what differs from the most similar layout."""
    nearest = max(layouts_of(kind), key=lambda layout: len(set(found) & set(layout.wanted)))
    missing = [column.title for title, column in nearest.wanted.items() if title not in found]
    unknown = [clipped(title) for title in header if normalised(title) not in nearest.wanted]
    differences = [
        *([f"missing: {_listed(missing)}"] if missing else []),
        *([f"not known: {_listed(unknown)}"] if unknown else []),
    ]
    expected = ", ".join(column.title for column in nearest.columns)
    return f"The header is not one we know ({'; '.join(differences)}). Expected ({nearest.name}): {expected}."


def _listed(titles: Sequence[str], most: int = 6) -> str:
    shown = ", ".join(repr(title) for title in titles[:most])
    return f"{shown} and {len(titles) - most} more" if len(titles) > most else shown
