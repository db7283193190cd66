"""A call of a session: who it is was proved by its cookie."""

import hmac
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from kaibo.activity import table as activities
from kaibo.activity.table import Activity
from kaibo.call import Call, Event
from kaibo.cluster.observed import Observed
from kaibo.errors import ApiError, NoSession, SeatTaken, SessionEnded
from kaibo.media.token import Grant
from kaibo.session import admission, seat as seats, table as sessions
from kaibo.session.seat import Seat
from kaibo.session.table import Session
from kaibo.vault import fingerprint

COOKIE = "kaibo_session"


@dataclass(frozen=True, kw_only=True)
class SessionCall(Call):
    """`mint` makes a join token for the media engine; `seen` is what was last seen there."""

    session: Session
    activity: Activity
    observed: Observed
    mint: Callable[[Grant], str]

    @property
    def actor(self) -> str:
        return self.session.id

    def note_about(self, kind: str, one: Session, **more: str) -> None:
        """For the audit log: what this session did to another, or to itself."""
        self.note(kind, self.activity.account, self.activity.id, **_about(one), **more)

    def refusing(self) -> AbstractContextManager[None]:
        """A refusal in here is one of this session, and the audit log has it."""
        return self.refusing_about(self.activity.account, self.activity.id, **_about(self.session))

    def refused(self, error: ApiError) -> ApiError:
        """What to raise: this session is refused what a page may try again and again, and the audit log has it."""
        about = {**_about(self.session), "actor": self.actor, "detail": error.wire_code}
        self.tries.append(Event(self.now, self.activity.account, self.activity.id, "refuse", **about))
        return error

    @property
    def end_reason(self) -> str:
        """Say why the session is over, "" while it is not: removed, revoked, moved, deleted (the activity), expired.
        One that its link keeps out is over as well, until that is undone."""
        if self.session.end_reason:
            return self.session.end_reason
        if self.activity.deleted_at is not None:
            return "deleted"
        if self.now >= self.session.expires_at:
            return "expired"
        return admission.REVOKED if admission.keeps_out(self.db, self.session, self.now) else ""

    def require_life(self) -> None:
        """Raises SessionEnded."""
        if self.end_reason:
            raise SessionEnded

    def require_seat(self) -> Seat:
        """Give the seat that this session holds. Raises SeatTaken."""
        if self.held is None or self.held.session != self.session.id:
            raise self.refused(SeatTaken())
        return self.held

    @cached_property
    def held(self) -> Seat | None:
        """The seat as it was when this call first looked; None while nobody ever held it."""
        return seats.of(self.db, self.activity.id)

    @cached_property
    def holder(self) -> Session | None:
        """The living session that held the seat when this call first looked."""
        return seats.holder(self.db, self.held, self.now)


def _about(one: Session) -> dict[str, Any]:
    return {"link": one.link, "session": one.id, "role": int(one.role), "name": one.name}


def of_secret(db: Connection, session_id: str, secret: str) -> Session:
    """Give the session whose secret this is; ended ones too.

    Raises NoSession, the same for one that is not there and for a wrong secret.
    """
    found = sessions.find(db, session_id)
    known = found.secret_hash if found else fingerprint("")
    if not hmac.compare_digest(known, fingerprint(secret)) or found is None:
        raise NoSession
    return found


def proved(db: Connection, session_id: str, secret: str) -> tuple[Session, Activity]:
    """The session whose secret this is, and its activity; ended ones too. Raises NoSession."""
    found = of_secret(db, session_id, secret)
    activity = activities.find(db, found.activity)
    if activity is None:
        raise NoSession
    return found, activity
