"""The life of a draft framework: from writing by way of a clinical lead and the commissioner to a version. Pure."""

from __future__ import annotations

from accreditation.enums import DraftState, DraftStepKind
from practices.roles import Permission

STEPS: dict[tuple[str, str], DraftState] = {
    (DraftState.WRITING, DraftStepKind.SUBMIT): DraftState.WITH_CLINICAL_LEAD,
    (DraftState.WRITING, DraftStepKind.DROP): DraftState.DROPPED,
    (DraftState.WITH_CLINICAL_LEAD, DraftStepKind.ENDORSE): DraftState.WITH_COMMISSIONER,
    (DraftState.WITH_CLINICAL_LEAD, DraftStepKind.SEND_BACK): DraftState.WRITING,
    (DraftState.WITH_COMMISSIONER, DraftStepKind.PUBLISH): DraftState.PUBLISHED,
    (DraftState.WITH_COMMISSIONER, DraftStepKind.SEND_BACK): DraftState.WRITING,
}
WHOSE_TURN: dict[str, Permission] = {
    DraftState.WRITING: Permission.DRAFT_FRAMEWORKS,
    DraftState.WITH_CLINICAL_LEAD: Permission.ENDORSE_FRAMEWORKS,
    DraftState.WITH_COMMISSIONER: Permission.PUBLISH_FRAMEWORKS,
}
# Those who had a hand in a draft before it came here, and so leave this step to somebody else.
NOT_BY_THOSE_WHO: dict[str, tuple[DraftStepKind, ...]] = {
    DraftStepKind.ENDORSE: (DraftStepKind.WRITE, DraftStepKind.SUBMIT),
    DraftStepKind.PUBLISH: (DraftStepKind.WRITE, DraftStepKind.SUBMIT, DraftStepKind.ENDORSE),
}


def steps_from(state: str) -> list[DraftStepKind]:
    """The steps that the state allows, in the order they are offered."""
    return [kind for kind in DraftStepKind if (state, kind) in STEPS]
