"""The command `kaibo status`: who is live now. An operator asks before a restart."""

import asyncio
import sys
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, create_engine, func, select

from kaibo import clock
from kaibo.activity import airings
from kaibo.activity.table import ON_AIR, activity
from kaibo.cli import opening
from kaibo.cluster import members
from kaibo.features.audience import table as viewers
from kaibo.features.program import drain
from kaibo.media.nodes import Broken, Node, Nodes
from kaibo.session import seat as seats, table as sessions
from kaibo.settings import Settings
from kaibo.terminal import as_json, escaped

LIVE = 3
"""The exit code while a show is live. 0: none is."""
SHOWS = select(activity.c.id, activity.c.account, activity.c.name).where(ON_AIR).order_by(activity.c.id)
CONNECTED = select(func.count()).select_from(sessions.session).where(sessions.session.c.connected)


class Show(NamedTuple):
    """A show that is live, or whose host goes live now. The names are those of the JSON."""

    ActivityId: int
    Account: str
    Name: str
    LiveSince: int
    """Unix seconds; 0 while the first picture is on its way."""
    Host: str
    """The name of the session that holds the seat."""
    HostConnected: bool
    Guests: int
    """Guests on the stage whose page is open."""
    Viewers: int


class Found(NamedTuple):
    """The state of this moment in the store."""

    Shows: list[Show]
    People: int
    """Hosts and guests with an open page, also in shows that are not live."""
    Servers: list[str]
    """The ids of the living servers."""


def status(settings: Settings, *, json: bool) -> None:
    """Print the live shows, the servers and LiveKit's nodes. Exit with LIVE when a show is live."""
    opening.check(settings.database)
    engine = create_engine(settings.database)
    try:
        with engine.connect() as db:
            found, drained = _read(db), drain.nodes(db)
    finally:
        engine.dispose()
    nodes = [_wire(node, drained) for node in _nodes(settings.redis_url)]
    if json:
        shows = [show._asdict() for show in found.Shows]
        print(as_json({**found._asdict(), "Shows": shows, "Nodes": nodes}))
    else:
        _print(found, nodes)
    sys.exit(LIVE if found.Shows else 0)


def _read(db: Connection) -> Found:
    now = clock.database_ms(db) or clock.now_ms()
    shows = [_show(db, *row, now=now) for row in db.execute(SHOWS).all()]
    return Found(shows, db.scalar(CONNECTED) or 0, members.living(db, now))


def _show(db: Connection, activity_id: int, account: str, name: str, *, now: int) -> Show:
    since = [each.start_time for each in airings.of(db, activity_id) if each.end_time is None]
    host = seats.holder(db, seats.of(db, activity_id), now)
    guests = sum(guest.connected for guest in sessions.guests(db, activity_id, now))
    return Show(
        activity_id,
        account,
        name,
        since[-1] // 1000 if since else 0,
        host.name if host else "",
        bool(host and host.connected),
        guests,
        viewers.online(db, activity_id),
    )


def _nodes(redis_url: str) -> list[Node]:
    """Read LiveKit's nodes. One LiveKit without a Redis has none to tell of."""
    if not redis_url:
        return []

    async def read() -> list[Node]:
        nodes = Nodes(redis_url)
        try:
            return await nodes.living()
        finally:
            await nodes.close()

    try:
        return asyncio.run(read())
    except Broken as error:
        print(escaped(f"kaibo: the Redis of redis_url does not answer: {error}"), file=sys.stderr)
        return []


def _wire(node: Node, drained: dict[str, int]) -> dict[str, Any]:
    return {"Node": node.id, "Address": node.ip, "Serving": node.serving, "DrainUntil": drained.get(node.id, 0) // 1000}


def _print(found: Found, nodes: list[dict[str, Any]]) -> None:
    for show in found.Shows:
        since = datetime.fromtimestamp(show.LiveSince, UTC).astimezone().strftime("%F %H:%M:%S %z")
        when = f"live since {since}" if show.LiveSince else "going live"
        host = f"host {show.Host or 'without a name'} ({'here' if show.HostConnected else 'away'})"
        people = f"{_count(show.Guests, 'guest')}, {_count(show.Viewers, 'viewer')}"
        print(escaped(f"{show.ActivityId}  {show.Name}: {when}, {host}, {people}"))
    if not found.Shows:
        print("no show is live")
    servers = f"servers {len(found.Servers)}" + (f", nodes {len(nodes)}" if nodes else "")
    print(f"{_count(len(found.Shows), 'live show')}, {_count(found.People, 'open studio page')}, {servers}")
    for node in nodes:
        state = "drained" if node["DrainUntil"] else "serving" if node["Serving"] else "stopping"
        print(escaped(f"node {node['Node']} ({node['Address']}): {state}"))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
