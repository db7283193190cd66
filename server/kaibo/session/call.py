"""A call of a session. The session's cookie proved the caller."""

import hmac
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from kaibo.activity import table as activities
from kaibo.activity.table import Activity
from kaibo.call import Call, Event
from kaibo.cluster.observed import Observed
from kaibo.errors import ApiError
from kaibo.media.token import Grant
from kaibo.session import admission, seat as seats, table as sessions, takeover as takeovers
from kaibo.session.errors import NoSession, SeatTaken, SessionEnded
from kaibo.session.seat import Seat
from kaibo.session.table import Session
from kaibo.session.takeover import Takeover
from kaibo.vault import fingerprint

COOKIE = "kaibo_session"


@dataclass(frozen=True, kw_only=True)
class SessionCall(Call):
    """One call of a session's page."""

    session: Session
    activity: Activity
    observed: Observed
    """The participants that the server last saw in the media engine's rooms."""
    mint: Callable[[Grant], str]
    """Makes a join token for the media engine."""

    @property
    def actor(self) -> str:
        return self.session.id

    @property
    def actor_name(self) -> str:
        return self.session.name

    def note_about(self, kind: str, session: Session, **more: str) -> None:
        """Add to the audit log what this session did to another session, or to itself."""
        self.note(kind, self.activity.account, self.activity.id, **session.about, **more)

    def refusing(self) -> AbstractContextManager[None]:
        """Return a context that adds every error raised inside to the audit log, as a refusal of this session."""
        return self.refusing_about(self.activity.account, self.activity.id, **self.session.about)

    def refused(self, error: ApiError) -> ApiError:
        """Add a refusal of this session to the audit log's tries. Return the error, to be raised.

        Use it for what a page may try again and again.
        """
        about = {**self.session.about, "actor": self.actor, "actor_name": self.actor_name}
        self.tries.append(
            Event(self.now, self.activity.account, self.activity.id, "refuse", detail=error.wire_code, **about)
        )
        return error

    @property
    def end_reason(self) -> str:
        """Say why the session is over: removed, revoked, moved, show-ended, deleted (the activity) or expired.

        "" while it lives. A session that its blocked link keeps out counts as over, until a call undoes the block.
        """
        if self.session.end_reason:
            return self.session.end_reason
        if self.activity.deleted_at is not None:
            return "deleted"
        if self.now >= self.session.expires_at:
            return "expired"
        return admission.REVOKED if admission.keeps_out(self.db, self.session, self.now) else ""

    def require_life(self) -> None:
        """Raise SessionEnded when the session is over."""
        if self.end_reason:
            raise SessionEnded

    def require_seat(self) -> Seat:
        """Return the seat that this session holds. Raises SeatTaken when it holds none."""
        if self.held is None or self.held.session != self.session.id:
            raise self.refused(SeatTaken())
        return self.held

    @cached_property
    def held(self) -> Seat | None:
        """Return the seat as this call first read it; None before any session held it."""
        return seats.of(self.db, self.activity.id)

    @cached_property
    def holder(self) -> Session | None:
        """Return the living session that held the seat when this call first read it."""
        return seats.holder(self.db, self.held, self.now)

    @cached_property
    def takeovers(self) -> list[Takeover]:
        """Return the takeovers that may still matter, as this call first read them, the earliest first."""
        return takeovers.recent(self.db, self.activity.id, self.now)

    @cached_property
    def pending(self) -> Takeover | None:
        """Return the takeover that waited for the holder's answer when this call first read it."""
        holder = self.holder
        return takeovers.waiting(self.db, self.takeovers, holder.id, self.now, self.limits) if holder else None

    @property
    def to_tell(self) -> str:
        """Return the id of the takeover that this session's page must be told of; "" for none."""
        if self.holder is None or self.holder.id != self.session.id or self.pending is None:
            return ""
        return "" if self.pending.told_at else self.pending.id


def of_secret(db: Connection, session_id: str, secret: str) -> Session:
    """Return the session that this secret proves; ended sessions too.

    Raises NoSession, the same for an unknown session and for a wrong secret.
    """
    session = sessions.find(db, session_id)
    known = session.secret_hash if session else fingerprint("")
    if not hmac.compare_digest(known, fingerprint(secret)) or session is None:
        raise NoSession
    return session


def proved(db: Connection, session_id: str, secret: str) -> tuple[Session, Activity]:
    """Return the session that this secret proves, and its activity; ended sessions too. Raises NoSession."""
    session = of_secret(db, session_id, secret)
    activity = activities.find(db, session.activity)
    if activity is None:
        raise NoSession
    return session, activity
