"""What every action is given: who calls, when, and with what."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection

from kaibo.errors import ApiError
from kaibo.vault import Vault


@dataclass(frozen=True, slots=True)
class Limits:
    """What features need to know of the settings. Times in seconds."""

    public_url: str = "http://localhost:8780"
    tmp_link_seconds: int = 24 * 3600
    ticket_seconds: int = 120
    ticket_replay_seconds: int = 60
    session_seconds: int = 30 * 24 * 3600
    stage_cap: int = 25
    guests_on_air: bool = True
    """Whether a guest who joins is on air at once, or when the host says so."""
    grace_seconds: int = 90
    program: tuple[int, int, int] = (1280, 720, 30)
    """Width, height and frames per second of the program."""

    return_origins: frozenset[str] = frozenset()
    """The origins of other sites to which a link may send people when they are done."""

    def view_url(self, view_path: str) -> str:
        """Where an activity is watched."""
        return f"{self.public_url}/w/{view_path}"


class Owner(NamedTuple):
    """Whose something is. A sub-account sees what it made; the main account ("") sees all of its sub-accounts."""

    account: str
    sub_account: str = ""


class Reach(NamedTuple):
    """The activities that a caller's rights to one action reach, as patterns of ids in which `*` stands for any digits:
    those that fit one of `allowed` and none of `denied`."""

    allowed: frozenset[str] = frozenset({"*"})
    denied: frozenset[str] = frozenset()


def allow(activity_id: int) -> None:
    """Refuse nothing: the check of a caller whose rights are narrowed by nothing."""


class Event(NamedTuple):
    """One thing that happened to a link or a session, as the audit log keeps it: at a moment in unix ms, to an activity
    of an account; `actor` is the access key or session that did it, `link` and `session` are ids. No secret is ever
    in one."""

    at: int
    account: str
    activity: int
    kind: str
    actor: str = ""
    link: str = ""
    session: str = ""
    role: int | None = None
    name: str = ""
    device: str = ""
    address: str = ""
    detail: str = ""


class Audit(Protocol):
    """Where doors write events."""

    def write(self, db: Connection, events: Sequence[Event]) -> None:
        """In the transaction of what they are about."""
        ...

    def later(self, events: Sequence[Event]) -> None:
        """Soon."""
        ...

    async def write_behind(self) -> None:
        """Write what waits."""
        ...

    async def forget(self) -> None:
        """Delete what is too old."""
        ...


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call: it changes the store through `db` in one transaction and touches nothing else.

    `owner` is whose call it is (of no account at the door for strangers). `now` is unix milliseconds, UTC.
    `key` is the access key that signed it, `whole` whether that may do everything in its account. `check(activity id)`
    raises AccessDenied when the caller may not do this on that activity; `reach()` says the same of all at once.
    """

    db: Connection
    now: int
    owner: Owner
    limits: Limits
    vault: Vault
    key: str = ""
    whole: bool = False
    check: Callable[[int], None] = allow
    reach: Callable[[], Reach] = Reach
    changed: set[int] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    refusals: list[Event] = field(default_factory=list)
    tries: list[Event] = field(default_factory=list)

    @property
    def actor(self) -> str:
        """Who makes it, as the audit log names them."""
        return self.key

    def mark_changed(self, activity_id: int) -> None:
        """This activity is not what it was: the door tells reconcilers and pages after the commit."""
        self.changed.add(activity_id)

    def note(self, kind: str, account: str, activity_id: int, **more: Any) -> None:
        """For the audit log: this happened (`more` are fields of Event). A write's events are in its transaction, a
        read's are written a moment later; none are when the call fails."""
        self.events.append(Event(self.now, account, activity_id, kind, **{"actor": self.actor, **more}))

    def refuse(self, account: str, activity_id: int, **more: Any) -> None:
        """For the audit log: this call is refused. It is written only if the call fails: a write's before the answer, a
        read's a moment later. What is in `tries` is so as well, but once while it comes again and again."""
        self.refusals.append(Event(self.now, account, activity_id, "refuse", **{"actor": self.actor, **more}))

    @contextmanager
    def refusing_about(self, account: str, activity_id: int, **more: Any) -> Iterator[None]:
        """A refusal in here is one of this activity, and the audit log has it."""
        try:
            yield
        except ApiError as refused:
            self.refuse(account, activity_id, **more, detail=refused.wire_code)
            raise


def new_id(prefix: str) -> str:
    """An id with 128 random bits, such as `se_…`; URL-safe, 22 characters after the prefix."""
    return prefix + secrets.token_urlsafe(16)
