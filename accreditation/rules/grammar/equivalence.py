"""What a credential from elsewhere stands for (prior learning)."""

from dataclasses import dataclass
from datetime import date

from .errors import GrammarError
from .fields import a_group, day, names, text, whole
from .person import VERIFICATION
from .reading import Reader


@dataclass(frozen=True, slots=True)
class Equivalence:
    """`credential` counts as the course or credential `code` where it is dated [from_on, last_on]; one way."""

    credential: str
    kind: str
    code: str
    from_on: date
    last_on: date
    min_verification: int
    why: str

    @property
    def asked_verification(self) -> str:
        return VERIFICATION[min(self.min_verification, 3)]


COUNTS_AS_FIELDS = (
    text("course", "The code of a course."),
    text("credential", "Instead of a course: the code of another credential."),
)
EQUIVALENCE_FIELDS = (
    text("credential", "The code of the credential from elsewhere.", must=True),
    a_group("counts_as", COUNTS_AS_FIELDS, "What it stands for.", must=True),
    day("from", "The first day of which it may be. Empty: any."),
    day("until", "The last day of which it may be. Empty: any."),
    whole("min_verification", "0 self-declared, 1 uploaded, 2 counter-signed, 3 verified by the issuer.", least=0),
    text("why", "Where that comes from."),
)


def read_equivalences(reader: Reader) -> tuple[Equivalence, ...]:
    if not reader.has("equivalences"):
        return ()
    known = names(EQUIVALENCE_FIELDS)
    return tuple(_equivalence(Reader(value, path, known)) for value, path in reader.items("equivalences"))


def _equivalence(reader: Reader) -> Equivalence:
    inner = Reader(reader.raw("counts_as"), reader.at("counts_as"), names(COUNTS_AS_FIELDS))
    if inner.has("course") == inner.has("credential"):
        raise GrammarError(inner.path, "names either a course or a credential")
    kind = "course" if inner.has("course") else "credential"
    credential, code = reader.text("credential"), inner.text(kind)
    if (kind, code) == ("credential", credential):
        raise GrammarError(inner.at(kind), "a credential already counts as itself")
    from_on = reader.day("from") if reader.has("from") else date.min
    last_on = reader.day("until") if reader.has("until") else date.max
    if last_on < from_on:
        raise GrammarError(reader.at("until"), "must not be before the first day")
    least = reader.whole("min_verification", least=0, default=0)
    return Equivalence(credential, kind, code, from_on, last_on, least, reader.text("why", ""))
