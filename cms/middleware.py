"""The Content Security Policy: one for the site, one for Wagtail's admin."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponse, HttpResponseBase

# Wagtail's editor sets styles on elements, draws uploads from memory and previews pages in a frame of its own.
ADMIN = {
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}

# The only inline scripts of Wagtail 8: a date or time box, a chooser or an inline panel that sets itself up.
INITIALISER = re.compile(
    rb"<script>(\s*(?:init(?:Date|Time|DateTime)Chooser\(|createTaskChooser\(|new [A-Z]\w*Chooser\("
    rb"|\(function\(\) \{\s*var panel = new (?:Inline|MultipleChooser)Panel\().*?)</script>",
    re.DOTALL,
)


class ContentSecurityPolicy(CSPMiddleware):
    """The policy of the settings; under /admin/ loosened by what Wagtail needs, and by no host.

    Inline scripts stay forbidden there too, except those known ones, each allowed by its own hash.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/"):
            scripts = {"script-src": [SELF, *initialiser_hashes(response)]}
            parts.replace = {**ADMIN, **scripts, **(parts.replace or {})}
        return parts


def initialiser_hashes(response: HttpResponseBase) -> list[str]:
    """A CSP source for each of Wagtail's own inline scripts in the page."""
    if not isinstance(response, HttpResponse) or not response.get("Content-Type", "").startswith("text/html"):
        return []
    scripts = {match[1] for match in INITIALISER.finditer(response.content)}
    return sorted(f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in scripts)
