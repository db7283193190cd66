"""The Call that every action gets: the caller, the moment, and the means."""

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Protocol

from pydantic import BeforeValidator
from sqlalchemy import Connection

from kaibo.errors import ApiError
from kaibo.vault import Vault

log = logging.getLogger("kaibo.settings")
OLD_MODES = {"off-air": "backstage"}
"""Names of guests' modes in earlier releases. They stay accepted."""


def _by_old_name(value: object) -> object:
    """Return the present name of a mode."""
    name = OLD_MODES.get(value) if isinstance(value, str) else None
    if name:
        _warn_of_old_name(str(value), name)
    return name or value


@lru_cache(maxsize=8)
def _warn_of_old_name(old: str, name: str) -> None:
    """Log once in a process that an old name was used."""
    log.warning("the guests' mode %s is called %s now; the old name still works", old, name)


GuestsMode = Annotated[Literal["backstage", "on-air", "ask"], BeforeValidator(_by_old_name)]


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings that features need. Times are in seconds."""

    public_url: str = "http://localhost:8780"
    tmp_link_seconds: int = 24 * 3600
    ticket_seconds: int = 120
    ticket_replay_seconds: int = 60
    session_seconds: int = 30 * 24 * 3600
    chat_seconds: int = 180 * 24 * 3600
    """How long messages and questions are kept."""
    kept_seconds: int = 30 * 24 * 3600
    """How long sessions and their like are kept (docs/run.md, "What is kept, and how long")."""
    stage_cap: int = 25
    guests_mode: GuestsMode = "backstage"
    """The place of a guest who joins the stage (`session/guests.py`)."""
    grace_seconds: int = 90
    takeover_seconds: int = 10
    """How long the holder of the host seat has to refuse a takeover, from when the holder's page was told."""
    takeover_untold_seconds: int = 25
    """When the seat may be taken from a holder whose page was never told, after the request.

    The holder's server may have died. That shows when its lease ends, after 15 seconds (`cluster/members.py`).
    """
    takeover_lapses_seconds: int = 15
    """How long after that the page that asked may still take the seat. A page that went away loses this right."""
    gone_seconds: int = 5
    """A holder of the seat whose page was closed this long is absent, and any host may take the seat.

    A reload, a short network failure and a restart of the server are shorter.
    """
    makers: int = 0
    """How many shows this server records at once. 0: it records none."""
    recordings_bytes: int = 200_000_000_000
    """How many bytes the recordings of one account may have."""
    webrtc_viewers: int = 0
    """How many viewers of all shows get the picture by WebRTC. 0: as many as come."""
    program: tuple[int, int, int] = (1280, 720, 30)
    """Width, height and frames per second of the program."""

    return_origins: frozenset[str] = frozenset()
    """The origins of other sites to which a link may send people at the end."""

    files: Path = Path("data/files")
    """The folder of the shows' files."""
    files_bytes: int = 20_000_000_000
    """How many bytes the files of one account may have."""

    def view_url(self, view_path: str) -> str:
        """Return the address of an activity's watch page."""
        return f"{self.public_url}/w/{view_path}"


class Owner(NamedTuple):
    """The owner of a thing. A sub-account sees its own things; the main account also sees those of its sub-accounts."""

    account: str
    sub_account: str = ""
    """"" for the main account."""


class Reach(NamedTuple):
    """The activities on which a caller has the right to one action, by patterns of ids.

    An activity is in reach when it fits one of `allowed` and none of `denied`. `*` stands for any digits.
    """

    allowed: frozenset[str] = frozenset({"*"})
    denied: frozenset[str] = frozenset()


Copy = Callable[[Any, Any, Any], None]
"""Gives a new activity what one feature keeps of an earlier one. Takes the call and both activities."""


def allow(activity_id: int) -> None:
    """Refuse nothing: the check of a caller with full rights."""


class ShowNow(NamedTuple):
    """The state of an activity that a server sees now, outside of the store."""

    engine: bool = True
    """Whether the media engine answers."""
    publishing: bool = True
    """Whether the program's publisher is in its room."""
    viewers: int = 0
    full: bool = False
    """Whether this server has no place for a further viewer."""


def unseen(db: Connection, activity_id: int) -> ShowNow:
    """See nothing: the look of a call that has no server around it."""
    return ShowNow()


class Event(NamedTuple):
    """One line of the audit log: what happened to a link or a session. It never holds a secret."""

    at: int
    """Unix ms."""
    account: str
    activity: int
    kind: str
    actor: str = ""
    """The access key, the session or the admin that did it."""
    link: str = ""
    """An id."""
    session: str = ""
    """An id."""
    role: int | None = None
    name: str = ""
    device: str = ""
    address: str = ""
    detail: str = ""
    actor_name: str = ""
    """The name that an admin or a session had then; "" for an access key and for a stranger."""
    request: str = ""
    """The id of the request. The door fills it."""


def of_request(events: Sequence[Event], request_id: str) -> list[Event]:
    """Name the request in its events."""
    return [event._replace(request=request_id) for event in events]


class Audit(Protocol):
    """The audit log, as doors use it."""

    @property
    def waiting(self) -> int:
        """Return how many events wait for `write_behind`."""
        ...

    def write(self, db: Connection, events: Sequence[Event], tries: Sequence[Event] = ()) -> None:
        """Write events in the transaction of the change that they are about.

        Leave out each of the `tries` that follows an identical one within a minute, at any server.
        """
        ...

    def later(self, events: Sequence[Event], tries: Sequence[Event] = ()) -> None:
        """Take events that `write_behind` writes a moment later, and tries as in `write`."""
        ...

    async def write_behind(self) -> None:
        """Write the events that wait."""
        ...

    async def forget(self) -> None:
        """Delete the events that are too old."""
        ...


class Pictured(NamedTuple):
    """A page's report of the picture that it gets, for the metrics."""

    role: str
    """The role of the person: viewer, guest or host."""
    waited: float | None
    """Seconds until the first picture. None: the report does not tell."""
    stalls: int
    """How often the picture stopped since the last report."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call. It changes the store through `db` in one transaction and touches nothing else."""

    db: Connection
    now: int
    """Unix milliseconds, UTC."""
    owner: Owner
    """The caller's account. Strangers have none."""
    limits: Limits
    vault: Vault
    key: str = ""
    """The id of the access key that signed the call."""
    whole: bool = False
    """The key may do everything in its account."""
    check: Callable[[int], None] = allow
    """Raises AccessDenied when the caller may not do this on the activity with this id."""
    reach: Callable[[], Reach] = Reach
    """Gives all activities on which `check` allows this."""
    room_names: str = ""
    """By what the rooms of a new activity are named: the installation's id, or "" for the old form."""
    look: Callable[[Connection, int], ShowNow] = unseen
    """Gives what this server sees of the activity with this id."""
    copies: Sequence[Copy] = ()
    """Each gives a new activity what one feature keeps of an earlier one. Takes the call and both activities."""
    outcome: Any = None
    """The outcome of the action's work outside the store (`Action.before`)."""
    changed: set[int] = field(default_factory=set)
    """Ids of the activities that the call changed."""
    changed_for_hosts: set[int] = field(default_factory=set)
    """Ids of the activities of which the call changed what only hosts' pages show."""
    talked: set[int] = field(default_factory=set)
    """Ids of the activities in whose conversation the call changed something."""
    events: list[Event] = field(default_factory=list)
    refusals: list[Event] = field(default_factory=list)
    tries: list[Event] = field(default_factory=list)
    """Refusals that may come again and again. The audit log has identical ones only once a minute."""
    guesses: list[tuple[str, str]] = field(default_factory=list)
    """Limits (a rate, and a name to count) that count this call if it is refused."""
    pictured: list[Pictured] = field(default_factory=list)
    """Reports that the door counts after the call."""
    then: list[Callable[[], None]] = field(default_factory=list)
    """The door of pages runs these after the call, if it succeeded. They count in memory."""
    refused_with: list[ApiError] = field(default_factory=list)
    """The error that the door answers with, although it commits what the call wrote. One at most."""

    @property
    def actor(self) -> str:
        """Name the caller for the audit log."""
        return self.key

    @property
    def actor_name(self) -> str:
        """Return the caller's name, as far as the call knows it. The audit log finds those of access keys."""
        return ""

    def mark_changed(self, activity_id: int) -> None:
        """Mark an activity as changed. The door tells reconcilers and pages after the commit."""
        self.changed.add(activity_id)

    def mark_changed_for_hosts(self, activity_id: int) -> None:
        """Mark an activity as changed in what only hosts' pages show. No other page reads its view again."""
        self.changed_for_hosts.add(activity_id)

    def mark_talked(self, activity_id: int) -> None:
        """Mark that the conversation of an activity went on. The door wakes its readers after the commit."""
        self.talked.add(activity_id)

    def refuse_with(self, error: ApiError) -> None:
        """Refuse the call, and keep what it wrote. An error that the call raises takes all of that back."""
        self.refused_with.append(error)

    def note(self, kind: str, account: str, activity_id: int, **more: Any) -> None:
        """Note an event for the audit log. `more` are fields of Event.

        The door writes a write's events in its transaction, and a read's a moment later. It writes none when the call
        fails.
        """
        self.events.append(Event(self.now, account, activity_id, kind, **{**self._who, **more}))

    def refuse(self, account: str, activity_id: int, **more: Any) -> None:
        """Note for the audit log that this call is refused. `more` are fields of Event.

        The door writes it only if the call fails: a write's before the answer, a read's a moment later.
        """
        self.refusals.append(Event(self.now, account, activity_id, "refuse", **{**self._who, **more}))

    @property
    def _who(self) -> dict[str, Any]:
        return {"actor": self.actor, "actor_name": self.actor_name}

    @contextmanager
    def refusing_about(self, account: str, activity_id: int, **more: Any) -> Iterator[None]:
        """Note each refusal in this block as one of this activity."""
        try:
            yield
        except ApiError as refused:
            self.refuse(account, activity_id, **more, detail=refused.wire_code)
            raise


def new_id(prefix: str) -> str:
    """Make an id with 128 random bits, such as `se_…`. It is URL-safe, with 22 characters after the prefix."""
    return prefix + secrets.token_urlsafe(16)
