"""The fact file: one row for each thing that happened or was said, links and kinds only. Written, read and checked here.

One file for each service and quarter. No text, no name, no id of a person or a space: only salted links.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

# What a row may be of itself. Every other kind is a fact of the care side, such as `wish.recorded`.
CONTACT, ANSWER, TEAM = "contact", "answer", "team"
SET_ASIDE = "set-aside"
VALUES = ("yes", "partly", "no", "not-relevant", "dont-know")
COLUMNS = ("kind", "service", "week", "contact", "who", "practice", "viewpoint", "constituency", "value", "through")


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
    """The columns of every fact file: text, and the Monday of the week."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, and no page ever needs it

    return pa.schema(
        [pa.field(name, pa.date32() if name == "week" else pa.string(), nullable=False) for name in COLUMNS]
    )


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write one file whole, or not at all. Rows are put in order, so that the same facts make the same file."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    table = pa.Table.from_pylist([asdict(row) for row in sorted(set(rows))], schema=schema())
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
            if found.field(at).type not in (field.type, pa.dictionary(pa.int32(), pa.string())):
                raise BadFacts(
                    f"{path.name}: the column “{field.name}” holds {found.field(at).type}, and should hold {field.type}."
                    " Gather the facts of this period anew."
                )
