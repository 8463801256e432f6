"""The public contract of the engine of numbers, as one text: every public name with its signature or its fields.

python -m tests.insight.contract      writes contract.txt anew, for a change that is meant
"""

import dataclasses
import inspect
from pathlib import Path
from typing import Any

from alongside import insight

PAPER = Path(__file__).with_name("contract.txt")


def said_of(name: str, thing: Any) -> str:
    """One line: what can be called, and with what; what a result holds."""
    if dataclasses.is_dataclass(thing) and isinstance(thing, type):
        return f"{name}: {', '.join(field.name for field in dataclasses.fields(thing))}"
    if inspect.isclass(thing):
        return f"{name}({', '.join(base.__name__ for base in thing.__bases__)})"
    if callable(thing):
        asked = inspect.signature(thing)
        bare = [one.replace(annotation=inspect.Parameter.empty) for one in asked.parameters.values()]
        return f"{name}{asked.replace(parameters=bare, return_annotation=inspect.Signature.empty)}"
    return f"{name} = {thing!r}"


def contract() -> str:
    """Everything public."""
    lines = [said_of(f"insight.{name}", getattr(insight, name)) for name in sorted(insight.__all__)]
    for room in insight.ROOMS:
        module = getattr(insight, room)
        lines += ["", f"# insight.{room}"]
        lines += [said_of(f"insight.{room}.{name}", getattr(module, name)) for name in sorted(module.__all__)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAPER.write_text(contract(), encoding="utf-8")
