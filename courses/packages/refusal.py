from __future__ import annotations


class PackageRefused(ValueError):
    """What is wrong with a package: a sentence that says what to change."""
