"""What is wrong with what was given, by name, in a sentence that says what to do. Nothing here computes."""


class BadInput(ValueError):
    """What was given cannot be read. The children say why."""


class WrongShape(BadInput):
    """An array has other dimensions than were asked for."""


class OutOfScale(BadInput):
    """A number lies outside the scale that was named."""


class NotFinite(BadInput):
    """A number is infinite, or missing where nothing may be missing."""


class NotInOrder(BadInput):
    """Days or points are not in order, or one of them is there twice."""


class TooMany(BadInput):
    """More was given than can honestly be answered at once."""


class Nothing(BadInput):
    """Nothing was given at all."""
