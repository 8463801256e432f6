"""Bring a version that came as a file. It is kept as it came; to change it one makes a set of one's own out of it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.core import clock, facts
from alongside.core.refusal import insist
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.principles import catalogue
from alongside.principles import refusals as no
from alongside.principles.actions.rows import row_of
from alongside.principles.files.reading import fault
from alongside.principles.files.shape import SetFile
from alongside.principles.files.understanding import understood
from alongside.principles.models import (
    OwnSet,
    ProvenanceEdge,
    SetChange,
    SetPractice,
    SetPrinciple,
    SetVersion,
    TranslatedText,
    Translation,
)
from alongside.principles.queries.versions import lineage, version
from alongside.principles.rules import STILL_MADE, Ref


@action
def bring(*, data: bytes, service: UUID | None, by: Viewer) -> Ref:
    """Keep what a file holds, whole or not at all. Gives the version that is here now."""
    insist(no.why_not_work_on(by.account, service))
    file = understood(data)
    _insist_on_parent(file)
    _insist_on_room(file, service)
    own, _is_new = OwnSet.objects.get_or_create(
        slug=file.version.ref.set_id, defaults={"prefix": file.version.prefix, "service_id": service}
    )
    row = _keep_version(file, own)
    _keep_history(file, row)
    _keep_languages(file)
    facts.record(
        "principles.brought", service=service, by=by.account, set=own.slug, version=row.version, seal=file.version.seal
    )
    return file.version.ref


def _insist_on_parent(file: SetFile) -> None:
    """What a set grew out of must be here, with the same words, and its ids must mean what they mean there."""
    found = file.version
    assert found.parent is not None
    parent = version(found.parent.set_id, found.parent.version)
    if parent is None:
        raise fault(
            "no-parent",
            _("This set grew out of %(parent)s, which is not here.") % {"parent": found.parent},
            _("Bring that one first."),
        )
    if parent.seal != file.parent_seal:
        raise fault(
            "other-parent",
            _("This set grew out of %(parent)s, and the one here says other things.") % {"parent": found.parent},
            _("Ask whoever gave it to you which one is right."),
        )
    if list(file.lineage[1:]) != lineage(parent):
        raise fault("line", _("The file does not agree with what is here about where this set grew from."))
    known = _ids_in([one.set_id for one in file.lineage])
    for one in found.everything:
        if one.id not in known and not one.id.startswith(found.prefix + str(one.practice.principle_number)):
            raise fault(
                "foreign-id",
                _("The practice %(id)s belongs neither to this set nor to one that it grew out of.") % {"id": one.id},
                _("Nothing was kept, so that no id ever means two things."),
            )


def _ids_in(sets: list[str]) -> set[str]:
    own = SetPractice.objects.filter(set_version__own_set_id__in=sets).values_list("practice", flat=True)
    firsts = [
        one.id for set_id in sets if set_id in catalogue.set_ids() for one in catalogue.principle_set(set_id).practices
    ]
    return {*own, *firsts}


def _insist_on_room(file: SetFile, service: UUID | None) -> None:
    """Whether the set may stand here: not twice, not under a name or letters that mean something else."""
    found = file.version
    here = version(found.ref.set_id, found.ref.version)
    if here is not None:
        if here.seal == found.seal:
            raise fault("here", _("This version is here already, with the same words. Nothing was changed."))
        raise fault(
            "other-words",
            _("This version is here already, with other words."),
            _("Nothing was changed. Ask whoever gave it to you for a version with its own number."),
        )
    own = OwnSet.objects.filter(slug=found.ref.set_id).first()
    if found.ref.set_id in catalogue.set_ids() or (own and own.versions.filter(brought_at=None).exists()):
        raise fault("made-here", _("A set of this short name is made here, so no version of it can come as a file."))
    if own is not None and own.service_id != service:
        raise fault("elsewhere", _("Earlier versions of this set came to another service here. Ask them to bring it."))
    taken = OwnSet.objects.filter(prefix=found.prefix).exclude(slug=found.ref.set_id).exists()
    if taken or (own is not None and own.prefix != found.prefix):
        raise fault(
            "prefix",
            _("Its own practices begin with %(letters)s, and so do those of another set here.")
            % {"letters": found.prefix},
            _("Nobody should mix them up. Ask for a file with other letters."),
        )


def _keep_version(file: SetFile, own: OwnSet) -> SetVersion:
    found, said = file.version, file.version.set
    assert found.parent is not None
    row = SetVersion.objects.create(
        own_set=own,
        version=said.version,
        status=said.status,
        parent_set=found.parent.set_id,
        parent_version=found.parent.version,
        title=said.title,
        language=said.language,
        status_note=said.status_note,
        based_on=said.based_on,
        licence=said.licence,
        source_title=said.source.title,
        source_publisher=said.source.publisher,
        source_published=said.source.published,
        made_at=found.made_at,
        published_on=found.published_on,
        brought_at=clock.now(),
        sha256="" if said.status in STILL_MADE else found.seal,
    )
    SetPrinciple.objects.bulk_create(
        SetPrinciple(set_version=row, number=one.number, title=one.title, plain=one.plain) for one in said.principles
    )
    SetPractice.objects.bulk_create(
        row_of(one.practice, row, state=one.state, base_seal=one.base_seal, place=place, why_dropped=one.reason)
        for place, one in enumerate(found.everything)
    )
    return row


def _keep_history(file: SetFile, row: SetVersion) -> None:
    SetChange.objects.bulk_create(
        SetChange(
            set_version=row,
            number=one.number,
            kind=one.kind,
            practice=one.practice,
            at=one.at,
            role=one.role,
            decided_on=one.decided_on,
            is_planned=one.is_planned,
            decided_by=one.decided_by,
            what=one.what,
            level=one.level or "",
            nature=one.nature or "",
            keeps_meaning=one.keeps_meaning or "",
            goal=one.goal,
            reasons=one.reasons,
            dissent=one.dissent,
            words=one.words,
        )
        for one in file.changes
    )
    ref = file.version.ref
    ProvenanceEdge.objects.bulk_create(
        ProvenanceEdge(
            set_id=ref.set_id,
            version=ref.version,
            practice=one.practice,
            field=one.field,
            came_from=one.came_from,
            reference=one.reference,
            words=one.words,
            role=one.role,
            on=one.on,
            added_at=one.added_at,
        )
        for one in file.edges
    )


def _keep_languages(file: SetFile) -> None:
    ref = file.version.ref
    for one in file.languages:
        row = Translation.objects.create(
            set_id=ref.set_id,
            version=ref.version,
            language=one.language,
            translated_by=one.translated_by,
            read_by=one.read_by or "",
            began_at=one.began_at,
            read_at=one.read_at,
        )
        TranslatedText.objects.bulk_create(
            TranslatedText(translation=row, place=text.place, field=text.field, text=text.text) for text in one.texts
        )
