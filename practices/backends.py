from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from practices.models import User


class PasswordAndPerson(ModelBackend):
    """Django's own, but the person comes with the user: every screen asks for both."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
