"""Packages that nobody should be able to upload, by family. Each is made of a good one."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.factories.packages import CMI5_XML, PAGE, SCORM12_XML, cmi5, scorm12, zipped

Made = Callable[[], bytes]
DOCTYPE = '<?xml version="1.0"?>\n<!DOCTYPE manifest [{}]>\n<manifest>{}</manifest>'
MIB = 1024 * 1024


def named(name: str) -> Made:
    return lambda: zipped({**scorm12(), name: "x"})


def with_manifest(text: str | bytes) -> Made:
    return lambda: zipped({"imsmanifest.xml": text, "start.html": PAGE})


def changed(old: str, new: str) -> Made:
    assert old in SCORM12_XML
    return with_manifest(SCORM12_XML.replace(old, new))


def with_structure(old: str, new: str) -> Made:
    assert old in CMI5_XML
    return lambda: zipped({**cmi5(), "cmi5.xml": CMI5_XML.replace(old, new)})


def with_member(info: zipfile.ZipInfo, content: bytes) -> Made:
    def made() -> bytes:
        written = io.BytesIO(zipped(scorm12()))
        with zipfile.ZipFile(written, "a") as archive:
            archive.writestr(info, content)
        return written.getvalue()

    return made


def of_kind(name: str, kind: int, content: bytes = b"/etc/passwd") -> Made:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (kind | 0o777) << 16
    return with_member(info, content)


def renamed(old: bytes, new: bytes) -> Made:
    """The name in the local header and in the directory, byte by byte: what no library would write."""
    assert len(old) == len(new)
    return lambda: zipped({**scorm12(), old.decode(): "x"}).replace(old, new)


def directory_at(data: bytes) -> int:
    return data.index(b"PK\x01\x02")


def patched(offset_in_directory: int, form: str, value: int) -> Made:
    """A field of the first entry of the directory is made to lie."""

    def made() -> bytes:
        data = bytearray(zipped({"start.html": PAGE * 50, "imsmanifest.xml": SCORM12_XML}))
        struct.pack_into(form, data, directory_at(bytes(data)) + offset_in_directory, value)
        return bytes(data)

    return made


def at_the_end(offset: int, form: str, value: int) -> Made:
    def made() -> bytes:
        data = bytearray(zipped(scorm12()))
        struct.pack_into(form, data, len(data) - 22 + offset, value)
        return bytes(data)

    return made


def broken_content() -> bytes:
    data = bytearray(zipped({**scorm12(), "film.mp4": bytes(range(256)) * 200}, zipfile.ZIP_STORED))
    data[data.index(bytes(range(256))) + 1000] ^= 0xFF
    return bytes(data)


def broken_deflate() -> bytes:
    data = bytearray(zipped({"start.html": PAGE * 50, "imsmanifest.xml": SCORM12_XML}))
    data[45:60] = b"\xff" * 15
    return bytes(data)


def flat_bomb() -> bytes:
    return zipped({**scorm12(), "film.mp4": bytes(60 * MIB)})


def many_bombs() -> bytes:
    """Each entry within the ratio; together too much. Zeros and noise by turns, each compressed once."""
    noise = zlib.compress(bytes(range(256)) * 4096)
    block = (noise + bytes(150 * len(noise)))[: 20 * MIB]
    return _repeated(block, times=1 + 500 * MIB // len(block))


def _repeated(block: bytes, times: int) -> bytes:
    """One compressed stream written under many names, without overlap."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(block) + packer.flush()
    body, directory = bytearray(zipped(scorm12())), bytearray()
    start = directory_at(bytes(body))
    end = len(body) - 22
    directory += body[start:end]
    body = body[:start]
    for number in range(times):
        name = f"film-{number}.mp4".encode()
        sizes = (zlib.crc32(block), len(packed), len(block))
        offset = len(body)
        body += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, *sizes, len(name), 0) + name + packed
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, *sizes, len(name), 0, 0, 0, 0, 0, offset
        )
        directory += name
    return bytes(body + directory + _end(times + 2, len(directory), len(body)))


def overlapping() -> bytes:
    """The directory names the same bytes twice, under two names."""
    data = zipped({"start.html": PAGE, "imsmanifest.xml": SCORM12_XML})
    start = directory_at(data)
    directory = data[start:-22]
    second = bytearray(directory[: 46 + len("start.html")])
    second[46:] = b"other.html"
    return data[:start] + directory + bytes(second) + _end(3, len(directory) + len(second), start)


def quoted_overlap() -> bytes:
    """A stored file whose content is another file's header: what unpacks a kernel of bytes again and again."""
    inner = zipped({"kernel.txt": "0" * 2000})
    local = inner[: directory_at(inner)]
    with_quote = zipped({"imsmanifest.xml": SCORM12_XML, "start.html": PAGE, "quote.txt": local}, zipfile.ZIP_STORED)
    directory_start = with_quote.rindex(b"PK\x05\x06")
    (size, offset) = struct.unpack_from("<2L", with_quote, directory_start + 12)
    entry = bytearray(inner[directory_at(inner) : -22])
    struct.pack_into("<L", entry, 42, with_quote.index(local))
    directory = with_quote[offset : offset + size] + bytes(entry)
    return with_quote[:offset] + directory + _end(4, len(directory), offset)


def _end(entries: int, size: int, offset: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, size, offset, 0)


def billion_laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return with_manifest(DOCTYPE.format(entities, "&a9;"))()


def many_files(count: int) -> Made:
    return lambda: zipped({**scorm12(), **{f"page-{number}.html": "" for number in range(count)}}, zipfile.ZIP_STORED)


def families() -> Iterator[tuple[str, dict[str, Made]]]:
    whole = zipped(scorm12())
    yield (
        "names",
        {
            "one folder up": named("../start.html"),
            "many folders up": named("a/../../../../etc/cron.d/x.html"),
            "a folder up in the middle": named("pages/../../x.html"),
            "the same folder": named("./x.html"),
            "an empty part": named("pages//x.html"),
            "absolute": named("/etc/passwd"),
            "a drive": named("C:/windows/x.html"),
            "a network share": named("//server/share/x.html"),
            "backslashes": named("..\\..\\x.html"),
            "a backslash within": named("pages\\x.html"),
            "a NUL": renamed(b"pagesXhtml.txt", b"pages\x00html.txt"),
            "a line break": named("pa\nges.html"),
            "right to left": named("photo\u202egnp.html"),
            "a byte order mark": named("\ufeffstart2.html"),
            "a device": named("pages/NUL.html"),
            "a numbered device": named("com1"),
            "a trailing dot": named("pages./x.html"),
            "a trailing space": named("x.html "),
            "an alternate stream": named("x.html:hidden"),
            "too long": named("x" * 300 + ".html"),
            "too deep": named("d/" * 20 + "x.html"),
            "twice": lambda: zipped({**scorm12(), "START.HTML": "x"}),
            "twice in Unicode": lambda: zipped({**scorm12(), "caf\u00e9.html": "x", "cafe\u0301.html": "y"}),
            "a file as a folder": lambda: zipped({**scorm12(), "start.html/x.html": "x"}),
            "no UTF-8": renamed(b"pages-of-feet.txt", b"p\xe4ges-of-feet.txt"),
        },
    )
    yield (
        "kinds of entry",
        {
            "a symbolic link": of_kind("link.html", stat.S_IFLNK),
            "a link in a folder": of_kind("pages/link.html", stat.S_IFLNK, b"../../../../etc/passwd"),
            "a device node": of_kind("null.html", stat.S_IFCHR),
            "a pipe": of_kind("pipe.html", stat.S_IFIFO),
            "a socket": of_kind("socket.html", stat.S_IFSOCK),
            "a folder that holds something": with_member(zipfile.ZipInfo("pages/"), b"x"),
            "a folder by its mode alone": of_kind("pages", stat.S_IFDIR, b""),
            "encrypted": patched(8, "<H", 0x1),
            "strongly encrypted": patched(8, "<H", 0x41),
            "bzip2": lambda: zipped(scorm12(), zipfile.ZIP_BZIP2),
            "LZMA": lambda: zipped(scorm12(), zipfile.ZIP_LZMA),
            "an unknown compression": patched(10, "<H", 99),
            "a Windows program": named("setup.exe"),
            "a server's script": named("pages/upload.php"),
            "a hidden program": named("photo.php.jpg"),
            "a shell script": named("run.sh"),
            "a document with macros": named("guideline.docm"),
            "a shortcut": named("open me.lnk"),
        },
    )
    yield (
        "bombs",
        {
            "flat": flat_bomb,
            "many entries of a good ratio": many_bombs,
            "overlapping files": overlapping,
            "a quoted overlap": quoted_overlap,
            "more files than allowed": many_files(5_001),
            "says it has 65,534 files": at_the_end(10, "<H", 65_534),
            "says a smaller size": patched(24, "<L", 10),
            "says a larger size": patched(24, "<L", 4_000),
            "says a huge size": patched(24, "<L", 4_000_000_000),
            "says it is compressed to nothing": patched(20, "<L", 0),
            "a huge manifest": with_manifest(SCORM12_XML.replace("Feet first", "x" * (3 * MIB))),
            "a manifest of too many elements": with_manifest(
                SCORM12_XML.replace("</resources>", "<file/>" * 21_000 + "</resources>")
            ),
            "too many parts": with_manifest(
                SCORM12_XML.replace("</organization>", _items(201) + "</organization>").replace("one", "none")
            ),
        },
    )
    yield (
        "entities",
        {
            "billion laughs": billion_laughs,
            "a quadratic blow-up": with_manifest(DOCTYPE.format(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 10_000)),
            "a file": with_manifest(DOCTYPE.format('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;")),
            "an address": with_manifest(DOCTYPE.format('<!ENTITY a SYSTEM "http://127.0.0.1/x">', "&a;")),
            "a parameter entity": with_manifest(DOCTYPE.format('<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;', "")),
            "a foreign document type": with_manifest(
                '<!DOCTYPE manifest SYSTEM "http://127.0.0.1/x.dtd"><manifest></manifest>'
            ),
            "hidden in UTF-16": with_manifest(
                DOCTYPE.format('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;")
                .replace('"1.0"', '"1.0" encoding="utf-16"')
                .encode("utf-16")
            ),
            "hidden in UTF-7": with_manifest(b'<?xml version="1.0" encoding="utf-7"?>+ADw-manifest+AD4-'),
            "an unknown character set": with_manifest(b'<?xml version="1.0" encoding="klingon"?><manifest/>'),
            "in cmi5": lambda: zipped({"cmi5.xml": DOCTYPE.format('<!ENTITY a "x">', "&a;"), "start.html": PAGE}),
        },
    )
    yield (
        "frames",
        {
            "nothing": lambda: b"",
            "a few bytes": lambda: b"PK\x03\x04",
            "text": lambda: b"This is not a package. " * 10,
            "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(200),
            "a picture before it": lambda: b"GIF89a" + whole,
            "a PDF before it": lambda: b"%PDF-1.7\n" + whole,
            "a program before it": lambda: b"MZ" + bytes(100) + whole,
            "a page behind it": lambda: whole + b"<script>alert(1)</script>",
            "an empty archive": lambda: zipped({}),
            "cut in half": lambda: whole[: len(whole) // 2],
            "without its last byte": lambda: whole[:-1],
            "without its directory": lambda: whole[: directory_at(whole)],
            "of several disks": at_the_end(4, "<H", 1),
            "with a directory elsewhere": at_the_end(16, "<L", 10),
            "with a longer directory": at_the_end(12, "<L", 0x7FFFFFFF),
            "with a header elsewhere": patched(42, "<L", 500_000),
            "a bad checksum": broken_content,
            "a broken stream": broken_deflate,
            "two names for one entry": lambda: whole.replace(b"start.html", b"other.html", 1),
        },
    )
    yield (
        "manifests",
        {
            "none": lambda: zipped({"start.html": PAGE}),
            "in a folder": lambda: zipped({f"course/{name}": text for name, text in scorm12().items()}),
            "Tin Can": lambda: zipped({"tincan.xml": "<tincan/>", "index.html": PAGE}),
            "H5P": lambda: zipped({"h5p.json": "{}"}),
            "Office": lambda: zipped({"[Content_Types].xml": "<Types/>"}),
            "empty": with_manifest(""),
            "not well-formed": with_manifest(SCORM12_XML[:-5]),
            "a byte that is no UTF-8": with_manifest(SCORM12_XML.encode().replace(b"Feet", b"F\xffet")),
            "NUL bytes": with_manifest(SCORM12_XML.encode() + bytes(10)),
            "another document": with_manifest("<html><body>Hello</body></html>"),
            "an unknown version": changed(">1.2<", ">0.9 beta<"),
            "no version": with_manifest("<manifest><organizations/></manifest>"),
            "no organisation": with_manifest(
                SCORM12_XML[: SCORM12_XML.index("<organizations")] + SCORM12_XML[SCORM12_XML.index("<resources>") :]
            ),
            "no SCO": changed('adlcp:scormtype="sco"', 'adlcp:scormtype="asset"'),
            "an unknown resource": changed('identifierref="page"', 'identifierref="other"'),
            "no start page": changed('href="start.html">\n', ">\n"),
            "a start page that is missing": changed('sco" href="start.html"', 'sco" href="gone.html"'),
            "a start page elsewhere": changed('sco" href="start.html"', 'sco" href="https://evil.example/x.html"'),
            "a start page without a scheme": changed('sco" href="start.html"', 'sco" href="//evil.example/x"'),
            "a script as a start page": changed('sco" href="start.html"', 'sco" href="javascript:alert(1)"'),
            "a start page above": changed('sco" href="start.html"', 'sco" href="../../start.html"'),
            "a start page above, hidden": changed('sco" href="start.html"', 'sco" href="%2e%2e/start.html"'),
            "a base elsewhere": changed("<resources>", '<resources xml:base="https://evil.example/">'),
            "a mastery score in words": changed(">80<", ">eighty<"),
            "an infinite mastery score": changed(">80<", ">Infinity<"),
            "the same part twice": changed("</organization>", _items(1).replace("item-0", "one") + "</organization>"),
            "no unit": lambda: zipped({"cmi5.xml": "<courseStructure><course id='x:y'/></courseStructure>"}),
            "no structure": lambda: zipped({"cmi5.xml": "<manifest/>", "start.html": PAGE}),
            "a unit elsewhere": with_structure("start.html", "https://evil.example/x.html"),
            "a unit that is missing": with_structure("<url>start", "<url>gone"),
            "a unit without an id": with_structure('id="https://packages.example/feet/1"', 'id=""'),
            "a unit's id that is no IRI": with_structure('id="https://packages.example/feet/1"', 'id="one two"'),
            "an unknown rule": with_structure("CompletedAndPassed", "WheneverYouLike"),
            "a mastery score above one": with_structure('masteryScore="0.8"', 'masteryScore="80"'),
            "no page": with_structure("<url>start.html</url>", ""),
        },
    )


def _items(count: int) -> str:
    return "".join(f'<item identifier="item-{n}" identifierref="page"><title>T</title></item>' for n in range(count))


DAMAGED = {f"{family}: {name}": made for family, members in families() for name, made in members.items()}
