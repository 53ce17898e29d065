"""Glue: the tree of a draft framework in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accreditation.permissions import studio_networks
from accreditation.views import tree
from accreditation.views.acting import access_of


class StudioItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(studio_networks(access_of(request)))


@hooks.register("register_admin_urls")
def studio_urls() -> list[URLPattern]:
    return [
        path("studio/<int:pk>/", tree.edit, name="studio_tree"),
        path("studio/<int:pk>/words/", tree.words, name="studio_words"),
    ]


@hooks.register("register_admin_menu_item")
def studio_in_menu() -> Any:
    return StudioItem("Scheme studio", reverse("accreditation:studio"), icon_name="list-ol", order=160)
