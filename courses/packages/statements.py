"""What a part of cmi5 may say, and to what it comes. Pure; raises ValueError with the rule that a statement breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from courses.packages.judging import Said, per_cent

VERBS = "http://adlnet.gov/expapi/verbs/"
INITIALIZED, COMPLETED, PASSED, FAILED = (f"{VERBS}{name}" for name in ("initialized", "completed", "passed", "failed"))
TERMINATED = f"{VERBS}terminated"
DEFINED = (INITIALIZED, COMPLETED, PASSED, FAILED, TERMINATED)
CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon"
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
LONGEST_IRI = 500
# The verb of a statement that is cmi5's own; others are kept as what they are, and count for nothing.
OWN = "cmi5:"


@dataclass(frozen=True)
class Session:
    """One launch, as its statements have to name it. `mastery` is in per cent."""

    actor: Mapping[str, Any]
    registration: str
    session_id: str
    activity_id: str
    mastery: int | None


@dataclass(frozen=True)
class Statement:
    ref: str
    said: Said


def read_statement(sent: Any, session: Session, before: Sequence[str]) -> Statement:
    """A statement of this session. `before` are the verbs that were kept of the session so far, in order."""
    statement = _mapping(sent, "A statement")
    _check_actor(statement.get("actor"), session)
    verb = _iri(_mapping(statement.get("verb"), "The verb").get("id"), "The verb's id")
    subject = _mapping(statement.get("object"), "The object")
    if subject.get("objectType", "Activity") != "Activity":
        raise ValueError("The object of a statement has to be an activity.")
    place = _iri(subject.get("id"), "The object's id")
    _check_moment(statement.get("timestamp"))
    context = _mapping(statement.get("context"), "The context")
    _check_context(context, session)
    result = _mapping(statement.get("result", {}), "The result")
    categories = _categories(context)
    is_own = CATEGORY in categories
    _check_order(verb, is_own, before)
    if not is_own:
        return Statement(_ref(statement), Said(False, None, None, {"verb": verb, "object": place}))
    if verb not in DEFINED:
        raise ValueError("This verb is for the site alone to say.")
    if place != session.activity_id:
        raise ValueError("The statement is about another activity than the one that was started.")
    _check_result(verb, result, MOVE_ON in categories, session.mastery)
    said = Said(
        is_completed=verb == COMPLETED,
        is_passed={PASSED: True, FAILED: False}.get(verb),
        score=_score(result),
        kept={"verb": OWN + verb, "object": place},
    )
    return Statement(_ref(statement), said)


def is_actor(given: Any, session: Session) -> bool:
    return isinstance(given, dict) and given.get("account") == session.actor["account"]


def _check_actor(given: Any, session: Session) -> None:
    if not is_actor(given, session) or given.get("objectType", "Agent") != "Agent":
        raise ValueError("The statement is about another learner than the one who started the part.")


def _check_moment(given: Any) -> None:
    try:
        moment = datetime.fromisoformat(given)
    except (TypeError, ValueError) as error:
        raise ValueError("The statement has no timestamp as ISO 8601 writes it.") from error
    if moment.tzinfo is None:
        raise ValueError("The statement's timestamp has no time zone.")


def _check_context(context: Mapping[str, Any], session: Session) -> None:
    if str(context.get("registration", "")).lower() != session.registration:
        raise ValueError("The statement is of another registration.")
    if _mapping(context.get("extensions", {}), "The extensions").get(SESSION) != session.session_id:
        raise ValueError("The statement is of another session.")


def _categories(context: Mapping[str, Any]) -> set[str]:
    activities = _mapping(context.get("contextActivities", {}), "The context's activities")
    given = activities.get("category", [])
    listed = given if isinstance(given, list) else [given]
    return {str(each.get("id")) for each in listed if isinstance(each, dict)}


def _check_order(verb: str, is_own: bool, before: Sequence[str]) -> None:
    has_begun, is_over = OWN + INITIALIZED in before, OWN + TERMINATED in before
    begins = is_own and verb == INITIALIZED
    if is_over:
        raise ValueError("The session is terminated. Nothing can be said of it any more.")
    if begins and has_begun:
        raise ValueError("The session is initialized already.")
    if not begins and not has_begun:
        raise ValueError("The session has to be initialized first.")


def _check_result(verb: str, result: Mapping[str, Any], moves_on: bool, mastery: int | None) -> None:
    if verb in (COMPLETED, PASSED) and not moves_on:
        raise ValueError("The statement lacks the category moveon.")
    if verb == COMPLETED and result.get("completion") is not True:
        raise ValueError("A completed statement has the completion true.")
    if verb in (PASSED, FAILED) and result.get("success") is not (verb == PASSED):
        raise ValueError("A passed statement has the success true, a failed one false.")
    if "score" in result and verb not in (PASSED, FAILED):
        raise ValueError("Only passed and failed statements carry a score.")
    score = _score(result)
    if score is not None and mastery is not None and (score >= mastery) != (verb == PASSED):
        raise ValueError("The score and the mastery score say something else than the verb.")


def _score(result: Mapping[str, Any]) -> int | None:
    if "score" not in result:
        return None
    scaled = _mapping(result["score"], "The score").get("scaled")
    if isinstance(scaled, bool) or not isinstance(scaled, int | float) or not -1 <= scaled <= 1:
        raise ValueError("A score is scaled from -1 to 1.")
    return per_cent(scaled, 0, 1)


def _ref(statement: Mapping[str, Any]) -> str:
    try:
        return str(UUID(str(statement.get("id"))))
    except ValueError as error:
        raise ValueError("The id of a statement has to be a UUID.") from error


def _iri(given: Any, what: str) -> str:
    if not isinstance(given, str) or ":" not in given or len(given) > LONGEST_IRI or not given.isprintable():
        raise ValueError(f"{what} has to be an IRI.")
    return given


def _mapping(given: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise ValueError(f"{what} has to be an object.")
    return given
