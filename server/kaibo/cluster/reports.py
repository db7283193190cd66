"""The reports of servers about themselves. Any server can show them all."""

import json
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Connection, String, Table, Text, delete, insert, select, update

from kaibo.store import METADATA

SECONDS = 10.0
"""How often a server writes its report."""
KEPT_MS = 600 * 1000
"""How long the report of a server that is gone is kept."""

server_report = Table(
    "server_report",
    METADATA,
    Column("server", String(32), primary_key=True),
    Column("begun_at", BigInteger, nullable=False),
    Column("written_at", BigInteger, nullable=False),
    Column("version", String(32), nullable=False),
    Column("report", Text, nullable=False),
    Column("settings", Text, nullable=False),
)


class Report(NamedTuple):
    """The report of one server. Times are in unix ms."""

    server: str
    begun_at: int
    """When the server's process began."""
    written_at: int
    version: str
    report: str
    """The findings of the server about itself, as JSON (`readiness/reporting.py`)."""
    settings: str
    """Its settings without secrets, as JSON (`settings.shown`)."""


def write(db: Connection, report: Report) -> None:
    """Keep a server's report in place of its last one. Delete those of servers that are long gone."""
    changed = update(server_report).where(server_report.c.server == report.server).values(report._asdict())
    if not db.execute(changed).rowcount:
        db.execute(insert(server_report).values(report._asdict()))
    db.execute(delete(server_report).where(server_report.c.written_at < report.written_at - KEPT_MS))


def remove(db: Connection, server: str) -> None:
    """Delete the report of a server that stops."""
    db.execute(delete(server_report).where(server_report.c.server == server))


def listed(db: Connection) -> list[Report]:
    """Return the reports of all servers, in the order of their ids."""
    return [Report._make(row) for row in db.execute(select(server_report).order_by(server_report.c.server))]


def address(db: Connection, living: Collection[str]) -> str:
    """Return the address that people open, as a living server tells it. "" without a report of one."""
    told = (json.loads(each.report).get("address", "") for each in listed(db) if each.server in living)
    return next(filter(None, told), "")
