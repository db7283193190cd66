"""The calls of a viewer's page, at `/w/{path}/call/{Action}`."""

import secrets

from kaibo.gateway.action import Cookie, Nothing, WithCookie, action
from kaibo.media.token import Grant
from kaibo.session import allowed_rooms, identity
from kaibo.session.viewer import COOKIE, SECONDS, WatchCall, make_pass


class WatchToken(WithCookie):
    """A join token for the media engine. It is good for one connection within 60 s."""

    token: str
    """"" before and after the show."""
    publisher: str
    """The one identity whose picture and sound are the program, as the view names it. "" while there is none."""


@action("WatchShow", rate="6000/minute")
def watch_show(call: WatchCall, request: Nothing) -> WatchToken:
    """Return a join token to watch, and a pass for the next call. Before and after the show, return neither.

    That is no error, because every page of a waiting viewer may ask. A show that starts gives both, so that viewers are
    there at its first picture.
    """
    if not (call.activity.shown or call.activity.starting):
        return WatchToken(token="", publisher="")
    viewer = call.viewer or call.newcomer
    room = identity.room(call.activity, identity.PROGRAM)
    grant = Grant(room, identity.viewer(viewer, secrets.token_hex(4)), "", None, subscribe=True, hidden=True)
    new_pass = make_pass(call.vault.key("pass"), call.activity.id, viewer, call.now)
    path = f"/w/{call.activity.view_path}"
    cookie = Cookie(name=COOKIE, value=new_pass, path=path, max_age=SECONDS)
    publisher = allowed_rooms.publisher(call.db, call.activity, call.now)
    return WatchToken(token=call.mint(grant), publisher=publisher, cookie=None if call.viewer else cookie)
