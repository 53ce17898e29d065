"""Which codes a framework's requirements name, so that whoever records evidence can choose one in words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .grammar import words
from .grammar.activity import ActivityCount
from .grammar.base import Requirement
from .grammar.competence import Assessment, Competencies
from .grammar.framework import Framework
from .grammar.indicator import Indicator
from .grammar.person import Credential
from .grammar.standing import ExternalStanding
from .grammar.submission import Submission
from .grammar.supervision import Supervised, Volume


class Named(NamedTuple):
    """A requirement asks for `code` as the value `field` of an entry of the kind `entry`."""

    entry: str
    field: str
    code: str
    label: str


def codes_named(framework: Framework) -> Iterator[Named]:
    """Every code of evidence from outside, in the order of the document, one line for each requirement naming it."""
    for node in framework.nodes():
        for entry, field, codes in _of_node(node):
            yield from (Named(entry, field, code, node.common.label) for code in codes)
    for each in framework.equivalences:
        yield Named("credential.verified", "credential", each.credential, f"counts as {words.code(each.code)}")


def _of_node(node: Requirement) -> Iterator[tuple[str, str, Iterable[str]]]:
    if isinstance(node, Credential):
        yield "credential.verified", "credential", node.any_of
    elif isinstance(node, Supervised | Volume):
        yield "activity.logged", "activity", node.logged.activities
        if isinstance(node, Supervised):
            yield from _competency(node.sign_off.framework, node.sign_off.topics)
    elif isinstance(node, Competencies):
        yield from _competency(node.framework, [topic for topic, _level in node.topics])
    elif isinstance(node, Assessment):
        yield "assessment.taken", "assessment", [node.assessment]
    else:
        yield from _of_practice(node)


def _competency(framework: str, topics: Iterable[str]) -> Iterator[tuple[str, str, Iterable[str]]]:
    yield "competency.assessed", "framework", [framework]
    yield "competency.assessed", "topic", topics


def _of_practice(node: Requirement) -> Iterator[tuple[str, str, Iterable[str]]]:
    if isinstance(node, ExternalStanding):
        yield "external.recorded", "scheme", [node.scheme]
        yield "external.recorded", "value", (*node.accepted, *node.pending)
    elif isinstance(node, Submission):
        yield "submission.received", "submission", node.any_of
    elif isinstance(node, ActivityCount):
        yield "activity.counted", "activity", node.any_of
    elif isinstance(node, Indicator):
        yield "indicator.measured", "measure", [node.measure]
        yield "indicator.measured", "definition", node.definitions
        yield "indicator.measured", "population", node.populations
        yield "indicator.measured", "source", node.sources
