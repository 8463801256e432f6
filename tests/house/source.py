"""The building as text: its committed files, its modules and its floors. For house tests only."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[2]
PACKAGE = HOME / "alongside"
BINARY = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".pdf", ".woff", ".woff2", ".mo", ".zip", ".gz", ".br"}


@dataclass(frozen=True)
class Module:
    """One Python file of the product."""

    path: Path

    @property
    def name(self) -> str:
        """As an import says it."""
        parts = self.path.relative_to(HOME).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The folder under `alongside`, or "" for the front door itself."""
        parts = self.path.relative_to(PACKAGE).parts
        return parts[0] if len(parts) > 1 else ""

    @property
    def place(self) -> str:
        """As people find it."""
        return str(self.path.relative_to(HOME))

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        return _tree(self.path)

    def at(self, node: ast.AST) -> str:
        return f"{self.place}:{getattr(node, 'lineno', 1)}"


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the product except migrations, which Django writes."""
    return tuple(Module(path) for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts)


@cache
def committed() -> tuple[Path, ...]:
    """What is in the repository and still there; without git (a downloaded archive), what lies in the folder."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=HOME, capture_output=True, text=True)
    if listed.returncode == 0:
        return tuple(HOME / name for name in listed.stdout.split("\0") if name and (HOME / name).is_file())
    made_here = {".venv", "var", "build", "node_modules", "__pycache__", ".git"}
    return tuple(
        path for path in sorted(HOME.rglob("*")) if path.is_file() and not made_here & set(path.relative_to(HOME).parts)
    )


def committed_texts() -> Iterator[tuple[str, str]]:
    """Place and text of every committed file that is text."""
    for path in committed():
        if path.suffix not in BINARY:
            try:
                yield str(path.relative_to(HOME)), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


@cache
def settings_of_tools() -> dict[str, Any]:
    return tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def floors() -> dict[str, int]:
    """Every room and how high it lies, from the contract that the import linter holds."""
    contracts = settings_of_tools()["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one.get("exhaustive"))
    return {room.strip(" ()"): len(layers) - height for height, floor in enumerate(layers) for room in floor.split("|")}
