"""The rows of routes.yaml and needs.yaml, read once."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Route:
    """One address of the product and what is needed there."""

    name: str
    at: str
    kind: str = "space"
    item: str = ""
    get: tuple[str, ...] = ()
    post: tuple[str, ...] = ()
    send: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def methods(self) -> dict[str, tuple[str, ...]]:
        return {method: needs for method, needs in (("get", self.get), ("post", self.post)) if needs}


@cache
def table() -> tuple[Route, ...]:
    rows = yaml.safe_load((HERE / "routes.yaml").read_text(encoding="utf-8"))
    return tuple(Route(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}) for row in rows)


@cache
def needs() -> dict[str, str]:
    said: dict[str, str] = yaml.safe_load((HERE / "needs.yaml").read_text(encoding="utf-8"))
    return said


def of_kind(*kinds: str) -> tuple[Route, ...]:
    return tuple(row for row in table() if row.kind in kinds)
