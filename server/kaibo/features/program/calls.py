"""The calls of a viewer's page, at `/w/{path}/call/{Action}`, and what it shows."""

import secrets

from sqlalchemy import Connection

from kaibo.activity.status import Status
from kaibo.activity.table import Activity
from kaibo.cluster.observed import RoomState
from kaibo.errors import ShowNotLive
from kaibo.gateway.action import Cookie, Wire, WithCookie, action
from kaibo.media.token import Grant
from kaibo.session import allowed_rooms, identity
from kaibo.session.viewer import COOKIE, SECONDS, WatchCall, make_pass


class Nothing(Wire):
    pass


class WatchView(Wire):
    """What the audience may know. `live_time` in unix seconds; `publisher` is the one identity whose picture
    and sound are the show; `away`: live, and the host is not there."""

    name: str
    status: int
    away: bool
    live_time: int
    cover_image: str
    publisher: str
    viewers: int


class WatchToken(WithCookie):
    """A token for the media engine, good for one connection within 60 s, and the room's view."""

    token: str


def view(db: Connection, show: Activity, state: RoomState, now: int) -> WatchView:
    """What a viewer's page shows at `now` (unix ms)."""
    status = Status.PREVIEW if show.status == Status.LIVE and show.lock_preview else show.status
    return WatchView(
        name=show.name,
        status=status,
        away=show.shown and not state.publishing,
        live_time=show.live_time // 1000,
        cover_image=show.cover_image,
        publisher="" if show.lock_preview else allowed_rooms.publisher(db, show, now),
        viewers=state.viewers,
    )


@action("WatchShow", rate="6000/minute")
def watch_show(call: WatchCall, request: Nothing) -> WatchToken:
    """A token to watch, and a pass to ask for the next one. Nobody gets either before the show is live."""
    if not call.activity.shown:
        raise ShowNotLive
    viewer = call.viewer or call.newcomer
    room = identity.room(call.activity.id, identity.PROGRAM, call.activity.room_epoch)
    grant = Grant(room, identity.viewer(viewer, secrets.token_hex(4)), "", None, subscribe=True, hidden=True)
    passed = make_pass(call.vault.key("pass"), call.activity.id, viewer, call.now)
    path = f"/w/{call.activity.view_path}"
    cookie = Cookie(name=COOKIE, value=passed, path=path, max_age=SECONDS)
    return WatchToken(token=call.mint(grant), cookie=None if call.viewer else cookie)
