"""Generated identifiers with a shape, in the many ways people write them; all invented.

The makers do not read the guard's patterns: they follow how numbers are printed on letters, cards and screens.
"""
# ruff: noqa: RUF001 - look-alike characters are what these makers are about

from __future__ import annotations

from random import Random

from .invented_people import FAMILY_NAMES, FORENAMES

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
SPELLED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ZERO_WIDTH = "\u200b"
NO_BREAK = "\u00a0"
THIN = "\u2009"
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
SUFFIXES = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
OUTWARD = (
    "PO5",
    "LE2",
    "DE1",
    "E14",
    "WV2",
    "CB1",
    "SW1A",
    "M3",
    "B33",
    "CR2",
    "DN55",
    "EC1A",
    "W1U",
    "NG7",
    "BT9",
    "EH12",
    "CF10",
    "L1",
    "G12",
)
TOWN_CODES = (
    "0113",
    "0114",
    "0121",
    "0131",
    "0141",
    "0151",
    "0161",
    "020",
    "023",
    "024",
    "029",
    "01332",
    "01473",
    "01225",
    "01539",
    "0191",
)


def check_digit(nine: str) -> int:
    """The modulus 11 check digit of nine digits; 10 where the number is never issued."""
    return (11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11


def plain_nhs_number(random: Random) -> str:
    while True:
        nine = f"{random.choice('4679')}{random.randrange(10**8):08}"
        if check_digit(nine) != 10:
            return f"{nine}{check_digit(nine)}"


def grouped(digits: str, sizes: tuple[int, ...], *separators: str) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(digits[start : start + size])
        start += size
    return parts[0] + "".join(separators[index % len(separators)] + part for index, part in enumerate(parts[1:]))


def nhs_number(random: Random) -> str:
    digits = plain_nhs_number(random)
    separator = random.choice(
        (" ", "-", ".", "/", NO_BREAK, THIN, "  ", " - ", "–", "\u2011", "_", "\t", "\n", ZERO_WIDTH, "\u00ad", "·")
    )
    other = random.choice((" ", "-", ".", "/"))
    written = random.choice((
        digits,
        grouped(digits, (3, 3, 4), separator),
        grouped(digits, (3, 3, 4), separator),
        grouped(digits, (3, 3, 4), separator, other),
        grouped(digits, (5, 5), random.choice(" -./")),
        grouped(digits, (3, 7), random.choice(" -")),
        grouped(digits, (6, 4), random.choice(" -")),
        grouped(digits, (4, 3, 3), random.choice(" -.")),
        grouped(digits, (2,) * 5, random.choice(" -.")),
        grouped(digits, (1,) * 10, random.choice((" ", "-", ".", ZERO_WIDTH))),
        grouped(digits, (1, 3, 3, 3), random.choice(" .")),
        grouped(digits, (10,), "").translate(random.choice((ARABIC, DEVANAGARI, FULL_WIDTH))),
        grouped(digits, (3, 3, 4), " ").translate(random.choice((ARABIC, DEVANAGARI, FULL_WIDTH))),
        random.choice((" ", ", ", "-")).join(SPELLED[int(digit)] for digit in digits),
    ))  # fmt: skip
    return written


def wrong_nhs_number(random: Random) -> str:
    """A mistyped number that its label gives away."""
    digits = plain_nhs_number(random)
    wrong = f"{digits[:9]}{(int(digits[9]) + random.randint(1, 9)) % 10}"
    label = random.choice(
        ("NHS no. ", "NHS number: ", "NHS No ", "NHS ", "NHS: ", "NHS#", "nhs number is ", "NHS Number - ")
    )
    return label + grouped(wrong, (3, 3, 4), random.choice((" ", "-", "", ".")))


def chi_number(random: Random) -> str:
    label = random.choice(
        ("CHI ", "CHI no. ", "CHI number: ", "H&C ", "H&C number: ", "H & C No ", "HCN ", "HSC number ")
    )
    digits = (
        f"{random.randint(1, 28):02}{random.randint(1, 12):02}{random.randrange(100):02}{random.randrange(10**4):04}"
    )
    return label + grouped(digits, random.choice(((10,), (6, 4), (3, 3, 4))), random.choice(" -"))


def insurance_number(random: Random) -> str:
    letters, digits = random.choice(("AB", "JC", "PW", "SX", "YT")), f"{random.randrange(10**6):06}"
    gap = random.choice(("", " ", "-"))
    written = gap.join((letters, digits[:2], digits[2:4], digits[4:], random.choice("ABCD")))
    return random.choice((written, written.lower()))


def date(random: Random) -> str:
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(1930, 2026)
    name, short = MONTHS[month - 1], MONTHS[month - 1][:3]
    suffix = SUFFIXES.get(day, "th")
    two, separator = f"{year % 100:02}", random.choice(("/", "-", ".", " / ", "–", "\u2215", "."))
    written = random.choice((
        f"{day:02}{separator}{month:02}{separator}{year}",
        f"{day}{separator}{month}{separator}{year}",
        f"{day:02}/{month:02}/{two}",
        f"{day}/{month}/{two}",
        f"{day}.{month}.{two}",
        f"{day:02}-{month:02}-{two}",
        f"{day:02} {month:02} {year}",
        f"{day:02}{month:02}{year}",
        f"{year}-{month:02}-{day:02}",
        f"{year}/{month}/{day}",
        f"{year}{month:02}{day:02}",
        f"{day} {name} {year}",
        f"{day}{suffix} {name} {year}",
        f"{day}{suffix} of {name} {year}",
        f"the {day}{suffix} of {name}",
        f"{day} {short} {two}",
        f"{day}-{short}-{year}",
        f"{day:02}{short.upper()}{year}",
        f"{day} {short}. {year}",
        f"{name} {day}{suffix}",
        f"{name} {day}{suffix}, {year}",
        f"{name} {day}, {year}",
        f"{day} {name}",
        f"{name} {year}",
        f"{short} {year}",
        f"{name.upper()} {year}",
        f"{day} {name} {year}".lower(),
        f"{short}-{two}",
        f"{month:02}/{year}",
        f"DOB {day:02}{month:02}{two}",
        f"DOB: {day}.{month}.{two}",
        f"d.o.b. {day} {month} {two}",
        f"born {day} {name} {year}",
        f"born in {year}",
        f"date of birth {day:02}/{month:02}/{year}",
        f"{day:02}/{month:02}/{year}".translate(random.choice((ARABIC, FULL_WIDTH))),
        f"{day:02}/{ZERO_WIDTH}{month:02}/{year}",
    ))  # fmt: skip
    return written


def postcode(random: Random) -> str:
    outward, inward = (
        random.choice(OUTWARD),
        f"{random.randrange(10)}{random.choice('ABDEFGHJLNPQRSTUWXYZ')}{random.choice('ABDEFGHJLNPQRSTUWXYZ')}",
    )
    gap = random.choice((" ", " ", "", "  ", NO_BREAK, THIN, "-", ".", "\n", ZERO_WIDTH))
    written = f"{outward}{gap}{inward}"
    if random.random() < 0.3 and inward[1:] not in ("ST", "ND", "RD", "TH", "HR", "BD", "TD", "DS", "PT", "WT", "ED"):
        written = random.choice((written.lower(), written.title()))
    return written.translate(FULL_WIDTH) if random.random() < 0.1 else written


def phone(random: Random) -> str:
    mobile = f"7{random.randrange(10**9):09}"
    code = random.choice(TOWN_CODES)
    line = f"{random.randint(2, 9)}{random.randrange(10**9):09}"[: 11 - len(code)]
    gap = random.choice((" ", "-", ".", NO_BREAK))
    half = len(line) // 2
    return random.choice((
        f"0{mobile}",
        f"0{mobile[:4]} {mobile[4:]}",
        f"0{mobile[:4]}{gap}{mobile[4:7]}{gap}{mobile[7:]}",
        f"0{mobile[:2]} {mobile[2:6]} {mobile[6:]}",
        f"+44{mobile}",
        f"+44 {mobile[:4]} {mobile[4:]}",
        f"+44 (0){mobile[:4]} {mobile[4:]}",
        f"+44(0) {mobile[:4]}{gap}{mobile[4:]}",
        f"0044 {mobile}",
        f"(+44) {mobile[:4]} {mobile[4:]}",
        f"44{mobile}",
        f"{mobile[:4]} {mobile[4:7]} {mobile[7:]}",
        f"{code}{line}",
        f"{code} {line}",
        f"({code}) {line[:half]} {line[half:]}",
        f"{code}{gap}{line[:half]}{gap}{line[half:]}",
        f"{code}/{line}",
        f"+44 {code[1:]} {line}",
        f"tel {line}" if len(line) >= 6 else f"{code} {line}",
        f"ring him on {line[:3]} {line[3:]}",
        " ".join(f"0{mobile}"),
        " ".join(SPELLED[int(digit)] for digit in f"0{mobile}"),
        f"0{mobile}".translate(random.choice((ARABIC, FULL_WIDTH))),
        f"0{mobile[:4]}{ZERO_WIDTH}{mobile[4:]}",
        f"+353 {random.randint(1, 9)}{random.randrange(10):01} {random.randrange(10**7):07}",
        f"+48 {random.randrange(10**9):09}",
    ))  # fmt: skip


def email(random: Random) -> str:
    forename, surname = random.choice(FORENAMES).lower(), random.choice(FAMILY_NAMES).lower().replace(" ", "")
    domain = random.choice(
        ("nhs.net", "example.org", "gmail.example.com", "practice.nhs.uk", "btinternet.com", "royal-trust.nhs.uk")
    )
    local = random.choice(
        (f"{forename}.{surname}", f"{forename}{random.randrange(99)}", f"{forename[0]}_{surname}", f"{forename}+dm")
    )
    return random.choice((
        f"{local}@{domain}",
        f"{local}@{domain}".upper(),
        f"{local} @ {domain}",
        f"{local}＠{domain}",
        f"<{local}@{domain}>",
        f"mailto:{local}@{domain}",
        f"{local}(at){domain}",
        f"{local} [at] {domain.replace('.', ' [dot] ')}",
        f"{local} at {domain.replace('.', ' dot ')}",
        f"{local}{ZERO_WIDTH}@{domain}",
    ))  # fmt: skip


def link(random: Random) -> str:
    reference = random.randrange(10**6)
    return random.choice((
        f"https://portal.example.org/patient/{reference}",
        f"http://example.com/?id={reference}",
        f"www.libreview.example.com/r/{reference}",
        f"HTTPS://Example.NHS.UK/{reference}",
        f"records.example.nhs.uk/view?ref={reference}",
        f"bit.ly/{reference:x}",
        f"facebook.com/person{reference}",
    ))  # fmt: skip
