"""A study with something on every page of it, made through the same actions as real ones."""

from dataclasses import dataclass
from datetime import timedelta

from alongside.core import clock
from alongside.core.viewer import Viewer
from alongside.people.rules import Constituency
from alongside.principles.rules import Kind, Moment
from alongside.themes.actions import codebook, documents, drafts, reading, studies
from alongside.themes.queries import comparing
from alongside.themes.queries import studies as tell
from alongside.themes.rules import GroupSays, Says, Settled, StudyRole
from tests.factories import Somebody
from tests.themes.study import as_, asks, email_of, somebody

LONG = "Reporttheothersaidwasmuchtoolongtoreadonaphone"


@dataclass(frozen=True)
class Studied:
    """Codes by which people without an account come in."""

    given: str
    refine: str


def what_a_study_holds(reader: Somebody) -> Studied:
    """Read by two, talked over, a theme, a draft that somebody refined and a group read; and a round that goes on."""
    noreen, alex = reader.viewer, somebody(f"Alex {LONG}")
    study = as_(noreen, studies.open_study, title=f"Again {LONG}", question=f"How is it? {LONG}").pk
    as_(noreen, studies.ask_in, study=study, email=email_of(alex), role=StudyRole.PEER)
    given = ""
    brought = []
    for called in ("Robin", LONG):
        row, given = as_(
            noreen,
            documents.bring_interview,
            study=study,
            called=called,
            words=f"How is it?\nI told it again, {called}. Nobody had read {LONG}.\nI told it once more.",
            agreed_on=clock.today(),
            until=clock.today() + timedelta(days=90),
            may_quote=False,
            points_at_nobody=False,
        )
        brought.append(row.pk)
    as_(alex, documents.note_look, documents=brought)
    heading = as_(noreen, codebook.add_code, study=study, name=f"Heading {LONG}", description=LONG, is_heading=True)
    code = as_(noreen, codebook.add_code, study=study, name=f"Again {LONG}", description=LONG, parent=heading.pk)
    other = as_(noreen, codebook.add_code, study=study, name="Put away", description="")
    as_(noreen, codebook.retire, code=other.pk)
    readers = [noreen.account, alex.account]
    round_row = as_(noreen, reading.open_round, study=study, documents=brought, coders=readers)
    for viewer in (noreen, alex):
        as_(viewer, reading.mark, round_id=round_row.pk, document=brought[0], ticked=[1], code=code.pk, memo=LONG)
    as_(noreen, reading.mark, round_id=round_row.pk, document=brought[0], ticked=[2], code=code.pk)
    said = {"round_id": round_row.pk, "document": brought[1], "code": code.pk, "because": [LONG]}
    as_(alex, reading.answer_suggestion, **said, sentence=3, accepts=True)
    for viewer in (noreen, alex):
        as_(viewer, reading.finish, round_id=round_row.pk)
    first = asks(noreen, comparing.stretches, round_row)[0]
    where = {"round_id": round_row.pk, "document": first.document, "start": first.start, "end": first.end}
    as_(noreen, reading.settle, **where, left_as=Settled.BOTH, codes=[], why=LONG)
    open_round = as_(noreen, reading.open_round, study=study, documents=brought, coders=readers)
    as_(noreen, reading.mark, round_id=open_round.pk, document=brought[0], ticked=[1], code=code.pk, memo=LONG)
    theme = as_(
        noreen,
        drafts.name_theme,
        study=study,
        name=f"Theme {LONG}",
        says=LONG,
        codes=[code.pk],
        touches=["P1.1"],
    )
    for number, against in ((1, False), (3, True)):
        as_(
            noreen,
            drafts.let_stand,
            theme=theme.pk,
            document=brought[0],
            ticked=[number],
            is_against=against,
            why=LONG,
        )
    draft = as_(
        noreen,
        drafts.open_draft,
        theme=theme.pk,
        principle=1,
        moments=[Moment.ALWAYS],
        kinds=[Kind.PROCESS],
        words={"name": f"Draft {LONG}", "plain": LONG, "i_statement": LONG, "we_statement": LONG},
    )
    refine = as_(
        noreen,
        drafts.make_codes,
        draft=draft.pk,
        number=1,
        constituency=Constituency.PERSON,
        until=clock.today() + timedelta(days=9),
    )[0]
    as_(Viewer(None, "", link=tell.link_of(refine)), drafts.refine, says=Says.CHANGE, words=LONG)
    as_(
        noreen,
        drafts.note_group,
        draft=draft.pk,
        on_day=clock.today(),
        people=3,
        says=GroupSays.CHANGE,
        words=LONG,
        dissent=LONG,
    )
    return Studied(given, refine)
