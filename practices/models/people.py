from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from practices.enums import RegistrationBody


class Person(models.Model):
    """The subject of evidence. May have no account. The ledger knows its id; its name stands only here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    is_invented = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["family_name", "given_name", "id"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="person_email_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return str(self.id)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> User:
        return self.create_user(email, password, is_superuser=True, **values)


class User(AbstractBaseUser, PermissionsMixin):
    """A way to sign in. What it may do follows from its person's employments, lead posts and appointments."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    def __str__(self) -> str:
        return self.email

    @property
    def is_staff(self) -> bool:
        return self.is_superuser

    @property
    def first_name(self) -> str:
        return self.person.given_name if self.person else ""

    @property
    def last_name(self) -> str:
        return self.person.family_name if self.person else ""

    def get_full_name(self) -> str:
        return self.person.name if self.person else self.email

    def get_short_name(self) -> str:
        return self.person.given_name if self.person else self.email


class Registration(models.Model):
    """A professional registration: its shape is checked here, its standing is verified by a person on a date."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="registrations")
    body = models.CharField(max_length=8, choices=RegistrationBody)
    number = models.CharField(max_length=12)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="registration_once"),
            models.CheckConstraint(condition=Q(body__in=RegistrationBody.values), name="registration_body_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()} {self.number}"


class Invitation(models.Model):
    """An invitation to open an account for a person. Only a digest of its token is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    practice = models.ForeignKey("practices.Practice", null=True, blank=True, on_delete=models.PROTECT)
    network = models.ForeignKey("practices.Network", null=True, blank=True, on_delete=models.PROTECT)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"Invitation of {self.person_id}"
