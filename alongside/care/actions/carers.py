"""Do it: record what the person wishes of a carer, note what was done with it, say what a carer needs, answer it."""

from uuid import UUID

from django.db.models.functions import Now

from alongside.care.models import CarerAnswer, CarerNeed, Wish
from alongside.care.queries import carers as tell
from alongside.care.refusals import carers as no
from alongside.care.rules import NeedShared, NeedState
from alongside.circle.queries import Footing
from alongside.circle.queries import member as member_with_id
from alongside.circle.rules import Label, MemberState, Standing
from alongside.core import facts, typed
from alongside.core.once import once as only_once
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet, action


@action
def record_wish(
    *, footing: Footing, member: UUID, words: str, label: Label = Label.NOT_FOR_CARERS, once: str = "", by: Viewer
) -> UUID:
    """The person says how they wish a carer to be involved. What they wished before is kept, and stands no more."""
    if not footing.is_owner:
        raise Refused(no.not_yours())
    row = member_with_id(by, member)
    if row is None or row.space_id != footing.space:
        raise Refused(no.gone())
    words = typed.plain(words)
    insist(no.why_not_wish(standing=Standing(row.standing), state=MemberState(row.state), words=words))

    def write() -> UUID:
        before = PersonalQuerySet(Wish).filter(space_id=footing.space, member_id=row.pk, ended_at=None)
        before.update(ended_at=Now())
        made = Wish(space_id=footing.space, member_id=row.pk, words=words, label=label)
        made.save()
        facts.record("wish.recorded", space=footing.space, by=by.account)
        return made.pk

    made, _now = only_once(
        once, kind="wish.record", body={"member": member, "words": words, "label": label}, by=by, do=write
    )
    assert made is not None
    return made


@action
def take_wish_back(*, footing: Footing, member: UUID, by: Viewer) -> None:
    """The person takes a wish back: nothing is written about this carer any more."""
    if not footing.is_owner:
        raise Refused(no.not_yours())
    PersonalQuerySet(Wish).filter(space_id=footing.space, member_id=member, ended_at=None).update(ended_at=Now())


@action
def act_on_wish(*, footing: Footing, wish: UUID, words: str, after: str = "", once: str = "", by: Viewer) -> None:
    """A professional notes what they did with a wish. `after`: the notes they had before them; nobody's note is lost."""
    row = tell.wish(by, footing.space, wish)
    if row is None or footing.standing not in (Standing.PROFESSIONAL, Standing.TEAM):
        raise Refused(no.gone())
    words = typed.plain(words)
    insist(no.why_not_need(words=words))

    def write() -> UUID:
        _note(row, words, after, footing, by)
        return row.id

    only_once(once, kind="wish.act_on", body={"wish": wish, "words": words}, by=by, do=write)


def _note(row: tell.WishSaid, words: str, after: str, footing: Footing, by: Viewer) -> None:
    """Put a note below those before it; refuse when somebody else's came in between."""
    names = [*(name for name in row.acted_on_by.split(", ") if name and name != by.name), by.name]
    changed = (
        PersonalQuerySet(Wish)
        .filter(pk=row.id, acted_on_words=after, ended_at=None)
        .update(
            acted_on_at=Now(),
            acted_on_by_name=", ".join(names)[-200:],
            acted_on_words=f"{after}\n\n{words}" if after else words,
        )
    )
    if not changed:
        raise Refused(no.somebody_was_first())
    facts.record("wish.acted_on", space=footing.space, service=by.service, by=by.account)


@action
def raise_need(
    *, footing: Footing, words: str, shared: NeedShared = NeedShared.NOBODY, once: str = "", by: Viewer
) -> UUID:
    """A carer writes down what they need for themselves. They choose who reads it; at first nobody."""
    if footing.standing is not Standing.CARER:
        raise Refused(no.gone())
    words = typed.plain(words)
    insist(no.why_not_need(words=words))

    def write() -> UUID:
        row = CarerNeed(
            space_id=footing.space, member_id=footing.member, carer_name=by.name, words=words, shared=shared
        )
        row.save()
        facts.record("carer_need.raised", space=footing.space, by=by.account, shared=shared.value)
        return row.pk

    made, _now = only_once(once, kind="need.raise", body={"words": words, "space": footing.space}, by=by, do=write)
    assert made is not None
    return made


@action
def share_need(*, footing: Footing, need: UUID, shared: NeedShared, by: Viewer) -> None:
    """The carer changes who reads it, at once."""
    _own_need(footing, need, by)
    PersonalQuerySet(CarerNeed).filter(pk=need).update(shared=shared)


@action
def close_need(*, footing: Footing, need: UUID, to: NeedState, by: Viewer) -> None:
    """The carer says that it is answered, or lets it go."""
    _own_need(footing, need, by)
    PersonalQuerySet(CarerNeed).filter(pk=need, state=NeedState.OPEN).update(state=to, closed_at=Now())
    facts.record("carer_need.closed", space=footing.space, by=by.account, ending=to.value)


@action
def let_all_go(*, footing: Footing, by: Viewer) -> None:
    """A carer who leaves takes what they needed with them: nobody else reads it any more."""
    own = [one.id for one in tell.my_needs(by, footing.space)]
    PersonalQuerySet(CarerNeed).filter(pk__in=own).update(shared=NeedShared.NOBODY)
    PersonalQuerySet(CarerNeed).filter(pk__in=own, state=NeedState.OPEN).update(state=NeedState.LET_GO, closed_at=Now())


@action
def answer_need(*, footing: Footing, need: UUID, words: str, once: str = "", by: Viewer) -> UUID:
    """Somebody in the circle answers what a carer needs; the carer may add to their own."""
    row = tell.need(by, footing.space, need)
    if row is None:
        raise Refused(no.gone())
    words = typed.plain(words)
    own = row.member == footing.member
    insist(no.why_not_answer_need(is_own=own, state=NeedState(row.state), words=words))

    def write() -> UUID:
        made = CarerAnswer(need_id=row.id, words=words, by_name=by.name, by_role=by.role)
        made.save()
        if not own:
            facts.record("carer_need.answered", space=footing.space, service=by.service, by=by.account)
        return made.pk

    made, _now = only_once(once, kind="need.answer", body={"need": need, "words": words}, by=by, do=write)
    assert made is not None
    return made


def _own_need(footing: Footing, need: UUID, by: Viewer) -> None:
    if footing.standing is not Standing.CARER or need not in {one.id for one in tell.my_needs(by, footing.space)}:
        raise Refused(no.gone())
