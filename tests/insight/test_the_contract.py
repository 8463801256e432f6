"""What others may rely on: public names, their worked examples, and that loading the engine is light."""

import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys
from types import ModuleType

import pytest

from alongside import insight
from tests.insight.contract import PAPER, contract


def modules() -> list[ModuleType]:
    return [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(insight.__path__, "alongside.insight.")
        if not found.name.endswith(".kernels")  # numba is an extra
    ]


def test_the_public_contract_is_the_one_written_down() -> None:
    assert contract() == PAPER.read_text(encoding="utf-8"), "If this is meant: python -m tests.insight.contract"


def test_every_worked_example_is_true() -> None:
    results = [doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE) for module in modules()]
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) > 30


def test_every_public_function_says_what_it_answers() -> None:
    for room in insight.ROOMS:
        module = getattr(insight, room)
        assert module.__doc__
        for name in module.__all__:
            thing = getattr(module, name)
            if inspect.isfunction(thing) or inspect.isclass(thing):
                assert thing.__doc__, f"{room}.{name}"


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match="insight has no oracle"):
        _ = insight.oracle


def test_what_is_slow_to_load_is_loaded_when_it_is_needed() -> None:
    command = "import sys; from alongside import insight; print([m for m in ('numpy', 'scipy') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
