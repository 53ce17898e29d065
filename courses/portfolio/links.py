from __future__ import annotations

from django.urls import reverse

from cms.components import Link
from courses.portfolio.contents import Line


def reflection_link(line: Line) -> Link:
    """To write about a line, or to what was written."""
    words = "Read or change" if line.reflection else "Reflect on it"
    if not line.ref:
        assert line.reflection is not None
        return Link(text=words, href=reverse("courses:own_reflection", args=[line.reflection.pk]))
    return Link(text=words, href=reverse("courses:reflect", args=[line.ref]))
