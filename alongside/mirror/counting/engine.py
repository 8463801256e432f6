"""Where counting runs: inside this program by default, on a Spark that is there already when the settings say so.

`ALONGSIDE_READINGS_ENGINE` is `duckdb` or `spark`; `ALONGSIDE_READINGS_MASTER` says where Spark is. Loaded only when
something is counted: no page waits for it.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

ENGINES = ("duckdb", "spark")
# Megabytes.
MEMORY = 1200


class UnknownEngine(ValueError):
    """The settings name an engine that is not there."""


class Engine(Protocol):
    """What counting needs of an engine: the facts of some files as one table, a table kept that is used again, and the rows of one."""

    def facts(self, paths: Sequence[Path]) -> Any: ...

    def keep(self, name: str, table: Any) -> Any: ...

    def rows(self, table: Any) -> Any: ...


class DuckDb:
    """The engine that comes along. It stays within its memory and puts the rest on disk."""

    def __init__(self, folder: str, threads: int, memory: int) -> None:
        import ibis  # noqa: PLC0415 - heavy, and no page ever needs it

        self.at = ibis.duckdb.connect(threads=threads, memory_limit=f"{memory}MB", temp_directory=folder)
        self.at.raw_sql("SET preserve_insertion_order = false")

    def facts(self, paths: Sequence[Path]) -> Any:
        return self.at.read_parquet([str(path) for path in paths])

    def keep(self, name: str, table: Any) -> Any:
        self.at.con.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {self.at.compile(table)}')
        return self.at.table(name)

    def rows(self, table: Any) -> Any:
        # Not by way of ibis: it would load pandas for it, which takes longer than most counts.
        found = self.at.con.sql(self.at.compile(table)).to_arrow_table()
        # Sums come wider than any number there is.
        return found.cast(table.schema().to_pyarrow())

    def close(self) -> None:
        self.at.disconnect()


class Spark:
    """An existing cluster, or Spark on this machine (`local[2]`)."""

    def __init__(self, master: str, threads: int) -> None:
        import ibis  # noqa: PLC0415 - as above
        from pyspark.sql import SparkSession  # noqa: PLC0415 - as above; only where it was asked for

        builder = SparkSession.builder.master(master).appName("alongside readings")
        if master.startswith("local"):
            # Nothing outside this machine has to reach it.
            builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
        self.session = (
            builder.config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", str(4 * threads))
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
        self.session.sparkContext.setLogLevel("ERROR")
        self.at = ibis.pyspark.connect(self.session)

    def facts(self, paths: Sequence[Path]) -> Any:
        # Handed over as one frame: the reader of ibis takes one folder, and ours are many files.
        self.session.read.parquet(*[str(path) for path in paths]).createOrReplaceTempView("facts")
        return self.at.table("facts")

    def keep(self, name: str, table: Any) -> Any:
        self.session.sql(self.at.compile(table)).cache().createOrReplaceTempView(name)
        kept = self.at.table(name)
        # Spark keeps small whole numbers small; the expressions mean the same size everywhere.
        return kept.cast({column: "int64" for column, kind in kept.schema().items() if kind.is_integer()})

    def rows(self, table: Any) -> Any:
        return table.to_pyarrow()

    def close(self) -> None:
        self.session.stop()


def chosen(name: str = "") -> str:
    """The engine that is named, or the one of the settings. Raises UnknownEngine."""
    found = name or os.environ.get("ALONGSIDE_READINGS_ENGINE", "") or ENGINES[0]
    if found not in ENGINES:
        raise UnknownEngine(f"ALONGSIDE_READINGS_ENGINE is “{found}”, and can be: {', '.join(ENGINES)}.")
    return found


@contextmanager
def opened(name: str = "", *, threads: int = 2, memory: int = MEMORY) -> Iterator[Engine]:
    """The engine of the settings, or the one that is named; closed afterwards, and nothing of it left on disk."""
    kind = chosen(name)
    with TemporaryDirectory(prefix="alongside-counting-") as folder:
        engine: DuckDb | Spark
        if kind == "spark":
            engine = Spark(os.environ.get("ALONGSIDE_READINGS_MASTER", "") or f"local[{threads}]", threads)
        else:
            engine = DuckDb(folder, threads, memory)
        try:
            yield engine
        finally:
            engine.close()
