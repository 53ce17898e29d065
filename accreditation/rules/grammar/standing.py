"""external_standing: what another body says of the practice."""

from dataclasses import dataclass
from typing import ClassVar

from . import words
from .base import Common, Context, Requirement
from .errors import GrammarError
from .fields import text, texts, whole
from .reading import Reader


@dataclass(frozen=True, slots=True)
class ExternalStanding(Requirement):
    """Either one of `accepted`, or a level of at least `min_level`.

    pending: values under which the one before still stands, for `pending_days` (None: however long).
    """

    kind: ClassVar[str] = "external_standing"
    scheme: str
    accepted: tuple[str, ...]
    min_level: int | None
    pending: tuple[str, ...]
    pending_days: int | None
    valid_months: int | None


STANDING_FIELDS = (
    text("scheme", "The code of the scheme, such as cqc.", must=True),
    texts("accepted", "Values that would do. Empty: by level alone."),
    whole("min_level", "The least level that would do, whatever the value. Empty: by value alone.", least=1),
    texts("pending", "Values that mean a new one is on its way: the one before still stands. Empty: none."),
    whole("pending_days", "For how many days it then still stands. Empty: however long.", least=1),
    whole("valid_months", "For how many months a value stands. Empty: until the next.", least=1),
)


def read_standing(reader: Reader, common: Common, context: Context) -> ExternalStanding:
    node = ExternalStanding(
        common,
        reader.text("scheme"),
        reader.texts("accepted", default=[]),
        reader.whole_or_none("min_level", least=1),
        reader.texts("pending", default=[]),
        reader.whole_or_none("pending_days", least=1),
        reader.whole_or_none("valid_months", least=1),
    )
    if not node.accepted and node.min_level is None:
        raise GrammarError(reader.at("accepted"), "accepted or min_level must be there")
    both = sorted(set(node.accepted) & set(node.pending))
    if both:
        raise GrammarError(reader.at("pending"), f"{both[0]!r} is accepted already")
    return node


def standing_english(node: ExternalStanding) -> str:
    text = f"“{words.code(node.scheme)}” stands at {asked(node)}"
    text += f", looked up within the last {node.valid_months} months" if node.valid_months else ""
    if node.pending:
        days = f" for up to {node.pending_days} days" if node.pending_days else ""
        text += f"; while it is {words.codes(node.pending)} the one before stands{days}"
    return text


def asked(node: ExternalStanding) -> str:
    ways = [words.codes(node.accepted)] if node.accepted else []
    ways += [f"level {node.min_level} or above"] if node.min_level else []
    return " or ".join(ways)
