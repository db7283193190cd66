"""The host's switch in the studio: whether the server records the show."""

from kaibo.activity import show_settings
from kaibo.activity.recorded import SETTINGS
from kaibo.gateway.action import Done, Wire, action
from kaibo.session.call import SessionCall
from kaibo.session.role import HOST


class SetRecording(Wire):
    """Whether the server records the show."""

    on: bool


@action("SetRecording", rate="60/minute", writes=True, by=HOST, seat=True)
def set_recording(call: SessionCall, request: SetRecording) -> Done:
    """Decide whether the server records the show, now and at the next time. The recording until now stays.

    It writes the setting `Recording.On` of PutShowSettings.
    """
    show = call.activity.id
    document = show_settings.of(call.db, show).document
    block = show_settings.known(document, SETTINGS) | {"On": request.on}
    show_settings.put(call.db, show, document | {SETTINGS.key: block}, call.now)
    call.mark_changed(show)
    return Done()
