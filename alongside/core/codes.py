"""Codes that people copy from paper, and what is kept of one. The code itself is shown once and stands nowhere."""

import hashlib
import secrets

# Letters and numbers that nobody mixes up when they copy them from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
# As many as one sheet holds.
MOST_ON_A_SHEET = 60


def new_code() -> str:
    """Ten letters in two groups: read aloud, typed and copied without mistakes."""
    said = "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))
    return f"{said[:5]}-{said[5:]}"


def kept_of(code: str, *, room: str) -> str:
    """What is kept of a code: the same for capitals, small letters and a dash left out; another one in every room.

    A long code that stands in a link is kept as it is: there capitals and dashes matter.

    >>> kept_of("7hk2m 4tq9b", room="here") == kept_of("7HK2M-4TQ9B", room="here")
    True
    """
    plain = code.strip().upper().replace(" ", "").replace("-", "")
    typed = len(plain) == LENGTH and set(plain) <= set(ALPHABET)
    return hashlib.sha256(f"alongside-{room}:{plain if typed else code.strip()}".encode()).hexdigest()
