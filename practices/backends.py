from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from practices.models import User


class PasswordAndPerson(AuthenticationBackend):
    """allauth's sign-in by e-mail. The person, and whether there is a second factor, come with the user."""

    def get_user(self, user_id: Any) -> User | None:
        second_factor = Exists(Authenticator.objects.filter(user=OuterRef("pk")))
        users = User.objects.select_related("person").annotate(has_second_factor=second_factor)
        user = users.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
