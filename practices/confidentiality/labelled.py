"""Find numbers that point at one person by what is written beside them: hospital numbers, ages of 90 or over."""

from __future__ import annotations

import re

from .hits import Finding

NUMBER_WORD = r"(?:numbers?|num|nos?|nr|id|identifier|ref(?:erence)?)\.?"
RECORD_NUMBER = r"([A-Z]{0,4}[\s-]?[0-9](?:[\s./-]?[0-9]){3,10}[A-Z]?)(?![0-9A-Z])"
SOMEBODY = r"(?:he|she|they|who|patient|pt|lady|gentleman|man|woman|mother|father|mum|dad|husband|wife|sister|brother)"
NINETY = r"(?:9[0-9]|1[01][0-9])"
NINETY_WORDS = (
    r"(?:ninety(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one|a)\s+hundred(?:\s+and\s+\w+)?)"
)
NOT_A_MEASURE = (
    r"(?![0-9%/]|\.[0-9]|\s*(?:%|kg|mmol|ml|cm|mg|units?|bpm|beats|per\s?cent|on\s+(?:room\s+)?air)|\s+on\s+the\b)"
)
BAND_AFTER = r"(?!\s*(?:\+|plus\b|(?:years?\s+)?(?:and|or)\s+(?:over|older|above)|(?:-|to)\s*[0-9]))"

SHAPES = (
    (
        "hospital_number",
        rf"\b(?:hosp(?:ital)?|unit|clinic|patient|pt|PAS|case\s?notes?|records?|EMIS|SystmOne)\s*{NUMBER_WORD}[\s:.#=(-]*{RECORD_NUMBER}",
    ),
    ("hospital_number", rf"\b(?:MRN|hosp(?:ital)?\s*[:#]|K\s?number)[\s:.#=(-]*(?:is\s+)?{RECORD_NUMBER}"),
    ("hospital_number", r"(?<![A-Z0-9])(?!NCT)((?:R[A-Z0-9]{2}|[A-Z]{1,3})[0-9]{6,8})(?![0-9A-Z])"),
    ("age", rf"\b(age[ds]?(?:\s*(?:of|is|was|now|about))*[\s:=]*{NINETY})(?![0-9%]|\.[0-9]){BAND_AFTER}"),
    ("age", rf"(?<![0-9.])({NINETY}[\s-]*(?:years?|yrs?|y)\.?[\s-]*(?:olds?|of\s+age))\b"),
    ("age", rf"(?<![0-9.])({NINETY}\s*(?:y\.?\s?/?\s?o\b|yrs?\s+(?:male|female|man|woman|lady|gentleman)\b))"),
    ("age", rf"(?<![0-9.])({NINETY}\s?(?-i:[MF]))(?![A-Z0-9])"),
    ("age", rf"(?<![0-9.])({NINETY}(?:yrs?|y))(?![A-Z0-9])"),
    ("age", rf"\b{SOMEBODY}(?:,|'s|\s+(?:is|was|turned|turns|now|just))*\s+({NINETY}){NOT_A_MEASURE}{BAND_AFTER}"),
    ("age", rf"\b({NINETY_WORDS}[\s-]+years?[\s-]+(?:old|of\s+age)|age[ds]?\s+{NINETY_WORDS})\b{BAND_AFTER}"),
    ("age", r"\b((?:in|into)\s+(?:his|her|their|the)\s+(?:(?:early|mid|late)[\s-]+)?(?:90'?s|nineties))\b"),
    ("age", r"\b(nonagenarian|centenarian|100th\s+birthday|9[0-9](?:st|nd|rd|th)\s+birthday)\b"),
)
_COMPILED = tuple((kind, re.compile(regex, re.IGNORECASE)) for kind, regex in SHAPES)


def find_labelled(text: str) -> list[Finding]:
    """Hospital numbers and ages of 90 and over in a folded text."""
    return [Finding(kind, found.start(1), found.end(1)) for kind, regex in _COMPILED for found in regex.finditer(text)]
