"""Records of which an assessment makes hundreds of thousands."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots. Frozen to the type checker alone: held at run time too, making one takes four
    times as long, and that was a third of an assessment.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
