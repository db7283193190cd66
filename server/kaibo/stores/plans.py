"""Statements that a connection to PostgreSQL has prepared. A cursor costs three times as much as libpq's own calls."""

from collections.abc import Callable, Mapping
from typing import Any

from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from kaibo.store import Compiled, Prepared
from kaibo.stores.watched import Watched

NUMBERED = PGDialect_asyncpg()  # type: ignore[no-untyped-call]
"""Writes parameters as libpq takes them (`$1`), with their types. The driver of this name need not be there."""
GOOD = {ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK}


class Plans:
    """The prepared statements of one connection.

    Only a connection that never runs the driver's ROLLBACK may have them. After it, the driver drops all of them.
    """

    def __init__(self, db: Watched) -> None:
        self._db = db
        self._plans: dict[Prepared, tuple[bytes, Compiled]] = {}

    def first(self, statement: Prepared, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Run a statement. Return the first row, None without one. Raises the driver's own errors."""
        name, compiled = self._plans.get(statement) or self._prepare(statement)
        listed = compiled.listed(values)
        types = Transformer(self._db)
        texts = types.dump_sequence(listed, [PyFormat.TEXT] * len(listed))
        result = self._answer(self._db.pgconn.exec_prepared, name, texts)  # None is NULL
        types.set_pgresult(result)
        return types.load_row(0, tuple) if result.ntuples else None

    def command(self, sql: bytes) -> None:
        """Run a command, such as COMMIT. Raises the driver's own errors."""
        self._answer(self._db.pgconn.exec_, sql)

    def _prepare(self, statement: Prepared) -> tuple[bytes, Compiled]:
        name, compiled = b"kaibo_%d" % len(self._plans), statement.compiled(NUMBERED)
        self._answer(self._db.pgconn.prepare, name, compiled.sql.encode())
        self._plans[statement] = name, compiled
        return name, compiled

    def _answer(self, ask: Callable[..., PGresult], *what: Any) -> PGresult:
        """Ask the database. Raises the driver's own errors."""
        self._db.begin()
        try:
            result = ask(*what)
        finally:
            self._db.end()
        if result.status not in GOOD:
            raise error_from_result(result, encoding=self._db.info.encoding)
        return result
