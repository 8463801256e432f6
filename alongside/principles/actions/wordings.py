"""Say a version in another language, beside its first wording: begin, write, have it read over by somebody else."""

from collections.abc import Mapping

from alongside.core import clock, facts, typed
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.principles import refusals as no
from alongside.principles.models import TranslatedText, Translation
from alongside.principles.queries.versions import version_for
from alongside.principles.queries.wordings import texts_of
from alongside.principles.rules import LANGUAGE, ReaderRole, Ref
from alongside.principles.versions import Version


@action
def begin(*, of: Ref, language: str, translated_by: ReaderRole, by: Viewer) -> None:
    """Begin a language. `translated_by`: as what somebody translates; no name is kept."""
    found = _held(of, by)
    if not LANGUAGE.fullmatch(language):
        raise Refused(no.not_a_language())
    if language.split("-")[0] == found.set.language.split("-")[0]:
        raise Refused(no.same_language())
    _row, is_new = Translation.objects.get_or_create(
        set_id=of.set_id,
        version=of.version,
        language=language,
        defaults={"translated_by": translated_by, "by": by.account},
    )
    if not is_new:
        raise Refused(no.already_begun())
    facts.record("principles.translation_begun", service=found.service, by=by.account, set=of.set_id, language=language)


@action
def say(*, of: Ref, language: str, place: str, words: Mapping[str, str], by: Viewer) -> None:
    """Write the words of one practice or principle. An empty text goes back to the first wording.

    New words have not been read over by anybody, so the language is a draft again.
    """
    found = _held(of, by)
    row = _begun(of, language)
    known = {field for where, field, _text in texts_of(found) if where == place}
    if not known:
        raise Refused(no.no_such_practice())
    said = {field: typed.one_line(text) for field, text in words.items() if field in known}
    insist(no.why_not_words(said))
    there = {one.field: one for one in TranslatedText.objects.filter(translation=row, place=place)}
    changed = False
    for field, text in said.items():
        old = there.get(field)
        if (old.text if old else "") == text:
            continue
        changed = True
        if not text:
            assert old is not None
            old.delete()
        else:
            TranslatedText.objects.update_or_create(translation=row, place=place, field=field, defaults={"text": text})
    if not changed:
        raise Refused(no.nothing_differs())
    row.by, row.read_by, row.read_at = by.account, "", None
    row.save(update_fields=["by", "read_by", "read_at"])
    facts.record(
        "principles.translated", service=found.service, by=by.account, set=of.set_id, language=language, place=place
    )


@action
def read_over(*, of: Ref, language: str, read_by: ReaderRole, by: Viewer) -> None:
    """Somebody other than the translator read it all. `read_by`: as what."""
    found = _held(of, by)
    row = _begun(of, language)
    if not TranslatedText.objects.filter(translation=row).exists():
        raise Refused(no.nothing_translated())
    if row.by == by.account:
        raise Refused(no.somebody_else_reads())
    row.read_by, row.read_at = read_by, clock.now()
    row.save(update_fields=["read_by", "read_at"])
    facts.record("principles.translation_read", service=found.service, by=by.account, set=of.set_id, language=language)


def _held(of: Ref, by: Viewer) -> Version:
    found = version_for(by, of.set_id, of.version)
    if found is None:
        raise Refused(no.not_there())
    insist(no.why_not_work_on(by.account, found.service))
    return found


def _begun(of: Ref, language: str) -> Translation:
    rows = Translation.objects.select_for_update()
    row = rows.filter(set_id=of.set_id, version=of.version, language=language).first()
    if row is None:
        raise Refused(no.not_begun())
    return row
