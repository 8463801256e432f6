"""Codes of this room, by which a giver comes back to an interview and a reader to a draft: what is kept of one."""

from alongside.core.codes import kept_of


def hash_of(code: str) -> str:
    """What is kept of a code: enough to know it again, not enough to use it."""
    return kept_of(code, room="themes")
