from __future__ import annotations

from django.db.models import Q, QuerySet

from courses.models import Reflection
from practices.models import Person, SamePerson


def reflections_of(person: Person) -> QuerySet[Reflection]:
    """What the person wrote, also under a record that is now known to be hers; the latest first."""
    formers = SamePerson.objects.current().filter(survivor=person).order_by().values("former")
    return Reflection.objects.filter(Q(person=person) | Q(person__in=formers))
