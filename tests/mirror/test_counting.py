"""From facts to cells: what counts, what counts once, what does not count, and what is refused as it stands."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from alongside.mirror.catalogue import signals
from alongside.mirror.counting import engine as engines
from alongside.mirror.counting.cells import Cells
from alongside.mirror.counting.count import count
from alongside.mirror.counting.files import COLUMNS, LINKS, BadFacts, Row, number_of, write
from tests.mirror.a_service_that_listens import SERVICE, a_quarter, answer, contact, team, week


@pytest.fixture(scope="module")
def engine():
    with engines.opened("duckdb") as one:
        yield one


@pytest.fixture
def counted(tmp_path, engine):
    """The cells of these facts."""

    def of(rows: list[Row]) -> Cells:
        path = tmp_path / "facts.parquet"
        write(path, rows)
        (cells,) = count([path], signals().every, engine=engine)
        return cells

    return of


def test_answers_are_counted_by_practice_view_and_month(counted):
    cells = counted(a_quarter(["yes"] * 12 + ["partly"] * 3 + ["no"] * 2, ["yes"] * 5))

    assert cells.of["P2.1", "person"].all == (12, 3, 2)
    assert [sum(month) for month in cells.of["P2.1", "person"].months] == [8, 6, 3]
    assert cells.of["P2.1", "person"].voices == 17
    assert cells.of["P2.1", "staff"].all == (5, 0, 0)
    assert (cells.contacts, cells.answered, cells.linked, cells.team) == (17, 17, 5, 14)


def test_not_relevant_and_dont_know_count_as_no_answer_about_the_practice(counted):
    cells = counted(a_quarter(["yes", "not-relevant", "dont-know"]))

    assert cells.of["P2.1", "person"].all == (1, 0, 0)
    assert cells.answered == 3, "they were heard all the same"


def test_two_answers_about_one_contact_count_once_and_the_less_rosy_one_stands(counted):
    rows = a_quarter(["yes"] * 11) + [answer(0, "no"), answer(0, "yes"), answer(1, "dont-know")]

    assert counted(rows).of["P2.1", "person"].all == (10, 0, 1)


def test_the_same_row_sent_twice_counts_once(counted):
    rows = a_quarter(["yes"] * 11)

    assert counted(rows + rows).of["P2.1", "person"].all == (11, 0, 0)


def test_one_person_has_one_voice_about_a_practice_and_it_is_the_latest(counted):
    rows = [contact(0), contact(5), contact(10), team()]
    rows += [answer(number, said, who="dawn") for number, said in ((0, "no"), (5, "partly"), (10, "yes"))]
    cells = counted(rows)

    assert cells.of["P2.1", "person"].all == (1, 0, 0)
    assert cells.of["P2.1", "person"].voices == 1
    assert cells.people == 1


def test_staff_speak_of_each_contact_but_are_counted_as_people_too(counted):
    cells = counted(a_quarter([], ["yes"] * 20, colleagues=4))

    assert cells.of["P2.1", "staff"].all == (20, 0, 0)
    assert cells.of["P2.1", "staff"].voices == 4


def test_what_was_set_aside_is_told_and_not_counted(counted):
    rows = a_quarter(["yes"] * 10) + [answer(20 + n, "no", who="stuffer", through="set-aside") for n in range(40)]
    cells = counted(rows)

    assert cells.of["P2.1", "person"].all == (10, 0, 0)
    assert cells.set_aside == 1


def test_answers_through_an_open_link_without_a_contact_count_once_for_each_sender(counted):
    rows = a_quarter(["yes"] * 10)
    for sender in ("a", "a", "b"):
        rows.append(
            Row(
                "answer",
                SERVICE,
                week(3),
                who=sender,
                practice="P2.1",
                viewpoint="person",
                constituency="carer",
                value="no",
                through="link",
            )
        )
    rows.append(
        Row(
            "answer",
            SERVICE,
            week(4),
            who="a",
            practice="P2.1",
            viewpoint="person",
            constituency="carer",
            value="no",
            through="link",
        )
    )
    cells = counted(rows)

    assert cells.of["P2.1", "person"].all == (10, 0, 2)
    assert cells.through == {"space": 10, "link": 2, "person": 10, "carer": 2}


def test_answers_about_the_same_contact_are_laid_side_by_side(counted):
    rows = a_quarter(["yes", "yes", "no", "partly"], ["yes", "no", "yes", "yes"])

    assert counted(rows).pairs["P2.1"] == (1, 2, 1, 0)


def test_a_record_says_written_only_of_contacts_that_came_from_a_space(counted):
    story = "story.opened_before_first_meeting"
    rows = [contact(number, space=f"s{number}") for number in range(6)] + [contact(number) for number in range(6, 12)]
    rows += [Row(story, SERVICE, week(0) - timedelta(weeks=3), who=f"s{number}") for number in range(4)]
    rows += [Row(story, SERVICE, week(11), who="s4"), Row(story, SERVICE, week(0) - timedelta(weeks=60), who="s5")]
    cells = counted(rows)

    assert cells.of["P2.1", "record"].all == (4, 0, 2), "neither what came after nor what is long ago is a yes"
    assert cells.of["P2.1", "record"].voices == 6


def test_a_record_is_asked_only_where_there_was_something_to_write(counted):
    rows = [contact(number, space=f"s{number}") for number in range(6)]
    rows += [Row("wish.recorded", SERVICE, week(0), who=f"s{number}") for number in range(3)]
    rows += [Row("wish.acted_on", SERVICE, week(2), who="s0"), Row("wish.acted_on", SERVICE, week(2), who="s5")]

    assert counted(rows).of["P2.3", "record"].all == (1, 0, 2)


def test_contacts_are_told_apart_by_kind_and_by_whether_anybody_answered(counted):
    rows = [contact(number, kind="call" if number < 4 else "appointment") for number in range(10)]
    rows += [answer(number, "yes") for number in (1, 5, 6)]
    cells = counted(rows)

    assert cells.groups["kind", "call"] == (4, 1)
    assert cells.groups["kind", "appointment"] == (6, 2)


def test_services_and_quarters_are_counted_apart(tmp_path, engine):
    rows = [answer(number, "yes", service=service) for service in ("a", "b") for number in range(3)]
    rows += [
        Row("answer", "a", date(2026, 10, 5), "c9", "x", "P2.1", "person", "person", "no", "space"),
    ]
    write(tmp_path / "facts.parquet", rows)
    found = count([tmp_path / "facts.parquet"], signals().every, engine=engine)

    assert [(one.service, one.period, one.of["P2.1", "person"].all) for one in found] == [
        ("a", 8106, (3, 0, 0)),
        ("a", 8107, (0, 0, 1)),
        ("b", 8106, (3, 0, 0)),
    ]


def test_the_order_of_rows_changes_nothing(counted):
    rows = a_quarter(["yes", "no", "partly"] * 9, ["yes", "no"] * 9)

    assert counted(rows) == counted(rows[::-1])


HOSTILE = {
    "an answer nobody can give": answer(0, "perfect"),
    "a view that does not exist": answer(0, "yes", view="owner"),
    "an answer without its practice": answer(0, "yes", practice=""),
    "a contact without its link": Row("contact", SERVICE, week(0)),
    "an answer of nobody about nothing": Row(
        "answer", SERVICE, week(0), "", "", "P2.1", "person", "person", "yes", "space"
    ),
    "an answer that came by no way there is": Row(
        "answer", SERVICE, week(0), "c0", "p0", "P2.1", "person", "person", "yes", "pigeon"
    ),
    "an answer of a stranger’s kind": Row(
        "answer", SERVICE, week(0), "c0", "p0", "P2.1", "person", "owner", "yes", "space"
    ),
    "a day that is no Monday": Row("contact", SERVICE, week(0) + timedelta(days=2), contact="c0"),
    "a row of no service": Row("contact", "", week(0), contact="c0"),
}


@pytest.mark.parametrize("row", HOSTILE.values(), ids=HOSTILE)
def test_rows_that_no_action_writes_stop_the_count_and_the_sentence_says_so(counted, row):
    with pytest.raises(BadFacts, match="1 rows in facts.parquet could not have been written here"):
        counted([*a_quarter(["yes"] * 12), row])


def test_a_team_of_many_words_is_refused(counted):
    with pytest.raises(BadFacts, match="not the size of a team"):
        counted([*a_quarter(["yes"] * 12), Row("team", SERVICE, week(0), value="twelve; drop table")])


def bad_file(path: Path, kind: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {name: pa.array([7 if name in LINKS else "x"]) for name in COLUMNS} | {
        "week": pa.array([date(2026, 7, 6)])
    }
    if kind == "not parquet":
        path.write_text("kind,service\ncontact,a\n", encoding="utf-8")
        return
    if kind == "a column is missing":
        del columns["who"]
    if kind == "text where a day should be":
        columns["week"] = pa.array(["2026-07-06"])
    if kind == "numbers where text should be":
        columns["value"] = pa.array([7])
    if kind == "text where a link should be":
        columns["contact"] = pa.array(["c0"])
    pq.write_table(pa.table(columns), path)


SAYS = {
    "not parquet": "is not a fact file",
    "a column is missing": "has no column “who”",
    "text where a day should be": "“week” holds string",
    "numbers where text should be": "“value” holds int64",
    "text where a link should be": "“contact” holds string",
}


@pytest.mark.parametrize("kind", SAYS)
def test_a_file_of_another_shape_is_refused_before_anything_is_counted(tmp_path, engine, kind):
    path = tmp_path / "2026-Q3.parquet"
    bad_file(path, kind)

    with pytest.raises(BadFacts, match=SAYS[kind]) as said:
        count([path], signals().every, engine=engine)

    assert "2026-Q3.parquet" in str(said.value)
    assert "Gather the facts of this period anew" in str(said.value)
    assert str(tmp_path) not in str(said.value)


def test_the_same_facts_make_the_same_file(tmp_path):
    rows = a_quarter(["yes", "no"] * 6)
    write(tmp_path / "one.parquet", rows)
    write(tmp_path / "other.parquet", rows[::-1])

    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "other.parquet").read_bytes()
    assert (tmp_path / "one.parquet").stat().st_mode & 0o077 == 0, (
        "nobody else on the machine may read who answered together"
    )


def test_a_link_is_a_number_in_a_file_the_same_each_time_and_none_stays_none():
    numbers = {number_of(f"link {at}") for at in range(1000)}

    assert len(numbers) == 1000 and min(numbers) > 0 and max(numbers) < 2**63
    assert number_of("") == 0 and number_of("link 1") == number_of("link 1")


def test_an_engine_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("ALONGSIDE_READINGS_ENGINE", "abacus")
    with pytest.raises(engines.UnknownEngine, match="abacus.*duckdb, spark"), engines.opened():
        pass


# Spark's own Python leaves sockets open and asks pandas in an old way; neither is ours to mend.
@pytest.mark.filterwarnings(
    "ignore::ResourceWarning",
    "ignore::DeprecationWarning",
    "ignore:The copy keyword",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)
def test_spark_gives_the_very_same_cells(tmp_path, engine):
    pytest.importorskip("pyspark", reason="comes with requirements/scale.txt")
    rows = a_quarter(["yes", "no", "partly", "dont-know"] * 9, ["yes", "no"] * 12)
    rows += [contact(number, space=f"s{number % 7}") for number in range(40, 60)]
    rows += [Row("wish.recorded", SERVICE, week(1), who=f"s{n}") for n in range(5)]
    rows += [Row("wish.acted_on", SERVICE, week(3), who="s1"), answer(3, "no"), answer(70, "no", through="set-aside")]
    write(tmp_path / "facts.parquet", rows)
    with engines.opened("spark") as spark:
        assert count([tmp_path / "facts.parquet"], signals().every, engine=spark) == count(
            [tmp_path / "facts.parquet"], signals().every, engine=engine
        )
