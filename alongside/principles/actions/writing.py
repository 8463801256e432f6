"""What every change of a version shares: it is locked, its maker is known, and the change is added to its history."""

from dataclasses import dataclass
from typing import Any

from alongside.core import facts
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.principles import refusals as no
from alongside.principles.models import SetChange, SetVersion
from alongside.principles.queries.versions import may_read, value_of
from alongside.principles.rules import ChangeKind, Frame, Ref
from alongside.principles.versions import Version


@dataclass(frozen=True)
class Held:
    """A version that is locked for a change, as row and as value, and as what its changer works on it."""

    row: SetVersion
    found: Version
    role: str


def hold(at: Ref, by: Viewer) -> Held:
    """Lock a version for somebody who may work on it. To whoever may not read it, it is not there."""
    row = (
        SetVersion.objects.select_for_update(of=("self",))
        .select_related("own_set")
        .filter(own_set_id=at.set_id, version=at.version)
        .first()
    )
    found = value_of(row) if row else None
    if row is None or found is None or not may_read(by, found):
        raise Refused(no.not_there())
    insist(no.why_not_work_on(by.account, found.service))
    return Held(row, found, no.role_in(by.account, found.service))


def hold_draft(at: Ref, by: Viewer) -> Held:
    """Lock a draft for a change of its words."""
    held = hold(at, by)
    insist(no.why_not_change(held.found))
    return held


def note(
    held: Held,
    kind: ChangeKind,
    *,
    by: Viewer,
    practice: str = "",
    frame: Frame | None = None,
    reasons: str = "",
    words: dict[str, list[str]] | None = None,
) -> None:
    """Add what happened to the history of the version, and tell it as a fact."""
    more: dict[str, Any] = {}
    if frame is not None:
        more = {
            "decided_on": frame.on,
            "is_planned": frame.planned,
            "decided_by": frame.decided_by.strip(),
            "what": frame.what.strip(),
            "level": frame.level,
            "nature": frame.nature,
            "keeps_meaning": frame.keeps_meaning,
            "goal": frame.goal.strip(),
            "dissent": frame.dissent.strip(),
        }
    last = SetChange.objects.filter(set_version=held.row).order_by("-number").values_list("number", flat=True).first()
    SetChange.objects.create(
        set_version=held.row,
        number=(last or 0) + 1,
        kind=kind,
        practice=practice,
        by=by.account,
        role=held.role,
        reasons=(frame.reasons if frame else reasons).strip(),
        words=words or {},
        **more,
    )
    facts.record(
        f"principles.{kind.value.replace('-', '_')}",
        service=held.row.own_set.service_id,
        by=by.account,
        set=held.row.own_set_id,
        version=held.row.version,
        practice=practice,
    )
