"""Every address of the site, by name, as the resolver knows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    name: str  # with its namespaces, as reverse() wants it
    arguments: tuple[str, ...]
    room: str  # the first word of the module that its view is in
    path: str


def all_routes() -> list[Route]:
    return list(_routes(get_resolver(), "", ""))


def own_routes() -> list[Route]:
    return [route for route in all_routes() if route.room in settings.ROOMS]


def wagtail_admin_routes() -> list[Route]:
    return [route for route in all_routes() if route.path.startswith("admin/") and route.name]


def _routes(resolver: URLResolver, namespace: str, path: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from _routes(pattern, inside, here)
        else:
            yield _route(pattern, namespace, here)


def _route(pattern: URLPattern, namespace: str, path: str) -> Route:
    name = ":".join(filter(None, [namespace, pattern.name])) if pattern.name else ""
    arguments = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
    return Route(name, arguments, pattern.callback.__module__.split(".")[0], path)
