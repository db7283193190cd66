"""Find the session that a caller names, in the activity of the call."""

from sqlalchemy import Connection

from kaibo.session import table
from kaibo.session.errors import UnknownSession
from kaibo.session.table import Session


def of_activity(db: Connection, activity_id: int, session_id: str) -> Session:
    """Return a session of this activity. Raises UnknownSession, also for a session of another activity."""
    session = table.find(db, session_id)
    if session is None or session.activity != activity_id:
        raise UnknownSession
    return session
