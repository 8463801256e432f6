"""Many services at once: in parts, in processes of their own, and to the same letter as one by one."""

from pathlib import Path

import pytest

from alongside.insight.disclosure import POLICY
from alongside.mirror.counting.files import BadFacts, write
from alongside.mirror.freezing.many import FEW, MOST_FILES, Asked, Part, parts_of, read
from tests.mirror.a_service_that_listens import SET, answer, contact, team

NAMES = ("a", "b", "c")
AUTUMN = 8106


def asked(names=NAMES) -> dict[str, Asked]:
    return {name: Asked(f"service {name}", SET) for name in names}


@pytest.fixture
def files(tmp_path) -> dict[str, Path]:
    found = {}
    for at, name in enumerate(NAMES):
        rows = [contact(number, service=name) for number in range(12 + at)]
        rows += [answer(number, "yes" if number % 3 else "no", service=name) for number in range(12 + at)]
        found[name] = tmp_path / f"{name}.parquet"
        write(found[name], [*rows, team(service=name)])
    return found


def test_two_processes_freeze_the_very_same_readings_as_one(files):
    parts = [Part((files[name],), asked(), POLICY) for name in NAMES]
    alone, beside = ({one.service: one.frozen for one in read(parts, cores=cores)} for cores in (1, 2))

    assert set(alone) == set(NAMES)
    assert alone == beside
    assert '"service":"service a"' in alone["a"].text


def test_only_the_period_that_was_asked_for_is_read(files):
    assert len(list(read(parts_of(files, asked(), POLICY, AUTUMN)))) == 3
    assert list(read(parts_of(files, asked(), POLICY, AUTUMN + 1))) == []


def test_a_bad_file_stops_the_reading_from_a_process_of_its_own_too(files, tmp_path):
    (tmp_path / "b.parquet").write_text("no facts", encoding="utf-8")
    with pytest.raises(BadFacts, match=r"b\.parquet is not a fact file"):
        list(read([Part((files[name],), asked(), POLICY) for name in NAMES], cores=2))


@pytest.mark.parametrize(("many", "parts"), [(1, 1), (FEW, 1), (FEW + 1, 2), (3 * MOST_FILES, 3)])
def test_few_services_are_read_here_and_many_in_parts_that_hold_each_of_them_once(many, parts):
    names = [f"s{number:04d}" for number in range(many)]
    made = parts_of({name: Path(name) for name in names}, asked(names), POLICY, AUTUMN)

    assert len(made) == parts
    assert sorted(name for part in made for name in part.asked) == names
    assert all({path.name for path in part.paths} == set(part.asked) for part in made)
