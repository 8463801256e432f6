"""Do it: name a theme, draft a practice, let people refine it, write down what a group said, and let it become a practice of a set."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.utils.timezone import make_aware

from alongside.core import clock, facts, typed
from alongside.core.codes import MOST_ON_A_SHEET, new_code
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer, respondent_of
from alongside.core.walls import action
from alongside.people.rules import Constituency
from alongside.principles.actions.practices import add_practice
from alongside.principles.actions.provenance import add_edge
from alongside.principles.rules import EdgeFrom, Frame, Kind, Level, Moment, Nature, Ref
from alongside.themes import refusals as no
from alongside.themes.actions.standing import insist_reads, insist_researcher
from alongside.themes.codes import hash_of
from alongside.themes.models import (
    Code,
    Document,
    Draft,
    FocusGroup,
    RefineCode,
    Refinement,
    Study,
    Theme,
    ThemeExcerpt,
    Wording,
)
from alongside.themes.queries import drafts as tell
from alongside.themes.rules import (
    FEWEST_IN_GROUP,
    LONGEST_SAID,
    OPEN,
    DraftState,
    GroupSays,
    Says,
    still_missing,
)
from alongside.themes.texts import pieces

TEXTS = ("name", "plain", "i_statement", "we_statement")


@action
def name_theme(
    *,
    study: UUID,
    name: str,
    says: str,
    codes: Sequence[UUID],
    touches: Sequence[str],
    by: Viewer,
    theme: UUID | None = None,
) -> Theme:
    """Say what several people said, from which codes, and which practices speak of it already. Said again, it is reworded."""
    insist_reads(by, study)
    known = {row.pk for row in Code.objects.filter(study_id=study, pk__in=codes)}
    if not known:
        raise Refused(no.theme_needs_codes())
    title, words = typed.one_line(name)[:160], typed.plain(says)[:LONGEST_SAID]
    if not title or not words:
        raise Refused(no.needs_a_name())
    row = (
        Theme.objects.filter(pk=theme, study_id=study).first() if theme else Theme(study_id=study, made_at=clock.now())
    )
    if row is None:
        raise Refused(no.not_there())
    row.name, row.says = title, words
    row.codes, row.touches = [str(one) for one in codes if one in known], list(dict.fromkeys(touches))
    row.save()
    facts.record("theme.named", by=by.account, study=study, theme=row.pk)
    return row


@action
def let_stand(
    *, theme: UUID, document: UUID, ticked: Iterable[int], is_against: bool, why: str, by: Viewer
) -> list[ThemeExcerpt]:
    """Some words stand for a theme, or against it: what does not fit is kept as carefully as what does."""
    row = Theme.objects.filter(pk=theme).first()
    if row is None:
        raise Refused(no.not_there())
    insist_reads(by, row.study_id)
    words = Document.objects.filter(pk=document, study_id=row.study_id, withdrawn_at=None).first()
    if words is None:
        raise Refused(no.not_there())
    places = pieces(words.words, ticked)
    if not places:
        raise Refused(no.nothing_ticked())
    made = []
    for start, end in places:
        where = {"theme": row, "document": words, "start": start, "end": end}
        one = ThemeExcerpt.objects.filter(**where).first() or ThemeExcerpt(**where, at=clock.now())
        one.is_against, one.why = is_against, why.strip()[:300]
        one.save()
        made.append(one)
    facts.record("theme.words_stand", by=by.account, theme=row.pk, against=is_against)
    return made


@action
def take_from_theme(*, excerpt: UUID, by: Viewer) -> None:
    """These words no longer stand for a theme."""
    row = ThemeExcerpt.objects.filter(pk=excerpt).select_related("theme").first()
    if row is None:
        raise Refused(no.not_there())
    insist_reads(by, row.theme.study_id)
    theme = row.theme_id
    row.delete()
    facts.record("theme.words_taken", by=by.account, theme=theme)


@action
def open_draft(
    *,
    theme: UUID,
    principle: int,
    moments: Sequence[Moment],
    kinds: Sequence[Kind],
    words: Mapping[str, str],
    by: Viewer,
) -> Draft:
    """Write a first wording of a practice from a theme."""
    found = Theme.objects.filter(pk=theme).first()
    if found is None:
        raise Refused(no.not_there())
    insist_reads(by, found.study_id)
    texts = _texts(words)
    row = Draft(
        study_id=found.study_id,
        theme=found,
        principle=principle,
        moments=[one.value for one in moments],
        kinds=[one.value for one in kinds],
        opened_at=clock.now(),
    )
    row.save()
    Wording(draft=row, number=1, by=by.account, at=clock.now(), **texts).save()  # type: ignore[misc]  # readers have accounts
    facts.record("draft.opened", by=by.account, study=row.study_id, draft=row.pk)
    return row


@action
def reword(*, draft: UUID, words: Mapping[str, str], why: str, by: Viewer) -> Wording:
    """A new wording, with why. What people said of the one before stays with that one."""
    row = _open(draft)
    insist_reads(by, row.study_id)
    last = tell.newest_wording(row)
    texts = _texts(words)
    if all(getattr(last, name) == texts[name] for name in TEXTS):
        raise Refused(no.nothing_differs())
    if not why.strip():
        raise Refused(no.say_what_changed())
    made = Wording(
        draft=row,
        number=last.number + 1,
        why=typed.one_line(why)[:1000],
        by=by.account,  # type: ignore[misc]  # readers have accounts
        at=clock.now(),
        **texts,
    )
    made.save()
    facts.record("draft.reworded", by=by.account, draft=row.pk, number=made.number)
    return made


@action
def make_codes(*, draft: UUID, number: int, constituency: Constituency, until: date, by: Viewer) -> list[str]:
    """Codes for people who refine the draft, one each. They are shown once."""
    row = _open(draft)
    insist_researcher(by, row.study_id)
    if not 1 <= number <= MOST_ON_A_SHEET:
        raise Refused(no.too_many_codes())
    if until < clock.today():
        raise Refused(no.days_do_not_fit())
    codes = [new_code() for _each in range(number)]
    ends = make_aware(datetime.combine(until, time(23, 59)))
    RefineCode.objects.bulk_create(
        RefineCode(draft=row, code_hash=hash_of(code), constituency=constituency, ends_at=ends) for code in codes
    )
    if row.state == DraftState.WRITING:
        row.state = DraftState.REFINING
        row.save(update_fields=["state"])
    facts.record("draft.codes_made", by=by.account, draft=row.pk, number=number)
    return codes


@action
def refine(*, says: Says, words: str, by: Viewer) -> Refinement:
    """Whoever has a code says what they think of the newest wording. Said again, it replaces what they said of it before."""
    code = RefineCode.objects.filter(code_hash=by.link, ends_at__gt=clock.now()).first() if by.link else None
    if code is None or by.account is not None:
        raise Refused(no.code_has_ended())
    row = Draft.objects.filter(pk=code.draft_id).first()
    if row is None or row.state not in OPEN:
        raise Refused(no.draft_is_closed())
    said = words.strip()[:1000]
    if says is not Says.AGREE and not said:
        raise Refused(no.say_what_to_change())
    wording, me = tell.newest_wording(row), respondent_of(by)
    one = Refinement.objects.filter(wording=wording, voter=me).first()
    if one is None:
        one = Refinement(draft=row, wording=wording, voter=me, constituency=code.constituency)
    one.says, one.words, one.at = says, said, clock.now()
    one.save()
    facts.record("draft.refined", draft=row.pk, says=says.value)
    return one


@action
def note_group(
    *, draft: UUID, on_day: date, people: int, says: GroupSays, words: str, dissent: str, by: Viewer
) -> FocusGroup:
    """Write down what a group that sat together said of the newest wording."""
    row = _open(draft)
    insist_reads(by, row.study_id)
    if people < FEWEST_IN_GROUP:
        raise Refused(no.group_too_small())
    if on_day > clock.today():
        raise Refused(no.day_to_come())
    if not words.strip():
        raise Refused(no.say_what_to_change())
    one = FocusGroup(
        draft=row,
        wording=tell.newest_wording(row),
        on_day=on_day,
        people=people,
        says=says,
        words=typed.plain(words)[:LONGEST_SAID],
        dissent=typed.one_line(dissent)[:1000],
        at=clock.now(),
    )
    one.save()
    facts.record("draft.group", by=by.account, draft=row.pk, says=says.value)
    return one


@action
def leave_it(*, draft: UUID, by: Viewer) -> None:
    """A draft is not followed any further. Everything said of it stays readable."""
    row = _open(draft)
    insist_researcher(by, row.study_id)
    row.state = DraftState.LEFT
    row.save(update_fields=["state"])
    facts.record("draft.left", by=by.account, draft=row.pk)


@action
def publish(*, draft: UUID, at: Ref, decided_by: str, by: Viewer) -> str:
    """Let a draft become a practice of a set that is being made, with every step it came by. Gives the id of the practice.

    What people and the group held against it goes along as dissent; no word of an interview does.
    """
    row = _open(draft)
    insist_researcher(by, row.study_id)
    study = Study.objects.get(pk=row.study_id)
    if not study.set_id or at.set_id != study.set_id:
        raise Refused(no.no_set())
    missing = still_missing(tell.standing(row))
    if missing is not None:
        raise Refused(no.not_ready(missing))
    whole = tell.whole(by, row)
    wording, group = whole.newest, whole.groups[0]
    frame = Frame(
        on=clock.today(),
        decided_by=decided_by,
        reasons=tell.reasons_in_words(whole),
        level=Level.EVERYWHERE,
        nature=Nature.ADDED,
        dissent=tell.dissent_in_words(whole),
    )
    practice = add_practice(
        at=at,
        principle=row.principle,
        words={name: getattr(wording, name) for name in TEXTS if getattr(wording, name)},
        moments=[Moment(one) for one in row.moments],
        kinds=[Kind(one) for one in row.kinds],
        frame=frame,
        by=by,
        once=str(row.pk),
    )
    today = clock.today()
    add_edge(
        at=at,
        practice=practice,
        came_from=EdgeFrom.THEME_DRAFT,
        reference=str(row.pk),
        on=today,
        words=tell.theme_in_words(whole),
        by=by,
    )
    for excerpt in whole.excerpts:
        add_edge(
            at=at,
            practice=practice,
            came_from=EdgeFrom.EXCERPT,
            reference=str(excerpt.id),
            on=excerpt.agreed_on,
            words=tell.excerpt_in_words(excerpt),
            role="person",
            by=by,
        )
    add_edge(
        at=at,
        practice=practice,
        came_from=EdgeFrom.MEETING,
        reference=str(group.pk),
        on=group.on_day,
        words=tell.group_in_words(group),
        by=by,
    )
    row.state, row.published_at = DraftState.PUBLISHED, clock.now()
    row.set_id, row.set_version, row.practice = at.set_id, at.version, practice
    row.save(update_fields=["state", "published_at", "set_id", "set_version", "practice"])
    facts.record("draft.published", by=by.account, draft=row.pk, set=at.set_id, practice=practice)
    return practice


def _open(draft: UUID) -> Draft:
    row = Draft.objects.select_for_update(of=("self",)).filter(pk=draft).first()
    if row is None:
        raise Refused(no.not_there())
    if row.state not in OPEN:
        raise Refused(no.draft_is_closed())
    return row


def _texts(words: Mapping[str, str]) -> dict[str, str]:
    texts = {name: typed.plain(words.get(name, "")).strip()[:LONGEST_SAID] for name in TEXTS}
    texts["name"] = typed.one_line(texts["name"])[:160]
    if not texts["name"] or not texts["plain"]:
        raise Refused(no.needs_both_texts())
    return texts
