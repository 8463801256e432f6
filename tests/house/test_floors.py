"""The floors: imports and keys between tables only run downwards; doors know no tables; the ground is plain Python."""

import subprocess
import sys

import pytest
from django.apps import apps
from django.db import models

from tests.house.source import HOME, PACKAGE, floors, modules

# Rooms whose whole work is to know another room's tables, each with its reason.
MAY_KNOW_TABLES = {
    "alongside.project.demo": "clears the invented community and moves its times into the past, which no action may do",
}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("alongside.")]


def test_imports_keep_to_the_floors():
    held = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as held; held()", "--no-cache"],
        cwd=HOME,
        capture_output=True,
        text=True,
    )
    assert held.returncode == 0, held.stdout + held.stderr


def test_every_room_has_its_floor():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert rooms <= set(floors()), "give the new room its floor in pyproject.toml, in the contract of the layers"


def test_a_room_reads_another_rooms_rules_queries_and_actions_but_never_its_tables():
    import ast

    wrong = []
    for module in modules():
        if any(module.name.startswith(free) for free in MAY_KNOW_TABLES):
            continue
        for node in ast.walk(module.tree):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                parts = name.split(".")
                # Facts and the log belong to everybody: core is the ground, not another room.
                elsewhere = parts[0] == "alongside" and len(parts) > 2 and parts[1] not in (module.room, "core")
                if elsewhere and parts[2] == "models":
                    wrong.append(f"{module.at(node)} imports {name}")
    assert not wrong, "ask through the other room's queries or actions:\n" + "\n".join(wrong)


def test_nothing_imports_the_tests():
    import ast

    wrong = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("tests", "bench", "scripts"))
        or (isinstance(node, ast.Import) and any(a.name.split(".")[0] in ("tests", "bench") for a in node.names))
    ]
    assert not wrong, wrong


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_keys_between_tables_run_downwards_and_leave_no_name_behind(model):
    here = model._meta.app_label
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        if not field.remote_field:
            continue
        there = field.related_model._meta.app_label
        if there == here or not field.related_model.__module__.startswith("alongside."):
            continue
        assert floors()[there] < floors()[here], f"{model._meta.label}.{field.name} points up or sideways to {there}"
        assert field.remote_field.related_name == "+", (
            f'{model._meta.label}.{field.name} needs related_name="+": {there} must not see who stands on it'
        )
