"""The site's key for seals: derived from SECRET_KEY, which no database holds. Whoever can write into every table still
cannot sign a head.
"""

from __future__ import annotations

import hmac

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

PURPOSE = b"enhanced-practice seals"


def key_from(secret: str | bytes) -> Ed25519PrivateKey:
    secret = secret.encode() if isinstance(secret, str) else secret
    return Ed25519PrivateKey.from_private_bytes(hmac.digest(secret, PURPOSE, "sha256"))


def public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def site_key() -> Ed25519PrivateKey:
    return key_from(settings.SECRET_KEY)


def site_public_keys() -> frozenset[str]:
    """Of SECRET_KEY and of SECRET_KEY_FALLBACKS, so that seals of a key that was changed still hold."""
    return frozenset(public(key_from(secret)) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
