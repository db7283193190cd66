"""The app's additions, in step with the page's state: hotkeys, tray, small window, recorder, awake.

It decides nothing about the show. A hotkey or a switch here does what a button of the page does.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kaibo_companion.bridge import Bridge, PageState
from kaibo_companion.desktop.awake import Awake
from kaibo_companion.desktop.small_window import SmallWindow
from kaibo_companion.desktop.tray import Tray
from kaibo_companion.hotkeys import Hotkeys
from kaibo_companion.recording.recorder import Recorder
from kaibo_companion.settings.model import Settings
from kaibo_companion.words import say


class DesktopTools(QObject):
    """`now` returns the server's time in unix seconds.

    Signals: `open_window` and `quit` are the person's wishes. `keys_refused` carries the refused hotkeys."""

    open_window = Signal()
    quit = Signal()
    keys_refused = Signal(dict)

    def __init__(self, settings: Settings, now: Callable[[], float]) -> None:
        super().__init__()
        self._settings = settings
        self._state: PageState | None = None
        self._bridge: Bridge | None = None
        self._in_front = True
        self.recorder = Recorder(settings.recordings)
        self._awake = Awake()
        self._hotkeys = Hotkeys(self)
        self._hotkeys.pressed.connect(self._command)
        self.tray = Tray(self)
        self.tray.open_window.connect(self.open_window)
        self.tray.command.connect(self._command)
        self.tray.quit.connect(self.quit)
        self._small_window = SmallWindow(now)
        self._small_window.command.connect(self._command)
        self._small_window.open_window.connect(self.open_window)
        self._small_window.needs_pictures.connect(self._request_pictures)

    def apply(self, settings: Settings) -> None:
        """Use new settings. `keys_refused` answers."""
        self._settings = settings
        self.recorder.folder = settings.recordings
        keys = {name: key for name, key in settings.keys.items() if key} if settings.hotkeys else {}
        self.keys_refused.emit(self._hotkeys.set(keys))
        self._update()

    def close(self) -> None:
        """Release everything: the app ends."""
        self.detach()
        self.recorder.close()
        self._hotkeys.close()
        self.tray.close()

    def attach(self, bridge: Bridge) -> None:
        """Follow this page from now on."""
        self.detach()
        self._bridge = bridge
        bridge.began.connect(self.reset)
        bridge.reported.connect(self._set_state)
        bridge.pictured.connect(self._small_window.paint)
        self.recorder.attach(bridge)

    def detach(self) -> None:
        """Follow no page."""
        self.recorder.detach()
        self._bridge = self._state = None
        self._update()

    def reset(self) -> None:
        """Forget the page's state until the page reports again: it was reloaded, or its process died."""
        self.recorder.reset()
        self._state = None
        self._update()

    def set_in_front(self, in_front: bool) -> None:
        """Note whether the main window is in front."""
        self._in_front = in_front
        self._update()

    def _command(self, name: str) -> None:
        if self._bridge and self._state and name in self._state.can:
            self._bridge.command(name)

    def _set_state(self, state: PageState) -> None:
        if state.waiting > (self._state.waiting if self._state else 0) and not self._in_front:
            self.tray.tell(say("waiting_title"), say("waiting", name=state.show))
        self._state = state
        self._update()

    def _update(self) -> None:
        state = self._state
        if state:
            self._small_window.set(state.air, state.since, state.microphone, state.camera)
            self.tray.set(state.show, state.air, bool(state.microphone), bool(state.camera), state.waiting)
        else:
            self.tray.set(None, False, False, False)
        on_air = state is not None and state.air
        self._small_window.setVisible(on_air and self._settings.small_window and not self._in_front)
        self._awake.set(on_air)

    def _request_pictures(self, on: bool) -> None:
        if self._bridge:
            self._bridge.request_pictures(on)
