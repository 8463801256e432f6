"""Understand a file that was read: a whole version as a value, or one sentence about what is wrong with it."""

import re
from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.principles.catalogue import WORDINGS, Citation, Observability, Practice, Principle, PrincipleSet, Source
from alongside.principles.files.reading import ASK_AGAIN, Spot, fault, parsed
from alongside.principles.files.shape import (
    MOST_CHANGES,
    MOST_EDGES,
    MOST_LANGUAGES,
    MOST_PRACTICES,
    MOST_TEXTS,
    ChangeInFile,
    EdgeInFile,
    LanguageInFile,
    SetFile,
    TextInFile,
)
from alongside.principles.rules import (
    LANGUAGE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    PRACTICE_ID,
    PREFIX,
    SET_ID,
    VERSION,
    ChangeKind,
    EdgeFrom,
    KeepsMeaning,
    Kind,
    Level,
    Moment,
    Nature,
    Observed,
    PracticeState,
    ReaderRole,
    Ref,
    SetStatus,
    Viewpoint,
)
from alongside.principles.versions import PracticeHere, Version, seal_of_version, sealed

_SEAL = re.compile(r"[0-9a-f]{64}")
_SEAL_OR_NONE = re.compile(r"(?:[0-9a-f]{64})?")
_PLACE = re.compile(r"[1-9]|[A-Z]{1,4}[1-9]\.[1-9][0-9]{0,2}")
_PLACE_OR_NONE = re.compile(rf"(?:{_PLACE.pattern})?")
_ROLE = re.compile(r"[a-z]{0,12}")
_FIELD = re.compile(r"[a-z_]{0,20}")
ROW = ("number", "title", "plain")
CHANGE = ("number", "kind", "practice", "at", "role", "decided_on", "is_planned", "decided_by", "what", "level")
CHANGE_MORE = ("nature", "keeps_meaning", "goal", "reasons", "dissent", "words")


def understood(data: bytes) -> SetFile:
    """The version in a file. Raises `Refused` with one sentence when anything in it is not right."""
    found = parsed(data)
    top = Spot(found).fields(
        *("format", "format_version", "set", "version", "parent", "lineage", "principles", "practices"),
        *("changes", "translations", "provenance", "seal", "sha256"),
    )
    parent = top["parent"].fields("set", "version", "seal")
    lineage = top["lineage"].each(20, _ref)
    version = _version(top, Ref(parent["set"].shaped(SET_ID), parent["version"].shaped(VERSION)))
    _insist_on_line(version, lineage)
    file = SetFile(
        version=version,
        parent_seal=parent["seal"].shaped(_SEAL),
        lineage=lineage,
        changes=top["changes"].each(MOST_CHANGES, _change),
        languages=top["translations"].each(MOST_LANGUAGES, _language),
        edges=top["provenance"].each(MOST_EDGES, _edge),
    )
    _insist_on_order(file)
    said = {name: value for name, value in found.items() if name != "sha256"}
    if sealed(said) != top["sha256"].shaped(_SEAL) or version.seal != top["seal"].shaped(_SEAL):
        raise fault("seal", _("The words in the file were changed after it was saved."), ASK_AGAIN)
    return file


def _version(top: dict[str, Spot], parent: Ref) -> Version:
    f = top["set"].fields(
        *("id", "prefix", "title", "language", "status", "status_note", "based_on", "licence", "source"),
        *("made_at", "published_on"),
    )
    cited = f["source"].fields("title", "publisher", "published")
    numbers = top["principles"].each(9, lambda one: one.fields(*ROW))
    everything = top["practices"].each(MOST_PRACTICES, _practice)
    _none_twice(top["practices"], [one.id for one in everything])
    principles = tuple(_principle(one, everything) for one in numbers)
    _none_twice(top["principles"], [str(one.number) for one in principles])
    known = {one.number for one in principles}
    for row, one in zip(top["practices"].rows(MOST_PRACTICES), everything, strict=True):
        if one.practice.principle_number not in known:
            raise row.wrong(_("it stands under a principle that is not there."))
    found = PrincipleSet(
        id=f["id"].shaped(SET_ID),
        version=top["version"].shaped(VERSION),
        title=f["title"].text(LONGEST_TITLE),
        language=f["language"].shaped(LANGUAGE),
        status=f["status"].word(SetStatus),
        status_note=f["status_note"].text(LONGEST_TEXT, may_be_empty=True),
        based_on=f["based_on"].text(LONGEST_TEXT, may_be_empty=True),
        source=Citation(**{name: one.text(LONGEST_TEXT) for name, one in cited.items()}),
        licence=f["licence"].text(LONGEST_TEXT, may_be_empty=True),
        principles=principles,
    )
    prefix = f["prefix"].shaped(PREFIX)
    return Version(
        set=found,
        everything=everything,
        seal=seal_of_version(found, everything, parent, prefix),
        parent=parent,
        prefix=prefix,
        made_at=f["made_at"].moment(),
        published_on=f["published_on"].maybe(Spot.day),
    )


def _principle(f: dict[str, Spot], everything: tuple[PracticeHere, ...]) -> Principle:
    number = f["number"].number(1, 9)
    live = tuple(one.practice for one in everything if one.is_live and one.practice.principle_number == number)
    return Principle(number, f["title"].text(LONGEST_TITLE), f["plain"].text(LONGEST_TEXT), live)


def _practice(row: Spot) -> PracticeHere:
    f = row.fields(
        *("id", *WORDINGS, "principle", "moments", "kinds", "seen", "signal", "note", "source", "state"),
        *("base_seal", "why_dropped"),
    )
    number = f["principle"].number(1, 9)
    id_ = f["id"].shaped(PRACTICE_ID)
    named = PRACTICE_ID.fullmatch(id_)
    assert named is not None
    if int(named[2]) != number:
        raise f["id"].wrong(_("its number and its principle do not fit."))
    seen = f["seen"].fields(*(str(view) for view in Viewpoint))
    source = f["source"].fields("row", "paragraph")
    moments = f["moments"].words(Moment)
    said: dict[str, Any] = {
        name: f[name].text(
            LONGEST_TITLE if name == "name" else LONGEST_TEXT, may_be_empty=name not in ("name", "plain")
        )
        for name in WORDINGS
    }
    practice = Practice(
        id=id_,
        **said,
        moments=moments,
        kinds=f["kinds"].words(Kind),
        observability=Observability(
            **{name: one.word(Observed) for name, one in seen.items()},
            signal=f["signal"].text(LONGEST_TEXT, may_be_empty=True),
            note=f["note"].text(LONGEST_TEXT, may_be_empty=True),
        ),
        source=Source(number, moments, source["row"].number(0, 999), source["paragraph"].number(0, 999)),
    )
    state = f["state"].word(PracticeState)
    why = f["why_dropped"].text(LONGEST_TEXT, may_be_empty=True)
    return PracticeHere(practice, state, f["base_seal"].shaped(_SEAL_OR_NONE), why)


def _ref(row: Spot) -> Ref:
    f = row.fields("set", "version")
    return Ref(f["set"].shaped(SET_ID), f["version"].shaped(VERSION))


def _change(row: Spot) -> ChangeInFile:
    f = row.fields(*CHANGE, *CHANGE_MORE)
    texts = f["words"].by_name(20, _FIELD, lambda pair: list(pair.each(2, _maybe_empty)))
    return ChangeInFile(
        number=f["number"].number(1, 1_000_000),
        kind=f["kind"].word(ChangeKind),
        practice=f["practice"].shaped(_PLACE_OR_NONE),
        at=f["at"].moment(),
        role=f["role"].shaped(_ROLE),
        decided_on=f["decided_on"].maybe(Spot.day),
        is_planned=f["is_planned"].maybe(Spot.yes_or_no),
        decided_by=f["decided_by"].text(200, may_be_empty=True),
        what=f["what"].text(LONGEST_TEXT, may_be_empty=True),
        level=f["level"].maybe(lambda one: one.word(Level)),
        nature=f["nature"].maybe(lambda one: one.word(Nature)),
        keeps_meaning=f["keeps_meaning"].maybe(lambda one: one.word(KeepsMeaning)),
        goal=f["goal"].text(LONGEST_TEXT, may_be_empty=True),
        reasons=f["reasons"].text(LONGEST_TEXT, may_be_empty=True),
        dissent=f["dissent"].text(LONGEST_TEXT, may_be_empty=True),
        words=texts,
    )


def _maybe_empty(one: Spot) -> str:
    return one.text(LONGEST_TEXT, may_be_empty=True)


def _language(row: Spot) -> LanguageInFile:
    f = row.fields("language", "translated_by", "read_by", "began_at", "read_at", "texts")
    texts = f["texts"].each(MOST_TEXTS, _text)
    _none_twice(f["texts"], [f"{one.place} {one.field}" for one in texts])
    return LanguageInFile(
        language=f["language"].shaped(LANGUAGE),
        translated_by=f["translated_by"].word(ReaderRole),
        read_by=f["read_by"].maybe(lambda one: one.word(ReaderRole)),
        began_at=f["began_at"].moment(),
        read_at=f["read_at"].maybe(Spot.moment),
        texts=texts,
    )


def _text(row: Spot) -> TextInFile:
    f = row.fields("place", "field", "text")
    return TextInFile(f["place"].shaped(_PLACE), f["field"].shaped(_FIELD), f["text"].text(LONGEST_TEXT))


def _edge(row: Spot) -> EdgeInFile:
    f = row.fields("practice", "field", "came_from", "reference", "words", "role", "on", "added_at")
    return EdgeInFile(
        practice=f["practice"].shaped(PRACTICE_ID),
        field=f["field"].shaped(_FIELD),
        came_from=f["came_from"].word(EdgeFrom),
        reference=f["reference"].text(200),
        words=f["words"].text(LONGEST_TEXT, may_be_empty=True),
        role=f["role"].shaped(_ROLE),
        on=f["on"].day(),
        added_at=f["added_at"].moment(),
    )


def _insist_on_line(version: Version, lineage: tuple[Ref, ...]) -> None:
    """A set grows out of others, never out of itself, and the nearest is its parent."""
    assert version.parent is not None
    sets = [one.set_id for one in lineage]
    if version.ref.set_id in sets or version.parent.set_id == version.ref.set_id or len(set(sets)) != len(sets):
        raise fault("circle", _("The file says that this set grew out of itself. That cannot be."), ASK_AGAIN)
    if not lineage or lineage[0] != version.parent:
        raise fault("line", _("The file does not agree with itself about where this set grew from."), ASK_AGAIN)


def _insist_on_order(file: SetFile) -> None:
    numbers = [one.number for one in file.changes]
    if numbers != sorted(set(numbers)):
        raise fault("order", _("The history in the file is not in order."), ASK_AGAIN)
    languages = [one.language for one in file.languages]
    if len(set(languages)) != len(languages):
        raise fault("twice", _("One language is in the file twice."), ASK_AGAIN)


def _none_twice(spot: Spot, ids: list[str]) -> None:
    for one, times in Counter(ids).items():
        if times > 1:
            raise spot.wrong(_("“%(one)s” is there twice.") % {"one": one})
