"""What a scenario expects of awards: how long they last, when they can be renewed, held provisionally, which version
governs. A scenario that says `versions` names what is different in each of them, from the second on.
"""

import re
from datetime import timedelta

from accreditation.presets import load_preset
from accreditation.rules.award import award_period, in_renewal_window
from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse
from accreditation.rules.ladder import provisional_spans
from accreditation.rules.spans import covers
from accreditation.rules.versions import Policy, Version, governed

from .language import DAY, EVER, day_of

LASTS = rf"The award lasts until {DAY}\."
CAN_BE_RENEWED = rf"On {DAY} the award (can|cannot) be renewed\."
PROVISIONAL = rf"On {DAY} the tier ([\w-]+) (can|cannot) be held provisionally\."
GOVERNS = rf"On {DAY} version (\d+) governs\."
ABOUT_AWARDS = (LASTS, CAN_BE_RENEWED, PROVISIONAL, GOVERNS)


def is_about_awards(text):
    return any(re.fullmatch(pattern, text) for pattern in ABOUT_AWARDS)


def versions_of(scenario):
    """The framework and its later versions, each laid over the one before it."""
    named = scenario["framework"]
    document = load_preset(named) if isinstance(named, str) else named
    found = [Version(parse(document), parse(document).effective_from)]
    for changes in scenario.get("versions", []):
        document = document | {key: value for key, value in changes.items() if key != "follows"}
        framework = parse(document)
        found.append(Version(framework, framework.effective_from, Policy(changes["follows"])))
    return found


def check_award(text, framework, versions, story):
    facts = story.facts().as_known_at(EVER)
    if found := re.fullmatch(LASTS, text):
        assert last_period(framework, story)[1] - timedelta(days=1) == day_of(found[1]), text
    elif found := re.fullmatch(CAN_BE_RENEWED, text):
        can = in_renewal_window(framework, last_period(framework, story), day_of(found[1]))
        assert can == (found[2] == "can"), text
    elif found := re.fullmatch(PROVISIONAL, text):
        spans = provisional_spans(framework, evaluate(framework, facts), found[2])
        assert covers(spans, day_of(found[1])) == (found[3] == "can"), text
    elif found := re.fullmatch(GOVERNS, text):
        spans = governed(versions, facts, story.awards)
        on = day_of(found[1])
        (version,) = [span.framework.version for span in spans if span.from_on <= on < span.until_on]
        assert version == int(found[2]), text


def last_period(framework, story):
    period = None
    for granted_on in sorted(story.awards):
        period = award_period(framework, granted_on, period)
    return period
