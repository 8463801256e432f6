"""Tell me: which principle set a service works with. Versions, wordings and where they came from are read beside it."""

from alongside.principles.queries.services import FIRST_SET, set_for

__all__ = ["FIRST_SET", "set_for"]
