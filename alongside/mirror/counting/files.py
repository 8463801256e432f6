"""The fact file: one row for each thing that happened or was said, links and kinds only. Written, read and checked here.

One file for each service and quarter. No text, no name, no id of a person or a space: only numbers made of salted links.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

# What a row may be of itself. Every other kind is a fact of the care side, such as `wish.recorded`.
CONTACT, ANSWER, TEAM = "contact", "answer", "team"
SET_ASIDE = "set-aside"
VALUES = ("yes", "partly", "no", "not-relevant", "dont-know")
WAYS = ("link", "paper", "space", "work")
WHOSE = ("carer", "person", "staff")
COLUMNS = ("kind", "service", "week", "contact", "who", "practice", "viewpoint", "constituency", "value", "through")
LINKS = ("contact", "who")
NO_LINK = 0


class BadFacts(ValueError):
    """A fact file cannot be counted. The sentence says which file, what is wrong, and what to do."""


@dataclass(frozen=True, order=True)
class Row:
    """One fact. `contact`: the link of the contact; `who`: of the respondent, for facts of care of the space; else empty.

    `value`: what was answered, the kind of a contact, the size of a team. `through`: the way in, `set-aside` if not counted.
    """

    kind: str
    service: str
    week: date
    contact: str = ""
    who: str = ""
    practice: str = ""
    viewpoint: str = ""
    constituency: str = ""
    value: str = ""
    through: str = ""


def schema() -> Any:
    """The columns of every fact file: text, the Monday of the week, and numbers for links."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, and no page ever needs it

    kinds = {"week": pa.date32()} | dict.fromkeys(LINKS, pa.int64())
    return pa.schema([pa.field(name, kinds.get(name, pa.string()), nullable=False) for name in COLUMNS])


def number_of(link: str) -> int:
    """What stands for a link in a file: engines tell numbers apart many times as fast as text.

    63 bits: that two links of one service and quarter meet by chance is less likely than one in a thousand million.
    """
    if not link:
        return NO_LINK
    return int.from_bytes(blake2b(link.encode(), digest_size=8).digest()) >> 1 or 1


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write one file whole, or not at all. Rows are put in order, so that the same facts make the same file."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    numbered = [
        {**asdict(row), "contact": number_of(row.contact), "who": number_of(row.who)} for row in sorted(set(rows))
    ]
    table = pa.Table.from_pylist(numbered, schema=schema())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".part")
    pq.write_table(table, beside, compression="zstd")
    beside.chmod(0o600)
    beside.replace(path)


def check(paths: Iterable[Path]) -> None:
    """Raise BadFacts unless every file has exactly the columns of a fact file. What is in them is checked when they are counted."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    wanted = schema()
    for path in paths:
        try:
            found = pq.read_schema(path)
        except (OSError, pa.ArrowException) as fault:
            raise BadFacts(
                f"{path.name} is not a fact file, or it is broken. Gather the facts of this period anew."
            ) from fault
        for field in wanted:
            at = found.get_field_index(field.name)
            if at < 0:
                raise BadFacts(f"{path.name} has no column “{field.name}”. Gather the facts of this period anew.")
            if found.field(at).type not in (field.type, pa.dictionary(pa.int32(), field.type)):
                raise BadFacts(
                    f"{path.name}: the column “{field.name}” holds {found.field(at).type}, and should hold {field.type}."
                    " Gather the facts of this period anew."
                )
