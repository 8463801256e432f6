"""The access table as people read it: docs/reference/access.md, made from needs.yaml and routes.yaml.

python -m tests.access.published
"""

from pathlib import Path

from tests.access.route_table import Route, needs, of_kind

PAPER = Path(__file__).resolve().parents[2] / "docs" / "reference" / "access.md"
HEAD = """# Who may come where

Made from `tests/access/needs.yaml` and `tests/access/routes.yaml`; do not edit it here. A page without a row fails the tests, and each row is
held against an oracle with people who hold two consents, one of them dead (`tests/access/test_every_route.py`). Whoever lacks something that
is needed meets "not found", as if there were nothing; whoever is not signed in is asked to sign in.
"""
PARTS = (
    ("Pages of a space", ("space", "live")),
    ("Behind a link or an invitation", ("link", "live-link")),
    ("One's own account, and work", ("account",)),
    ("What a service learns", ("service",)),
    ("How principles are made", ("study",)),
    ("Open to everybody", ("open", "other")),
)


def paper() -> str:
    """The whole page."""
    lines = [HEAD, "## What the words mean", "", "| word | who |", "|---|---|"]
    lines += [f"| {word} | {said} |" for word, said in needs().items()]
    for title, kinds in PARTS:
        lines += ["", f"## {title}", "", "| address | to open it | to send its form |", "|---|---|---|"]
        lines += [_row(route) for route in of_kind(*kinds)]
    return "\n".join(lines) + "\n"


def _row(route: Route) -> str:
    cells = [", ".join(route.methods.get(method, ())) or "–" for method in ("get", "post")]
    address = f"/{route.at}".replace("|", "\\|")
    return f"| `{address}` | {cells[0]} | {cells[1]} |"


if __name__ == "__main__":
    PAPER.write_text(paper(), encoding="utf-8")
