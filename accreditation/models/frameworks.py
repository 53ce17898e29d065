from __future__ import annotations

from datetime import date, datetime
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import F, Q

from accreditation.enums import Transition
from accreditation.rules import grammar, versions
from practices.models import Network, Person


class Unchangeable(models.Model):
    """A row that is written once.

    The database refuses UPDATE as well (migration 0002); this gives the readable sentence.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise ValueError(f"A {self._meta.verbose_name} is never changed once it is written. Write a new one.")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise ValueError(f"A {self._meta.verbose_name} is never deleted.")


class Framework(models.Model):
    """A scheme of a network: what is asked of a practice, in versions."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="frameworks")
    code = models.SlugField(max_length=40)
    title = models.CharField(max_length=160)

    class Meta:
        ordering = ["network_id", "code"]
        constraints = [models.UniqueConstraint(fields=["network", "code"], name="framework_once_in_a_network")]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """How ledger entries name the framework: the same example may be published in several networks."""
        return ledger_key(self.pk, self.code)


def ledger_key(framework_id: int, code: str) -> str:
    return f"{code}.{framework_id}"


class FrameworkVersionQuerySet(models.QuerySet["FrameworkVersion"]):
    def in_force(self, as_of: date, known_at: datetime) -> Self:
        """Published by the moment and effective on the day; the first of a framework is the one that applies."""
        published = self.filter(effective_from__lte=as_of, published_at__lte=known_at)
        return published.order_by("framework_id", "-effective_from", "-number")


class FrameworkVersion(Unchangeable):
    """A published document of the grammar, named by the SHA-256 digest of its canonical JSON. Never edited."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    effective_from = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    transition = models.CharField(max_length=20, choices=Transition, default=Transition.FROM_DATE)
    former_until = models.DateField(
        null=True, blank=True, help_text="The first day on which the version before counts for nobody."
    )

    objects = FrameworkVersionQuerySet.as_manager()

    class Meta:
        ordering = ["framework_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="framework_version_number_once"),
            models.UniqueConstraint(fields=["framework", "digest"], name="framework_version_document_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="framework_version_number_from_one"),
            models.CheckConstraint(
                condition=Q(transition__in=Transition.values), name="framework_version_transition_known"
            ),
            models.CheckConstraint(
                condition=Q(former_until__isnull=True)
                | (~Q(transition=Transition.FROM_DATE) & Q(former_until__gt=F("effective_from"))),
                name="framework_version_former_ends_later",
            ),
            models.CheckConstraint(
                condition=Q(transition=Transition.FROM_DATE) | Q(number__gt=1), name="framework_version_follows_on_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework}, version {self.number}"

    @property
    def parsed(self) -> grammar.Framework:
        return _parsed.get(self.digest) or parsed(self.digest, self.document)

    @property
    def follows(self) -> versions.Version:
        """The version as the rules have it: from when it governs, and how it follows on the one before."""
        return versions.Version(
            self.parsed, self.effective_from, versions.Policy(self.transition), former_until=self.former_until
        )


_parsed: dict[str, grammar.Framework] = {}


def parsed(digest: str, document: dict[str, Any]) -> grammar.Framework:
    """The document, read once a process: it never changes under its digest."""
    if digest not in _parsed:
        _parsed[digest] = grammar.parse(document)
    return _parsed[digest]
