"""Rooms stay small enough to see across, say what they are for, and carry names that mean something."""

import ast
import re

import pytest

from tests.house.source import PACKAGE, modules

WALL = 600
LONGEST_OPENING = 6
VAGUE = re.compile(r"^(utils?|helpers?|common|misc|managers?|stuff|lib|shared|general|base|tools?)$")
VAGUE_VERB = re.compile(r"^_?(handle|process|manage|do_it|perform)_")
# Names that a library looks for.
GIVEN = {
    *("process_request", "process_response", "process_view", "process_exception", "process_template_response"),
    *("handle_starttag", "handle_endtag", "handle_startendtag", "handle_data", "handle_entityref", "handle_charref"),
    *("handle_comment", "handle_decl", "handle_pi", "handle_no_permission"),
}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.place)
def test_a_room_is_small_enough_to_see_across(module):
    lines = module.text.count("\n")
    assert lines <= WALL, f"{module.place} has {lines} lines; the wall is {WALL}. Split it where its subject splits."


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.place)
def test_a_room_opens_with_what_it_is_for(module):
    if not module.tree.body:
        return
    opening = ast.get_docstring(module.tree)
    assert opening, f"{module.place} does not say what it is for: open it with one to four lines"
    assert len(opening.splitlines()) <= LONGEST_OPENING, f"{module.place} says too much in its opening"


def test_no_file_and_no_folder_has_a_vague_name():
    names = {path for path in PACKAGE.rglob("*") if path.suffix in ("", ".py") and "__pycache__" not in path.parts}
    wrong = [str(path.relative_to(PACKAGE)) for path in names if VAGUE.match(path.stem)]
    assert not wrong, f"say what is in it: {wrong}"


def test_no_function_has_a_vague_name():
    wrong = [
        f"{module.at(node)} {node.name}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and VAGUE_VERB.match(node.name)
        and node.name not in GIVEN
    ]
    assert not wrong, "say what is done:\n" + "\n".join(wrong)


def test_every_signature_says_its_types():
    wrong = []
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                bare = [one.arg for one in every if one.annotation is None and one.arg not in ("self", "cls")]
                if bare or node.returns is None:
                    wrong.append(f"{module.at(node)} {node.name}: {', '.join(bare) or 'what it gives back'}")
    assert not wrong, "\n".join(wrong)
