from __future__ import annotations

from datetime import datetime

from jobs.operations import enqueue

TELL = "accreditation.tell"


def tell(what: str, pk: int, *, at: datetime) -> None:
    """Have whoever it concerns told by e-mail, once; `what` is one of `accreditation.letters.LETTERS`."""
    enqueue(topic=TELL, key=f"{what}:{pk}", payload={"what": what, "pk": pk}, at=at)
