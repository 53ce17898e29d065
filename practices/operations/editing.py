from __future__ import annotations

from datetime import date

from django.contrib.auth.models import Group
from django.db.models import Q

from practices.models import Appointment, Person, User
from practices.roles import NETWORK_ROLES, Permission

EDITORS = "Editors"
EDITING_ROLES = [name for name, role in NETWORK_ROLES.items() if Permission.EDIT_CONTENT in role.permissions]


def keep_editing(person: Person, *, on: date) -> None:
    """Let the person's account into the editor, or no longer, as their appointments on the day and after it say."""
    user = User.objects.filter(person=person).first()
    if user is None:
        return
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    appointments = Appointment.objects.current().filter(person=person, role__in=EDITING_ROLES)
    if appointments.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)).exists():
        user.groups.add(editors)
    else:
        user.groups.remove(editors)
