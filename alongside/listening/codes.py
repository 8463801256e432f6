"""Codes of this room: what is kept of one."""

from alongside.core.codes import kept_of


def hash_of(code: str) -> str:
    """What is kept of a code on paper, in an open link, or by which an author comes back."""
    return kept_of(code, room="listening")
