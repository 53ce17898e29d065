"""Find street addresses: a number and a street, a numbered flat, or the road somebody lives in."""

from __future__ import annotations

import re

from .hits import Finding

STREET = (
    "Road|Rd|Street|Lane|Ln|Avenue|Ave|Close|Drive|Way|Court|Ct|Crescent|Cres|Gardens|Gdns|Terrace|Place|Grove|Square|"
    "Hill|Park|Mews|Walk|Rise|View|Row|Parade|Green|Yard|Wharf|Quay|Gate|Croft|Villas|Mount|Parkway|Boulevard"
)
HOUSE = "House|Court|Cottage|Lodge|Farm|Towers?|Point|Bungalow|Heights"
TYPED_SMALL = "road|street|lane|avenue|crescent|gardens|terrace|grove|mews"
NOT_A_STREET = (
    r"(?!(?:a|an|the|in|on|of|at|by|down|up|per|and|or|to|from|with|times?|years?|months?|weeks?|days?|hours?|minutes?|mins?|"
    r"miles?|steps?|units?|mg|ml)\b)"
)
NUMBER = r"(?<![0-9.,/-])[0-9]{1,4}[A-Za-z]?(?:\s?[-/]\s?[0-9]{1,4}[A-Za-z]?)?,?\s+"
NAME = r"(?:St\.?\s+)?[A-Z][A-Za-z'-]*"
LIVES = r"(?:lives?|living|lived|resides?|home|moved|house)"
FLAT = r"(?:(?:[Ff]lat|FLAT|[Aa]partment|APARTMENT|[Aa]pt|[Rr]oom)\s+[0-9]{1,4}[A-Za-z]?,?\s+)?"

SHAPES = (
    re.compile(rf"({FLAT}{NUMBER}(?:(?:The\s+)?{NAME}\s+){{1,3}}(?:{STREET}|St|Sq|Pl|Dr)\b)"),
    re.compile(
        rf"({FLAT}{NUMBER}(?:{NOT_A_STREET}[a-z'-]+\s+){{1,3}}(?:{TYPED_SMALL}|rd|ave|st)\b(?!\s*(?:line|dose|week)))"
    ),
    re.compile(rf"({FLAT}{NUMBER}(?:[A-Z'-]{{2,}}\s+){{1,3}}(?:{STREET.upper()}|ST)\b)"),
    re.compile(rf"\b((?:Flat|Apartment|Apt)\s+[0-9]{{1,4}}[A-Za-z]?)(?=\s*,|\s+{NAME}\s+(?:{HOUSE}))"),
    re.compile(rf"\b{LIVES}\s+(?:is\s+)?(?:on|in|at|to|off|near)\s+((?:{NAME}\s+){{1,3}}(?:{STREET}))\b"),
    re.compile(rf"\b{LIVES}\s+(?:in|at)\s+((?:{NAME}\s+){{1,2}}(?:{HOUSE}))\b"),
)


def find_addresses(text: str) -> list[Finding]:
    """Street addresses in a folded text."""
    return [Finding("address", found.start(1), found.end(1)) for shape in SHAPES for found in shape.finditer(text)]
