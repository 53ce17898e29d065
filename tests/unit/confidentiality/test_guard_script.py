"""The browser and the server read the same patterns; here they have to find the same in them."""

from __future__ import annotations

from practices.confidentiality.folding import fold
from practices.confidentiality.structured import MESSAGES, find_structured

from .corpus import clean_sentences, planted
from .examples import EXAMPLES
from .guard_script import SCRIPT, found_by_script
from .identifiers_of_people import MAKERS

EACH = 60


def found_by_server(text: str) -> list[dict[str, str]]:
    folded = fold(text)
    return [
        {
            "kind": finding.kind,
            "words": (words := folded.words(finding.start, finding.end)[2]),
            "message": (finding.message or MESSAGES[finding.kind]).replace("{words}", " ".join(words.split())),
        }
        for finding in find_structured(folded.text)
    ]


def test_the_script_finds_what_the_server_finds() -> None:
    texts = [text for text, _ in EXAMPLES] + clean_sentences()
    texts += [document.text for kind in MAKERS for document in planted(kind, EACH, seed=1)]
    assert found_by_script(texts) == [found_by_server(text) for text in texts]


def test_the_script_has_no_way_to_send_anything() -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    ways = (
        "fetch",
        "XMLHttpRequest",
        "sendBeacon",
        "WebSocket",
        "EventSource",
        "import(",
        "localStorage",
        "document.cookie",
    )
    assert [way for way in ways if way in source] == []
