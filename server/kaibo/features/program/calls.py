"""The calls of a viewer's page, at `/w/{path}/call/{Action}`."""

from typing import Literal

from kaibo.access.watermark import watermark
from kaibo.activity import delivery
from kaibo.gateway.action import Nothing, WithCookie, action
from kaibo.media.token import Grant
from kaibo.session import allowed_rooms, identity
from kaibo.session.viewer import WatchCall

Mode = Literal["webrtc", "hls", "none"]
"""How a viewer gets the picture. none: there is none, before and after the show."""


class WatchToken(WithCookie):
    """A join token for the media engine. It is good for one connection within 60 s."""

    mode: Mode
    """`hls`: all places for WebRTC are taken, and the view names the playlist."""
    token: str
    """"" before and after the show, and by HLS."""
    publisher: str
    """The one identity whose picture and sound are the program, as the view names it. "" while there is none."""
    watermark: str
    """The text that the page draws over the picture; "" for none."""


@action("WatchShow", rate="6000/minute")
def watch_show(call: WatchCall, request: Nothing) -> WatchToken:
    """Return a join token to watch, and a pass for the next call. Before and after the show, return neither.

    That is no error, because every page of a waiting viewer may ask. A show that starts gives both, so that viewers are
    there at its first picture.
    """
    if not (call.activity.shown or call.activity.starting):
        return WatchToken(mode="none", token="", publisher="", watermark="")
    viewer = call.viewer or call.newcomer
    mode = _mode(call, viewer)
    room = identity.room(call.activity, identity.PROGRAM)
    grant = Grant(room, identity.viewer(viewer, identity.connection(call.epoch)), "", None, subscribe=True, hidden=True)
    publisher = allowed_rooms.publisher(call.db, call.activity, call.now)
    return WatchToken(
        mode=mode,
        token=call.mint(grant) if mode == "webrtc" else "",
        publisher=publisher,
        watermark=watermark(call, call.activity.id, viewer),
        cookie=call.first_cookie(),
    )


def _mode(call: WatchCall, viewer: str) -> Mode:
    """Choose how a viewer gets the picture. A viewer with a place for WebRTC keeps it.

    Where HLS cannot be, everybody gets WebRTC. Before the first picture of a show, viewers without a place wait.
    """
    show, limits, places = call.activity.id, call.limits, call.places
    of_show, of_all = delivery.webrtc_places(call.db, show, limits), limits.webrtc_viewers
    if (of_show is None and not of_all) or not limits.makers:
        return "webrtc"
    room = call.observed.of(call.db, show)
    taken = places.taken(show, room)
    others = sum(state.direct for state in call.observed.own_states()) - (
        room.direct if call.observed.owners.owns(show) else 0
    )
    full = (of_show is not None and taken >= of_show) or (of_all and taken + max(0, others) >= of_all)
    if full and viewer not in room.watching and not places.holds(show, viewer):
        if not call.activity.shown:
            return "none"
        if delivery.by_hls(call.db, call.activity, limits, call.now):
            return "hls"
    call.then.append(lambda: places.give(show, viewer))
    return "webrtc"
