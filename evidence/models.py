from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from evidence.enums import Verification, VoidReason
from practices.models import Person, Practice


class EntryQuerySet(models.QuerySet["Entry"]):
    def known_at(self, moment: datetime) -> Self:
        """Recorded up to and including the moment, and not voided by then."""
        return self.filter(Q(void__isnull=True) | Q(void__recorded_at__gt=moment), recorded_at__lte=moment)

    def standing(self) -> Self:
        """Not voided, as far as we know now."""
        return self.filter(void__isnull=True)


class Entry(models.Model):
    """One thing that counts: whose, what, the day it happened, when we learned of it. Never changed, never deleted."""

    kind = models.CharField(max_length=60)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    source_ref = models.CharField(max_length=120)
    verification = models.PositiveSmallIntegerField(choices=Verification, default=Verification.COUNTERSIGNED)
    values = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "id"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["source", "source_ref", "kind"], name="entry_recorded_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, practice__isnull=True)
                | Q(person__isnull=True, practice__isnull=False),
                name="entry_of_a_person_or_a_practice",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "recorded_at"], name="entry_of_practice"),
            models.Index(fields=["person", "recorded_at"], name="entry_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.happened_on}"

    @property
    def ref(self) -> str:
        return str(self.pk)


class Void(models.Model):
    """An entry no longer counts, from this moment of our knowledge on. What was known before stays known."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="void")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=VoidReason)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(reason__in=VoidReason.values), name="void_reason_known")]

    def __str__(self) -> str:
        return f"Void of entry {self.entry_id}: {self.reason}"


class Unsealed(models.Model):
    """An entry or a void that waits to be sealed. Written by the database itself, in the transaction that writes what
    waits, so that nothing is sealed before it is seen and nothing that is seen is passed over (ADR 10).
    """

    entry_id = models.BigIntegerField(null=True)
    void_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name_plural = "unsealed"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry_id__isnull=False, void_id__isnull=True)
                | Q(entry_id__isnull=True, void_id__isnull=False),
                name="unsealed_entry_or_void",
            ),
        ]

    def __str__(self) -> str:
        return f"Entry {self.entry_id} waits" if self.entry_id else f"Void {self.void_id} waits"


class Leaf(models.Model):
    """Where in the tree an entry or a void was sealed, from 0, and the hash of what it said then."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, null=True, on_delete=models.PROTECT, related_name="leaf")
    void = models.OneToOneField(Void, null=True, on_delete=models.PROTECT, related_name="leaf")
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name_plural = "leaves"
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False, void__isnull=True) | Q(entry__isnull=True, void__isnull=False),
                name="leaf_of_entry_or_void",
            ),
        ]

    def __str__(self) -> str:
        return f"Leaf {self.position}"


class Node(models.Model):
    """The hash of a full subtree of 2 ** height leaves, for heights 8, 16, 24: so that a proof reads hundreds of rows
    and not millions.
    """

    height = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["height", "index"]
        constraints = [models.UniqueConstraint(fields=["height", "index"], name="node_once")]

    def __str__(self) -> str:
        return f"Node {self.index} of height {self.height}"


class Seal(models.Model):
    """The ledger up to a leaf, in one hash, signed. Each names the one before it.

    `peaks` are the roots of the full subtrees, the largest first: what the next seal grows from. All other texts are
    hexadecimal.
    """

    number = models.BigIntegerField(primary_key=True)
    tree_size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    peaks = models.BinaryField()
    previous = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["tree_size"], name="seal_by_tree_size")]
        constraints = [models.CheckConstraint(condition=Q(number__gte=1, tree_size__gte=1), name="seal_from_one")]

    def __str__(self) -> str:
        return f"Seal {self.number} of {self.tree_size} leaves"
