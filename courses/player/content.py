"""The files of a package, as its own origin serves them: whole, or the part of a film that a browser asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from courses.models import PackageFile, PackageLaunch
from courses.packages.media_types import WITH_CHARSET, media_type
from courses.packages.storing import open_content
from courses.player.loading import check_open, launch_asked
from courses.player.policy import CONTENT, guarded
from courses.queries.packages import file_at

RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
CHUNK = 64 * 1024


@require_safe
def content(request: HttpRequest, secret: str, path: str) -> HttpResponseBase:
    """A file of the package that is played. Only within a page: opened by itself it is refused."""
    launch = launch_asked(request, secret)
    if request.headers.get("Sec-Fetch-Dest") == "document":
        return guarded(_plain("Start the package from its course's page.", 403), CONTENT)
    try:
        check_open(launch)
    except ValueError as ended:
        return guarded(_plain(str(ended), 410), CONTENT)
    return guarded(_served(request, launch, path), CONTENT)


def _served(request: HttpRequest, launch: PackageLaunch, path: str) -> HttpResponseBase:
    file = file_at(launch.package, path)
    if file is None:
        raise Http404
    start, end = _range(request, file.size)
    if start >= end and file.size:
        response: HttpResponseBase = _plain("There is no such part of the file.", 416)
        response["Content-Range"] = f"bytes */{file.size}"
        return response
    is_part = (start, end) != (0, file.size)
    pieces = _pieces(file.digest, start, end) if request.method == "GET" else iter(())
    response = StreamingHttpResponse(pieces, status=206 if is_part else 200, content_type=_type(file))
    response["Content-Length"] = str(end - start)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, max-age=3600"
    if is_part:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    return response


def _range(request: HttpRequest, size: int) -> tuple[int, int]:
    """The bytes [start, end) that are asked for; all of them where it is not said in a way we understand."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked:
        return 0, size
    end = int(asked[2]) + 1 if asked[2] else size
    return int(asked[1]), min(end, size)


def _pieces(digest: str, start: int, end: int) -> Iterator[bytes]:
    """Opened when the first piece is asked for, so that an answer that nobody reads leaves nothing open."""
    with open_content(digest) as file:
        file.seek(start)
        left = end - start
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


def _type(file: PackageFile) -> str:
    kind = media_type(file.path)
    # A page says itself how it is written; scripts and data that say nothing are in UTF-8.
    return f"{kind}; charset=utf-8" if kind.startswith(WITH_CHARSET) and kind != "text/html" else kind


def _plain(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
