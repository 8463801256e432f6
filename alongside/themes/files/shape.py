"""A codebook as a value, and how big one may be. Not for who may see it."""

from dataclasses import dataclass
from uuid import UUID

NAMESPACE = "urn:QDA-XML:codebook:1.0"
# Some widely used tools write the last dot as a colon. Both are read, only the first is written.
NAMESPACES_READ = frozenset({NAMESPACE, "urn:QDA-XML:codebook:1:0"})
MOST_BYTES = 2_000_000
MOST_DEPTH = 12
MOST_CODES = 2_000
MOST_SETS = 200
LONGEST_NAME = 200
LONGEST_DESCRIPTION = 4_000


@dataclass(frozen=True)
class CodeInFile:
    guid: UUID
    name: str
    parent: UUID | None = None
    codable: bool = True
    colour: str = ""
    description: str = ""


@dataclass(frozen=True)
class SetInFile:
    guid: UUID
    name: str
    members: tuple[UUID, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Codebook:
    """Codes in the order of the file, a parent always before its children."""

    codes: tuple[CodeInFile, ...]
    sets: tuple[SetInFile, ...] = ()
