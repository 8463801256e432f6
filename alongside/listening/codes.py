"""Codes of this room: what is kept of one. The code itself is shown once and stands nowhere."""

import hashlib


def hash_of(code: str) -> str:
    """What is kept of a code; the same for capitals, small letters and a dash left out."""
    plain = code.strip().upper().replace(" ", "").replace("-", "") if len(code.strip()) <= 13 else code.strip()
    return hashlib.sha256(f"alongside-listening:{plain}".encode()).hexdigest()
