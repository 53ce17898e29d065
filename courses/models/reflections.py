from __future__ import annotations

from django.db import models
from django.db.models import Q

from courses.enums import ReflectionTheme
from practices.models import Person


class Reflection(models.Model):
    """What a person made of something she did. Hers alone: no role may read it, she may change it or throw it away.

    It is about an entry of the ledger, or about something that no ledger knows (a conversation, feedback, an event);
    then its title and day say what.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reflections")
    entry = models.ForeignKey("evidence.Entry", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160, blank=True)
    happened_on = models.DateField()
    learned = models.TextField(max_length=4000)
    changed = models.TextField(max_length=4000)
    theme = models.CharField(max_length=20, choices=ReflectionTheme)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "entry"], name="reflection_once_an_entry"),
            models.CheckConstraint(condition=Q(entry__isnull=False) | ~Q(title=""), name="reflection_about_something"),
            models.CheckConstraint(condition=Q(theme__in=ReflectionTheme.values), name="reflection_theme_known"),
        ]

    def __str__(self) -> str:
        return f"Reflection of {self.happened_on}"
