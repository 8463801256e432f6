"""Codes in links: what is kept of one. The code itself is shown once and stands nowhere."""

import hashlib


def hash_of(code: str) -> str:
    """What is kept of a code in a link: enough to know it again, not enough to use it."""
    return hashlib.sha256(f"alongside-link:{code}".encode()).hexdigest()
