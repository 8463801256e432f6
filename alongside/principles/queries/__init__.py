"""Tell me: which principle set a service works with. Versions, wordings and where they came from are read beside it."""

from alongside.principles.queries.services import FIRST_SET, names_of, set_for

__all__ = ["FIRST_SET", "names_of", "set_for"]
