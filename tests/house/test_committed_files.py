"""What is committed fits any machine: no paths of one, no addresses of package indexes, locks that agree."""

import re

import pytest

from tests.house.source import HOME, committed, committed_texts

# Put together here, so that this file does not name them either.
INDEXES = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "yarn" + "pkg.com", "conda" + ".anaconda")
# Addresses of pages begin with a stroke too, so only folders that no page is called by, and what lies beside this house.
ONE_MACHINE = re.compile(r"(?<![\w.:/*-])/(?:root|opt|tmp|home/\w+)/[\w.]")
BESIDE = tuple(f"{neighbour}/" for neighbour in HOME.parent.iterdir() if neighbour.is_dir())
LOCKS = ("base", "test", "tools")


def pins(lock: str) -> dict[str, str]:
    text = (HOME / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))


def test_no_file_names_a_package_index():
    wrong = [f"{place} names {index}" for place, text in committed_texts() for index in INDEXES if index in text]
    assert not wrong, "\n".join(wrong)


def test_no_file_holds_a_path_of_one_machine():
    wrong = [
        f"{place}:{number} {line.strip()[:120]}"
        for place, text in committed_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) < 2000
        and not line.startswith("#!")
        and (ONE_MACHINE.search(line) or any(folder in line for folder in BESIDE))
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_is_committed_that_is_made_on_a_machine():
    wrong = [str(path.relative_to(HOME)) for path in committed() if path.name in ("uv.lock", ".DS_Store", ".env")]
    wrong += [
        str(path.relative_to(HOME)) for path in committed() if path.suffix in (".sqlite3", ".pyc", ".orig", ".rej")
    ]
    assert not wrong, wrong


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_library_carries_its_hash(lock):
    text = (HOME / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    bare = [block.split()[0] for block in re.split(r"\n(?=\S)", text.strip()) if "--hash=sha256:" not in block]
    assert not bare, f"make lock: {bare}"


def test_the_tests_run_on_the_very_libraries_of_the_product():
    tests, product = pins("test"), pins("base")
    assert {name: tests.get(name) for name in product} == product, "make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_asked_for_is_locked(lock):
    asked = re.findall(r"^([A-Za-z0-9._-]+)", (HOME / "requirements" / f"{lock}.in").read_text(), re.MULTILINE)
    locked = {re.sub(r"[-_.]+", "-", name).lower() for name in pins(lock)}
    missing = [name for name in asked if re.sub(r"[-_.]+", "-", name).lower() not in locked and name != "-r"]
    assert not missing, f"make lock: {missing}"
