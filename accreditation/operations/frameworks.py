from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accreditation import policies
from accreditation.enums import Transition
from accreditation.models import Framework, FrameworkVersion
from accreditation.presets import load_preset
from accreditation.rules import grammar
from cms.clock import london_date
from jobs.operations import enqueue
from practices.models import Network, Person

PUBLISHED = "accreditation.version_published"


@transaction.atomic
def publish_version(
    *,
    framework: Framework,
    document: Mapping[str, Any],
    by: Person | None,
    at: datetime,
    transition: str = Transition.FROM_DATE,
    former_until: date | None = None,
) -> FrameworkVersion:
    """Publish a document as the framework's next version, and have every enrolled practice assessed under it.

    `transition` says how it follows on the version before, `former_until` the first day on which that one counts for
    nobody. The same document again is a no-op, if it follows in the same way. Raises GrammarError (a ValueError with
    the path) for a document the grammar refuses, and ValueError for a version that would change the past.
    """
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    digest = grammar.digest(document)
    published: FrameworkVersion | None = framework.versions.filter(digest=digest).first()
    if published:
        policies.check_followed_so(published, transition, former_until)
        return published
    rules = grammar.parse(document)
    policies.check_next_version(framework, rules, london_date(at))
    policies.check_way_over(framework.versions.order_by("number").last(), rules, transition, former_until)
    version = FrameworkVersion.objects.create(
        framework=framework,
        number=rules.version,
        document=document,
        digest=digest,
        effective_from=rules.effective_from,
        published_at=at,
        published_by=by,
        transition=transition,
        former_until=former_until,
    )
    enqueue(topic=PUBLISHED, key=str(version.pk), payload={"version": version.pk}, at=at)
    return version


@transaction.atomic
def publish_preset(
    *, code: str, network: Network, by: Person | None, at: datetime, transition: str = Transition.FROM_DATE
) -> FrameworkVersion:
    """Publish an example framework in a network. Raises LookupError, with the codes there are, for an unknown one."""
    document = load_preset(code)
    framework, _ = Framework.objects.get_or_create(
        network=network, code=document["code"], defaults={"title": document["title"]}
    )
    return publish_version(framework=framework, document=document, by=by, at=at, transition=transition)
