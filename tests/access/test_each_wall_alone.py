"""Each wall with the other one taken away, over a space that holds everything; and what the application may never do.

On SQLite there is one wall, and it is asked here. On PostgreSQL the first wall is asked as the owner of the tables, whom
row security lets through, and the second through managers that filter nothing and by plain SQL.

What a service learns stands in no space, so `tables_of_spaces()` leaves it out here: the same two questions are put to
those tables, over a service with a row in each, in test_learning_tables.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.core.viewer import Purpose, Viewer, bound
from alongside.core.walls import PersonalModel, first_wall_open
from tests.access.inhabited import Inhabited, inhabit
from tests.access.looking import Looker, arrange, as_item, come, personal_tables, tables_of_spaces
from tests.access.page_oracle import Situation, opens
from tests.factories import a_carer, a_professional_in

Seen = dict[str, set[object]]
ONE_LIVE_ONE_DEAD = ("live", "expired")
TWO_DEAD = ("withdrawn", "not-begun")
BY_NAME = ("live-for-this-item", "withdrawn")
KEPT = ("live", "kept-from-them")
# The things of a space by the table they stand in. What is not here hangs on one of these and follows it.
TABLES = {
    "story": "care_storypart",
    "story-file": "care_storyfile",
    "communication": "care_communicationpart",
    "conversation": "care_thread",
    "unknown": "care_unknown",
    "note-line": "care_noteline",
    "wish": "care_wish",
    "carer-need": "care_carerneed",
    "read-back": "care_readback",
    "ask": "care_ask",
    "conversation-file": "care_messagefile",
}
PARTS = {
    "care_storyversion": ("part_id", "care_storypart"),
    "care_communicationversion": ("part_id", "care_communicationpart"),
    "care_message": ("thread_id", "care_thread"),
    "care_askstep": ("thread_id", "care_thread"),
    "care_unclear": ("thread_id", "care_thread"),
    "care_participant": ("thread_id", "care_thread"),
    "care_follower": ("thread_id", "care_thread"),
    "care_seen": ("thread_id", "care_thread"),
    "care_unknownstep": ("unknown_id", "care_unknown"),
    "care_notemark": ("line_id", "care_noteline"),
    "care_careranswer": ("need_id", "care_carerneed"),
}


@contextmanager
def through_the_first_wall_alone() -> Iterator[None]:
    """The second wall taken away: on PostgreSQL the tables' owner looks; on SQLite there is none to take away."""
    if connection.vendor != "postgresql":
        yield
        return
    from tests.postgres.as_app import sign_in_as

    sign_in_as("owner")
    try:
        yield
    finally:
        sign_in_as("app")


def seen_by(viewer: Viewer | None) -> Seen:
    """Ids of every row of every table behind the walls that this viewer gets; None: nobody is bound."""
    with transaction.atomic():
        if viewer is None:
            return _all_rows()
        with bound(viewer):
            return _all_rows()


def _all_rows() -> Seen:
    return {model._meta.db_table: set(model.objects.values_list("pk", flat=True)) for model in tables_of_spaces()}


def by_plain_sql(viewer: Viewer) -> Seen:
    """The same without Django's managers."""
    found: Seen = {}
    with transaction.atomic(), bound(viewer), connection.cursor() as cursor:
        for model in tables_of_spaces():
            cursor.execute(f'SELECT "{model._meta.pk.column}" FROM "{model._meta.db_table}"')
            found[model._meta.db_table] = {row[0] for row in cursor.fetchall()}
    return found


def answers(viewer: Viewer | None) -> dict[str, Seen]:
    """What each wall says alone."""
    with through_the_first_wall_alone():
        said = {"first wall alone": seen_by(viewer)}
    if connection.vendor == "postgresql":
        with first_wall_open():
            said["second wall alone"] = seen_by(viewer)
        if viewer is not None:
            said["second wall alone, by plain SQL"] = by_plain_sql(viewer)
    return said


def everything_there() -> Seen:
    """Every row there is, before any wall."""
    with through_the_first_wall_alone(), first_wall_open(), transaction.atomic():
        return _all_rows()


def viewer_of(looker: Looker) -> Viewer:
    assert looker.account is not None
    return Viewer(looker.account.pk, "Looker", looker.purpose, service=looker.service)


def is_empty(seen: Seen) -> list[str]:
    return [table for table, rows in seen.items() if rows]


@pytest.mark.django_db(transaction=True)
def test_a_space_holds_something_in_every_table_and_strangers_and_nobody_get_none_of_it() -> None:
    here = inhabit()
    come(here, "professional", a_professional_in(name="Looker"))
    empty = [table for table, rows in everything_there().items() if not rows]
    assert empty == [], "these tables prove nothing: put a row of them into tests/access/inhabited.py"
    stranger = a_professional_in(name="Stranger")
    lookers: list[Viewer | None] = [
        *(stranger.viewer.for_purpose(purpose) for purpose in Purpose),
        Viewer(None, "", Purpose.DIRECT_CARE, link="0" * 64),
        Viewer(None, ""),
        None,
    ]
    for viewer in lookers:
        for wall, seen in answers(viewer).items():
            assert is_empty(seen) == [], f"{viewer}: {wall}"


@pytest.mark.django_db(transaction=True)
def test_the_person_gets_everything_of_theirs_but_what_a_carer_keeps() -> None:
    here = inhabit()
    there = everything_there()
    kept = {thing.id for thing in here.of("carer-need") if thing.shared != "circle"}
    for wall, seen in answers(here.person.viewer).items():
        missing = {table: there[table] - rows for table, rows in seen.items() if there[table] - rows}
        assert missing.pop("care_carerneed") == kept, wall
        assert len(missing.pop("care_careranswer")) == len(kept), wall
        assert missing == {}, wall


SITUATIONS = [
    Situation("carer", consents={"story": ONE_LIVE_ONE_DEAD, "circle": BY_NAME, "conversation": TWO_DEAD}),
    Situation("carer", consents={"conversation": BY_NAME, "unknowns": TWO_DEAD, "notes": ONE_LIVE_ONE_DEAD}),
    Situation("carer", "paused", dict.fromkeys(("story", "notes", "conversation"), ONE_LIVE_ONE_DEAD)),
    Situation("professional", consents={"story": KEPT, "notes": BY_NAME, "communication": ONE_LIVE_ONE_DEAD}),
    Situation("professional", consents={"conversation": ONE_LIVE_ONE_DEAD, "unknowns": KEPT, "circle": TWO_DEAD}),
    Situation("team", consents={"unknowns": ONE_LIVE_ONE_DEAD, "story": TWO_DEAD, "conversation": BY_NAME}),
    Situation("team", "left-service", dict.fromkeys(("story", "notes", "conversation"), ONE_LIVE_ONE_DEAD)),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("now", SITUATIONS, ids=str)
def test_somebody_in_the_circle_gets_what_the_oracle_says_from_each_wall(now: Situation) -> None:
    here = inhabit()
    looker = come(here, now.who, a_carer("Looker") if now.who == "carer" else a_professional_in(name="Looker"))
    arrange(here, looker, now)
    with through_the_first_wall_alone(), first_wall_open(), transaction.atomic():
        belongs = {
            table: dict(_model(table).objects.values_list("pk", column)) for table, (column, _whole) in PARTS.items()
        }
    for wall, seen in answers(viewer_of(looker)).items():
        wrong = _not_as_the_oracle_says(here, now, seen)
        for table, (_column, whole) in PARTS.items():
            expected = {pk for pk, of in belongs[table].items() if of in seen[whole]}
            if seen[table] != expected:
                wrong.append(f"{table}: {len(seen[table])} rows, and {len(expected)} belong to what is open")
        assert wrong == [], wall


def _not_as_the_oracle_says(here: Inhabited, now: Situation, seen: Seen) -> list[str]:
    return [
        f"{thing.sort} ({thing.label}, {'own' if thing.mine else 'of others'}): {'seen' if is_seen else 'not seen'}"
        for sort, table in TABLES.items()
        for thing in here.of(sort)
        if (is_seen := thing.id in seen[table]) != opens(now, as_item(thing))
    ]


def _model(table: str) -> type[PersonalModel]:
    return next(model for model in tables_of_spaces() if model._meta.db_table == table)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_viewer_never_stays_behind_in_a_connection() -> None:
    here = inhabit()
    with transaction.atomic(), bound(here.person.viewer), first_wall_open():
        assert is_empty(_all_rows()) != []
    with first_wall_open():
        assert is_empty(seen_by(None)) == []
        with transaction.atomic():
            with bound(here.person.viewer):
                pass
            assert is_empty(_all_rows()) == [], "the viewer outlived its binding"
        with pytest.raises(ZeroDivisionError), transaction.atomic(), bound(here.person.viewer):
            raise ZeroDivisionError
        assert is_empty(seen_by(None)) == []


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("model", personal_tables(), ids=lambda model: model._meta.db_table)
def test_every_personal_table_has_forced_row_security_with_a_policy_for_every_way_in(
    model: type[PersonalModel],
) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", [table])
        assert cursor.fetchone() == (True, True), "give it a policy in the walls.py of its room, and a migration"
        cursor.execute("SELECT cmd, qual, with_check FROM pg_policies WHERE tablename = %s AND cmd <> 'ALL'", [table])
        policies = {cmd: (qual, check) for cmd, qual, check in cursor.fetchall()}
    assert set(policies) == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert policies["SELECT"][0] not in (None, "true")


# What PostgreSQL answers to somebody who has not the right; a slip in the sentence itself is answered otherwise.
NO_RIGHT_TO = "42501"
FORBIDDEN = [
    "UPDATE core_accessevent SET actor_name = 'nobody'",
    "DELETE FROM core_accessevent",
    "TRUNCATE core_accessevent",
    "UPDATE core_fact SET kind = 'other'",
    "DELETE FROM core_fact",
    "TRUNCATE core_fact",
    "ALTER TABLE core_accessevent DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE care_storypart DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE care_storypart NO FORCE ROW LEVEL SECURITY",
    "CREATE POLICY open_door ON care_storypart USING (true)",
    "DROP POLICY care_storypart_see ON care_storypart",
    "ALTER POLICY care_storypart_see ON care_storypart USING (true)",
    "ALTER TABLE care_storypart OWNER TO alongside_app",
    "CREATE OR REPLACE FUNCTION alongside_owned() RETURNS SETOF uuid LANGUAGE sql AS 'SELECT id FROM circle_space'",
    "DROP FUNCTION alongside_open_grants()",
    "SET ROLE alongside_owner",
    "SET SESSION AUTHORIZATION alongside_owner",
    "GRANT alongside_owner TO alongside_app",
    "ALTER ROLE alongside_app BYPASSRLS",
    "SET LOCAL row_security = off; SELECT count(*) FROM care_storypart",
]


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_application_cannot_change_the_log_or_the_wall(sql: str) -> None:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert getattr(refused.value.__cause__, "sqlstate", "") == NO_RIGHT_TO, refused.value


def test_every_thing_the_oracle_speaks_of_stands_in_a_table_there_is() -> None:
    known = {model._meta.db_table for model in personal_tables()}
    assert set(TABLES.values()) | set(PARTS) <= known
