from __future__ import annotations

import gc
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.blocks import StructBlockValidationError, StructValue
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.blocks import ImageBlock, VideoBlock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def document(name: str) -> Document:
    return Document.objects.create(title=name, file=ContentFile(b"content", name=name))


def film(**values: object) -> StructValue:
    """A film block's value, as it comes out of a page."""
    given = {"title": "A foot check", "film": None, "captions": None, "transcript": "<p>Look at the sole.</p>"}
    return VideoBlock().to_python({**given, **values})


# Wagtail leaves the file in which it made a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_image_carries_the_words_for_those_who_cannot_see_it() -> None:
    buffer = BytesIO()
    Picture.new("RGB", (20, 10)).save(buffer, "PNG")
    image = Image.objects.create(title="Foot", file=ContentFile(buffer.getvalue(), name="foot.png"))
    html = ImageBlock().render({"image": image, "alt_text": "A foot from below", "caption": ""})
    gc.collect()
    assert BeautifulSoup(html, "html.parser").img["alt"] == "A foot from below"


def test_a_film_plays_from_our_own_files_with_its_words_beside_it() -> None:
    value = VideoBlock().clean(film(film=document("check.mp4").pk, captions=document("check.vtt").pk))
    page = BeautifulSoup(VideoBlock().render(value), "html.parser")
    assert page.source["src"].startswith("/documents/")
    assert page.source["type"] == "video/mp4"
    assert page.track["kind"] == "captions"
    assert page.details.get_text(" ", strip=True).endswith("Look at the sole.")


@pytest.mark.parametrize(
    ("part", "name", "sentence"),
    [
        ("film", "check.avi", "Choose an MP4 or WebM file."),
        ("captions", "check.srt", "Choose a WebVTT file, whose name ends in .vtt."),
    ],
)
def test_a_file_that_browsers_cannot_play_is_refused(part: str, name: str, sentence: str) -> None:
    value = film(**{"film": document("check.mp4").pk, part: document(name).pk})
    with pytest.raises(StructBlockValidationError) as refusal:
        VideoBlock().clean(value)
    assert refusal.value.block_errors[part].messages == [sentence]


def test_a_film_without_its_words_is_refused() -> None:
    with pytest.raises(StructBlockValidationError) as refusal:
        VideoBlock().clean(film(film=document("check.mp4").pk, transcript=""))
    assert list(refusal.value.block_errors) == ["transcript"]
