"""The archive somebody takes along: one page to read, one file for machines, and every attachment."""

import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from uuid import UUID

import orjson
from django.template.loader import render_to_string

from alongside.care.queries import export
from alongside.core import clock
from alongside.core.viewer import Viewer

FORMAT = "alongside-space/1"
IN_MEMORY = 8 * 1024 * 1024


def archive(viewer: Viewer, space_id: UUID, *, name: str) -> IO[bytes]:
    """A ZIP as an open temporary file: `read-me.html`, `space.json`, `files/…`."""
    tables = dict(export.everything(viewer, space_id))
    made = clock.now()
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive_file:
        whole = {"format": FORMAT, "made_at": made, "space": space_id, "tables": tables}
        archive_file.writestr("space.json", orjson.dumps(whole, default=str, option=orjson.OPT_INDENT_2))
        files = []
        for one in export.attachments(viewer, space_id):
            archive_file.writestr(one.path, one.data)
            files.append(one.path)
        page = render_to_string("leaving/archive.html", {"name": name, "made": made, "files": files, **reading(tables)})
        archive_file.writestr("read-me.html", page)
    out.seek(0)
    return out


def reading(tables: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The same rows, gathered for somebody who reads."""
    messages: dict[Any, list[dict[str, Any]]] = {}
    for row in sorted(tables.get("care.Message", []), key=lambda r: r["number"]):
        messages.setdefault(row["thread_id"], []).append(row)
    members = {row["id"]: row for row in tables.get("circle.Member", [])}
    return {
        "story": [row for row in tables.get("care.StoryPart", []) if row["text"]],
        "communication": [row for row in tables.get("care.CommunicationPart", []) if row["text"]],
        "threads": [
            {**row, "messages": messages.get(row["id"], [])}
            for row in sorted(tables.get("care.Thread", []), key=lambda r: r["started_at"])
        ],
        "unknowns": tables.get("care.Unknown", []),
        "notes": list(_by_day(tables.get("care.NoteLine", []))),
        "members": list(members.values()),
        "grants": [{**row, "member": members.get(row["member_id"], {})} for row in tables.get("circle.Grant", [])],
        "looks": sorted(tables.get("core.AccessEvent", []), key=lambda r: r["at"], reverse=True),
        "read_backs": tables.get("care.ReadBack", []),
    }


def _by_day(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield from sorted(rows, key=lambda r: (r["kind"], r["said_on"]))
