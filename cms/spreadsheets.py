"""What a table must look like to be safe to open in a spreadsheet."""

from __future__ import annotations

LIVE = ("=", "+", "-", "@", "\t", "\r")


def inert(cell: str) -> str:
    """The cell with an apostrophe before it, where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(LIVE) else cell
