"""Every variable that the program reads is explained where somebody who runs it or changes it would look."""

import re

from tests.house.source import HOME, committed_texts

READ_BY_THE_PROGRAM = ("alongside/", "scripts/", "manage.py")
VARIABLE = re.compile(r"\bALONGSIDE_[A-Z_]*[A-Z]\b")


def said_in(paper: str) -> set[str]:
    return set(VARIABLE.findall((HOME / paper).read_text(encoding="utf-8")))


def test_every_variable_is_explained() -> None:
    read = {
        name
        for place, text in committed_texts()
        if str(place).startswith(READ_BY_THE_PROGRAM) and str(place).endswith(".py")
        for name in VARIABLE.findall(text)
    }
    assert "ALONGSIDE_SECRET_KEY" in read, "this test reads the wrong files"
    unsaid = read - said_in("docs/how-to/run-it.md") - said_in("CONTRIBUTING.md")
    assert not unsaid, f"give each a row in docs/how-to/run-it.md, or in CONTRIBUTING.md: {sorted(unsaid)}"


def test_no_variable_is_explained_that_nothing_reads() -> None:
    known = {name for place, text in committed_texts() if str(place).endswith(".py") for name in VARIABLE.findall(text)}
    assert said_in("docs/how-to/run-it.md") <= known
