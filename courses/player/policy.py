"""What a browser is told about everything that comes from a package's origin."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponseBase

# The page around a package. Its scripts are ours.
FRAME = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
)
# Packages are written with inline scripts and styles, and evaluate text. They reach no other origin by any way.
CONTENT = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
    "connect-src 'self' data: blob:",
    "frame-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "form-action 'self'",
    "base-uri 'self'",
)
# No top navigation, no pop-ups, no downloads, no pointer lock: what is not named is refused. An origin is needed: the
# frames within a package talk with one another, and find the run-time in the frame around them.
SANDBOX = "allow-scripts allow-same-origin allow-forms allow-modals"
NOTHING_ALLOWED = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "camera", "clipboard-read", "display-capture", "geolocation", "gyroscope"),
        *("hid", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock"),
        *("serial", "storage-access", "usb", "xr-spatial-tracking"),
    )
)


def guarded(response: HttpResponseBase, directives: tuple[str, ...]) -> HttpResponseBase:
    policy = (*directives, f"frame-ancestors 'self' {around()}", f"sandbox {SANDBOX}")
    response["Content-Security-Policy"] = "; ".join(policy)
    response["Permissions-Policy"] = NOTHING_ALLOWED
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Origin-Agent-Cluster"] = "?1"
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def around() -> str:
    """The pages that may show a package within them."""
    if settings.ENVIRONMENT.is_live:
        return str(settings.PUBLIC_URL)
    return "http://localhost:* http://127.0.0.1:*"
