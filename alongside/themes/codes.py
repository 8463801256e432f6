"""Codes of this room, by which a giver comes back to an interview and a reader to a draft: what is kept of one."""

import hashlib


def hash_of(code: str) -> str:
    """What is kept of a code: enough to know it again, not enough to use it."""
    return hashlib.sha256(f"alongside-themes:{code.strip()}".encode()).hexdigest()
