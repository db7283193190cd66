"""Find what a caller names: a session in the activity of the call, and the activity itself."""

from sqlalchemy import Connection

from kaibo.activity.errors import UnknownActivity
from kaibo.activity.rights import of_call
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.session import table
from kaibo.session.call import SessionCall
from kaibo.session.errors import UnknownSession
from kaibo.session.table import Session


def of_activity(db: Connection, activity_id: int, session_id: str) -> Session:
    """Return a session of this activity. Raises UnknownSession, also for a session of another activity."""
    session = table.find(db, session_id)
    if session is None or session.activity != activity_id:
        raise UnknownSession
    return session


def show_of(call: Call, activity_id: int) -> Activity:
    """Return the show that a signed call or a session's call names.

    A session names its own show alone. Raises UnknownActivity, and what `of_call` raises.
    """
    if isinstance(call, SessionCall):
        if activity_id != call.activity.id:
            raise UnknownActivity(activity_id)
        return call.activity
    return of_call(call, activity_id)
