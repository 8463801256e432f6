"""Pages as they are written: every visible word can be translated, nothing runs inline, and no page decides by role."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.house.source import HOME, PACKAGE

TEMPLATES = sorted((PACKAGE / "web").rglob("templates/**/*.html"))
VISIBLE_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}
# Words of a call to a component that people get to read.
VISIBLE_PARAMETERS = {
    "text",
    "title",
    "label",
    "heading",
    "hint",
    "caption",
    "legend",
    "description",
    "summary",
    "html",
}
SAME_IN_EVERY_LANGUAGE = re.compile(r"^\W*(Alongside|NHS|SMS|PDF|ZIP|JSON|HTML|FHIR|QR|MB|kB|GP)?[\W\d]*$")
SOMETHING = "q\1"  # stands where the page will print a value, also where that is the name of a tag
LETTERS = re.compile(r"[^\W\d_]{2}")
SENTENCE = re.compile(r"^[A-Z][\w’']* [a-z][\w’']*")
# The page in the download is opened from a person's own disk, where no content policy of ours reaches.
STANDS_ALONE = {"leaving/archive.html"}


def pieces(node: nodes.Node) -> Iterator[str]:
    """What a template prints, in order: its own text, and a sign for each value."""
    if isinstance(node, nodes.TemplateData):
        yield node.data
    elif isinstance(node, nodes.Expr):
        yield SOMETHING
    else:
        for child in node.iter_child_nodes():
            # Conditions, loop variables and names print nothing.
            printed = isinstance(node, nodes.Output) or isinstance(child, nodes.Stmt)
            if printed:
                yield from pieces(child)


class Page(HTMLParser):
    """Collects bare words, and what would run inline."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.silent = 0
        self.bare: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "style"):
            self.silent += 1
            data_only = given.get("type") == "application/json"
            if tag == "style" or not (given.get("src") or data_only):
                self.inline.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or re.match(r"on[a-z]+$", name):
                self.inline.append(f"{name}= on <{tag}>")
            shows = name in VISIBLE_ATTRIBUTES or (name == "value" and given.get("type") in ("submit", "button"))
            if shows and value and is_words(value):
                self.bare.append(f'{name}="{value}"')

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.silent = max(0, self.silent - 1)

    def handle_data(self, data: str) -> None:
        if not self.silent and is_words(data):
            self.bare.append(" ".join(data.split()))


def is_words(text: str) -> bool:
    plain = text.replace(SOMETHING, " ")
    return bool(LETTERS.search(plain)) and not SAME_IN_EVERY_LANGUAGE.match(plain.strip())


def read(path: Path) -> tuple[nodes.Template, Page]:
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    environment.policies["ext.i18n.trimmed"] = True
    tree = environment.parse(path.read_text(encoding="utf-8"))
    page = Page()
    page.feed("".join(pieces(tree)))
    page.close()
    return tree, page


def bare_parameters(tree: nodes.Template) -> Iterator[str]:
    """Sentences handed to a component without `_()`."""
    for pair in tree.find_all((nodes.Pair, nodes.Keyword)):
        key = pair.key.value if isinstance(pair, nodes.Pair) and isinstance(pair.key, nodes.Const) else pair.key
        if key in VISIBLE_PARAMETERS and isinstance(pair.value, nodes.Const) and is_words(str(pair.value.value)):
            yield f"{key}: {pair.value.value}"
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in (
            "gettext",
            "ngettext",
            "_",
            "pgettext",
            "npgettext",
        ):
            continue
        for given in call.args:
            if isinstance(given, nodes.Const) and isinstance(given.value, str) and SENTENCE.match(given.value):
                yield given.value


def named(path: Path) -> str:
    return str(path.relative_to(HOME))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_visible_word_can_be_translated(path):
    tree, page = read(path)
    wrong = [*page.bare, *bare_parameters(tree)]
    assert not wrong, f"{named(path)}: put these into {{% trans %}} or _():\n" + "\n".join(wrong)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_nothing_runs_or_is_styled_inline(path):
    if any(str(path).endswith(name) for name in STANDS_ALONE):
        return
    _tree, page = read(path)
    assert not page.inline, f"{named(path)}: the content policy forbids this: {page.inline}"


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_page_decides_by_role_asks_the_database_or_skips_escaping(path):
    tree, _page = read(path)
    wrong = []
    for compare in tree.find_all(nodes.Compare):
        names = {one.attr for one in compare.find_all(nodes.Getattr)} | {
            one.name for one in compare.find_all(nodes.Name)
        }
        if names & {"role", "is_staff", "is_superuser"}:
            wrong.append(f"line {compare.lineno}: a page does not decide by role; let the view hand in a sentence")
    for one in tree.find_all(nodes.Getattr):
        if one.attr in ("objects", "filter", "exclude", "select_related", "prefetch_related"):
            wrong.append(f"line {one.lineno}: a page asks no questions of the database")
    wrong += [f"line {one.lineno}: |safe" for one in tree.find_all(nodes.Filter) if one.name == "safe"]
    assert not wrong, f"{named(path)}: {wrong}"
