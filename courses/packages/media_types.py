"""What a file of a package is served as: by its ending alone. What a browser would guess plays no part."""

from __future__ import annotations

from courses.packages.names import shown
from courses.packages.refusal import PackageRefused

OTHER = "application/octet-stream"
MEDIA_TYPES = {
    **dict.fromkeys(("html", "htm"), "text/html"),
    "xhtml": "application/xhtml+xml",
    "css": "text/css",
    **dict.fromkeys(("js", "mjs"), "text/javascript"),
    **dict.fromkeys(("json", "map", "webmanifest"), "application/json"),
    **dict.fromkeys(("xml", "xsd", "dtd", "xsl"), "application/xml"),
    **dict.fromkeys(("txt", "md", "csv", "srt"), "text/plain"),
    "vtt": "text/vtt",
    "svg": "image/svg+xml",
    "png": "image/png",
    **dict.fromkeys(("jpg", "jpeg"), "image/jpeg"),
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "ico": "image/vnd.microsoft.icon",
    "mp3": "audio/mpeg",
    **dict.fromkeys(("m4a", "aac"), "audio/mp4"),
    "wav": "audio/wav",
    **dict.fromkeys(("ogg", "oga"), "audio/ogg"),
    **dict.fromkeys(("mp4", "m4v"), "video/mp4"),
    "webm": "video/webm",
    "ogv": "video/ogg",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "eot": "application/vnd.ms-fontobject",
    "wasm": "application/wasm",
    "pdf": "application/pdf",
}
PROGRAMS = frozenset(
    {
        *("apk", "app", "bat", "bin", "cmd", "com", "cpl", "dll", "dmg", "exe", "gadget", "hta", "jar", "jse", "lnk"),
        *("msc", "msi", "msp", "pif", "ps1", "reg", "scr", "sh", "vb", "vbe", "vbs", "wsf"),
        *("asp", "aspx", "cgi", "jsp", "jspx", "php", "php3", "php4", "php5", "phtml", "pl", "py", "rb"),
        *("docm", "dotm", "xlsm", "xltm", "pptm", "potm", "ppsm"),
    }
)
WITH_CHARSET = ("text/", "application/json", "application/xml", "application/xhtml")


def media_type(name: str) -> str:
    return MEDIA_TYPES.get(_ending(name), OTHER)


def check_kind_of_file(name: str) -> None:
    """Raise PackageRefused for a program, or a document with a macro, under whatever other ending it hides."""
    endings = name.rsplit("/", 1)[-1].casefold().split(".")[1:]
    if PROGRAMS & set(endings[-1:]) or (len(endings) > 1 and endings[-2] in PROGRAMS - {"com", "app", "bin"}):
        raise PackageRefused(
            f"{shown(name)} is a program. A package may hold pages, scripts, pictures, sound and film."
        )


def _ending(name: str) -> str:
    base, dot, ending = name.rsplit("/", 1)[-1].rpartition(".")
    return ending.casefold() if dot and base else ""
