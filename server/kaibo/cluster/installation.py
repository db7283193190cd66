"""The installation: the servers over one store. Its id keeps apart what it shares with others, LiveKit and Redis."""

from sqlalchemy import Column, Connection, String, Table, select

from kaibo.store import METADATA

installation = Table("installation", METADATA, Column("id", String(32), primary_key=True))


def find(db: Connection) -> str:
    """Return the id: eight characters of base32 in lower case. The migration made it."""
    return str(db.scalars(select(installation.c.id)).one())
