"""A file that somebody sends, looked at before anything is kept: size, real type, name, what it carries along.

Pictures are drawn anew without place or camera; what could run by itself is refused. It is no virus scanner, and says so
nowhere: whatever comes through is still only ever given out as a download.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from alongside.core.refusal import Refusal, Refused
from alongside.core.upload_kinds import KINDS, Kind, real_kind

LONGEST_NAME = 120
# Headers for giving a stored file back: never shown inside our pages, never run, never guessed at.
DOWNLOAD_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store",
}

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_NOT_IN_NAMES = re.compile(r"[<>:\"|?*\s]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class Upload(Protocol):
    """What is needed of a sent file."""

    name: str | None
    size: int | None

    def read(self, num_bytes: int = -1, /) -> bytes: ...


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept. `data` is what is kept, which for a picture is not what was sent."""

    name: str
    media_type: str
    size: int
    sha256: str
    data: bytes


def checked(upload: Upload, limit: int) -> CheckedFile:
    """Look at a sent file. Gives what may be kept, or raises `Refused` with the reason and the way out."""
    data = within(upload, limit)
    name = clean_name(upload.name or "")
    kind = real_kind(data)
    said = PurePosixPath(name).suffix.lower().lstrip(".")
    if kind is None or (said and said not in KNOWN_ENDINGS):
        raise Refused(not_this_kind())
    if said and said not in kind.endings:
        raise Refused(not_what_it_says(said, kind))
    kept = kind.look_inside(data)
    if not said:
        name = f"{name}.{kind.endings[0]}"
    return CheckedFile(
        name=name, media_type=kind.media_type, size=len(kept), sha256=hashlib.sha256(kept).hexdigest(), data=kept
    )


def clean_name(name: str) -> str:
    """A name that is only a name: no folders, nothing invisible, nothing that turns letters round, not too long."""
    name = _UNSEEN.sub("", unicodedata.normalize("NFC", name))
    name = re.split(r"[/\\]", name)[-1]
    name = _NOT_IN_NAMES.sub(" ", name).strip(" .")
    if _RESERVED.fullmatch(name):
        name = f"file {name}"
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip(' .') or 'file'}.{ending}"
    return name[:LONGEST_NAME].rstrip(" .") or "file"


def within(upload: Upload, limit: int) -> bytes:
    """What was sent, not looked at yet. Raises `Refused` when it is too big or empty."""
    if upload.size is not None and upload.size > limit:
        raise Refused(too_big(limit))
    data = upload.read(limit + 1)
    if len(data) > limit:
        raise Refused(too_big(limit))
    if not data:
        raise Refused(empty())
    return data


KNOWN_ENDINGS = frozenset(ending for kind in KINDS for ending in kind.endings)


def too_big(limit: int) -> Refusal:
    return Refusal(
        "upload.too_big",
        str(_("This file is bigger than %(most)s MB, so it was not stored.") % {"most": limit // (1024 * 1024)}),
        str(_("A smaller picture, or only the pages that matter, will fit.")),
    )


def empty() -> Refusal:
    return Refusal(
        "upload.empty", _("This file is empty, so it was not stored."), _("Choose it again, or choose another.")
    )


def not_this_kind() -> Refusal:
    return Refusal(
        "upload.kind",
        _("We cannot keep this kind of file, so it was not stored."),
        _("You can add a photo (JPEG, PNG or WebP), a PDF, a Word or OpenDocument text, or plain text."),
    )


def not_what_it_says(said: str, kind: Kind) -> Refusal:
    return Refusal(
        "upload.mismatch",
        str(
            _(
                "The name of this file ends in “.%(said)s”, but inside it is something else: %(really)s. It was not stored."
            )
            % {"said": said, "really": kind.called}
        ),
        str(_("Save it again under its right name, or choose another file.")),
    )
