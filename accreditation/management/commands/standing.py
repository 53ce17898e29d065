from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accreditation import queries
from accreditation.arguments import add_moments, add_version, framework_among, practice_called
from accreditation.documents import standing_document
from accreditation.exports import requirements_in_words
from cms import clock
from cms.dates import period_in_words


class Command(BaseCommand):
    help = "A practice's standing on a day, as known at a moment, worked out live: verdicts, intervals, proofs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--practice", required=True, help="The practice's code.")
        parser.add_argument("--framework", help="The framework's code, if the practice is enrolled in several.")
        parser.add_argument("--json", action="store_true", help="Everything, as JSON; dates half-open.")
        add_moments(parser)
        add_version(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        standing = self._standing(**options)
        if options["json"]:
            self.stdout.write(json.dumps(standing_document(standing), indent=2, ensure_ascii=False))
        else:
            self.stdout.writelines(in_words(standing))

    def _standing(self, practice: str, framework: str | None, as_of: Any, known_at: Any, under: Any, **_: Any) -> Any:
        found = practice_called(practice)
        try:
            return queries.standing_of(
                found,
                framework_among(queries.frameworks_of_practice(found), framework),
                as_of=as_of or clock.today(),
                known_at=known_at or clock.now(),
                under=under,
            )
        except queries.NotInForce as error:
            raise CommandError(str(error)) from error


def in_words(standing: queries.PracticeStanding) -> Iterator[str]:
    yield f"{standing.practice.code} on {standing.as_of}: {standing.status.label}\n"
    for proof in standing.proofs().values():
        verdict = requirements_in_words(proof.verdict, proof.in_grace, proof.by_plan, proof.by_waiver)
        yield f"  {verdict:20} {proof.label}, {period_in_words(proof.from_on, proof.until_on)}\n"
