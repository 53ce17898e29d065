"""Invented names. No practice of the real directory is called like one of these; a test with the real file holds it."""

from __future__ import annotations

NETWORK_CODE = "harbour-and-hills"
NETWORK_NAME = "Harbour and Hills Diabetes Network"
PASSWORD = "demonstration-2026"  # noqa: S105  printed for everybody to see, and refused outside the demonstration

COMMISSIONERS = (("Z1A", "Harbour Locality Commissioner (invented)"), ("Z2B", "Hills Locality Commissioner (invented)"))
PCNS = (
    ("ZU0001", "Harbour East PCN (invented)"),
    ("ZU0002", "Harbour West PCN (invented)"),
    ("ZU0003", "Upper Hills PCN (invented)"),
    ("ZU0004", "Lower Hills PCN (invented)"),
)

PRACTICES = (
    "Saltmarrow Quay Surgery",
    "Lanternfield Practice",
    "Gullhaven Medical Centre",
    "Otterbrook Surgery",
    "Thistlemere Practice",
    "Pebblewick Health Centre",
    "Copperwhistle Surgery",
    "Brackenfold Practice",
    "Foxglove Steps Surgery",
    "Merrowdown Medical Practice",
    "Candlewharf Surgery",
    "Hollowhazel Practice",
    "Windlestraw Surgery",
    "Kestrelgate Medical Centre",
    "Applethorn Practice",
    "Ninewells Bay Surgery",
    "Larkrise Hollow Practice",
    "Tidewarden Surgery",
    "Mossgrove Fell Practice",
    "Barleymoor Medical Centre",
    "Sandlewick Surgery",
    "Ravenshaw Dell Practice",
    "Cloudberry Hill Surgery",
    "Oystergate Practice",
)

GIVEN = (
    *("Amara", "Ben", "Carys", "Dilip", "Eleri", "Farah", "Gethin", "Hana", "Imran", "Joanne", "Kofi", "Leila"),
    *("Marek", "Nadia", "Owen", "Parveen", "Ruth", "Samuel", "Tamsin", "Usha", "Vikram", "Wendy", "Yusuf", "Zofia"),
)
FAMILY = (
    *("Abara", "Brackley", "Chaudhry", "Devlin", "Eastwell", "Fennimore", "Garrick", "Hollis", "Iqbal", "Jessop"),
    *("Kaminska", "Lovelace", "Marchbank", "Nwosu", "Okoro", "Penhale", "Quill", "Rathore", "Sadowski", "Tregear"),
    *("Umar", "Vaizey", "Whitlow", "Yeo", "Zaman", "Ashdown", "Birtwell"),
)


def person_name(number: int) -> tuple[str, str]:
    """The `number`th invented person: no two of the first 600 have the same name."""
    return GIVEN[number % len(GIVEN)], FAMILY[(number * 7 + number // len(GIVEN)) % len(FAMILY)]
