"""Codes of this room: what is kept of one."""

from alongside.core.codes import kept_of


def hash_of(code: str) -> str:
    """What is kept of the code for one ballot."""
    return kept_of(code, room="choosing")
