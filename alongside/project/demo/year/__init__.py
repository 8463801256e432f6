"""A year of one invented service that learns: heard, read, chosen, tried, checked, told back. All of it through actions."""

from importlib import import_module

from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play

# Which service learns in the demo; the others show how it looks before anything was heard.
LEARNS = "headland-pain"
# The rooms of the year, each with `tell(play, cast)`; in the order in which they need one another.
NAMES: tuple[str, ...] = ("listening", "met", "readings", "sets", "talking", "choosing", "trying", "themes")


def tell(play: Play, cast: Cast) -> None:
    """Everything that the service heard and did in its year."""
    for name in NAMES:
        import_module(f"alongside.project.demo.year.{name}").tell(play, cast)
