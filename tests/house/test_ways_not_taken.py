"""Ways that lead round a wall or hide a knot, and so are not taken. The few exceptions stand here with their reason."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.house.source import Module, modules

# (what, place): why it is right there.
EXCEPTIONS = {
    ("late import", "alongside/web/apps.py"): "a check registers itself once models are ready",
    ("mark_safe", "alongside/web/components/words.py"): "every part of it was escaped in the same expression",
}
# Core is where the walls are built; SQL for them is written there and nowhere else.
WALL_BUILDERS = ("alongside/core/",)


def calls_of(module: Module, *names: str) -> Iterator[ast.AST]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node


def mentions_of(module: Module, *names: str) -> Iterator[ast.AST]:
    for node in ast.walk(module.tree):
        if (
            (isinstance(node, ast.Name) and node.id in names)
            or (isinstance(node, ast.Attribute) and node.attr in names)
            or (isinstance(node, ast.ImportFrom) and any(alias.name in names for alias in node.names))
        ):
            yield node


def signals(module: Module) -> Iterator[ast.AST]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            name = node.module or ""
            bare = [alias.name for alias in node.names]
            elsewhere = not name.startswith("alongside.")
            if elsewhere and (name.endswith("signals") or name == "django.dispatch" or "signals" in bare):
                yield node


def late_imports(module: Module) -> Iterator[ast.AST]:
    for function in ast.walk(module.tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if any(name.split(".")[0] == "alongside" for name in names) or getattr(node, "level", 0):
                    yield node


def raw_sql(module: Module) -> Iterator[ast.AST]:
    if not module.place.startswith(WALL_BUILDERS):
        yield from calls_of(module, "cursor", "raw", "extra")
        yield from mentions_of(module, "RawSQL")


def unscoped_rows(module: Module) -> Iterator[ast.AST]:
    if not module.place.startswith(WALL_BUILDERS):
        yield from mentions_of(module, "_base_manager", "first_wall_open")


def web_servers_clock(module: Module) -> Iterator[ast.AST]:
    """Consent is decided on the database's clock, in `circle` and in every `rules.py`."""
    if module.room == "circle" or module.path.name == "rules.py":
        for node in calls_of(module, "now", "utcnow", "today", "localtime", "localdate"):
            owner = node.func.value  # type: ignore[attr-defined]  # a call of an attribute, by calls_of
            if isinstance(owner, ast.Name) and owner.id in ("timezone", "datetime", "date"):
                yield node


WAYS: dict[str, tuple[Callable[[Module], Iterator[ast.AST]], str]] = {
    "signal": (signals, "say it in the action: a signal hides who does what"),
    "get_model": (lambda module: calls_of(module, "get_model"), "import the room's queries or actions"),
    "late import": (late_imports, "an import inside a function hides a circle: move what both need one floor down"),
    "TYPE_CHECKING": (
        lambda module: mentions_of(module, "TYPE_CHECKING"),
        "it hides a circle: move what both need down",
    ),
    "raw SQL": (raw_sql, "it passes the first wall: use a queryset, or build it in core"),
    "unscoped rows": (unscoped_rows, "it passes the first wall"),
    "mark_safe": (
        lambda module: mentions_of(module, "mark_safe", "SafeString", "Markup", "csrf_exempt"),
        "own words are text; let the page escape them",
    ),
    "the web server's clock": (
        web_servers_clock,
        "ask core.clock.now(): consent begins and ends on the database's clock",
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_this_way_is_not_taken(way):
    found, instead = WAYS[way]
    wrong = {module.at(node) for module in modules() if (way, module.place) not in EXCEPTIONS for node in found(module)}
    assert not wrong, f"{way}: {instead}\n" + "\n".join(sorted(wrong))


def test_every_exception_is_still_needed():
    by_place = {module.place: module for module in modules()}
    idle = [
        f"{way} in {place}"
        for way, place in EXCEPTIONS
        if place not in by_place or not list(WAYS[way][0](by_place[place]))
    ]
    assert not idle, f"take these out of EXCEPTIONS: {idle}"
