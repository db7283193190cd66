"""What the app adds to the page that it shows, kept in step with what the page says of itself. It decides nothing of
the show: a key or a switch here does what a button of the page does."""

from PySide6.QtCore import QObject, Signal

from kaibo_companion.awake import Awake
from kaibo_companion.bridge import Bridge, Report
from kaibo_companion.hotkeys import Hotkeys
from kaibo_companion.mini import Mini
from kaibo_companion.recorder import Recorder
from kaibo_companion.settings import Settings
from kaibo_companion.tray import Tray


class Desk(QObject):
    """`back` asks for the big window, `quit` for the end of the app; `refused` brings the hotkeys that are not to be
    had."""

    back = Signal()
    quit = Signal()
    refused = Signal(dict)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.report: Report | None = None
        self._bridge: Bridge | None = None
        self._in_front = True
        self.recorder = Recorder(settings.recordings)
        self._awake = Awake()
        self._hotkeys = Hotkeys(self)
        self._hotkeys.pressed.connect(self.command)
        self.tray = Tray(self)
        self.tray.show_window.connect(self.back)
        self.tray.command.connect(self.command)
        self.tray.quit.connect(self.quit)
        self._mini = Mini()
        self._mini.command.connect(self.command)
        self._mini.back.connect(self.back)
        self._mini.seen.connect(self._wish_pictures)

    @property
    def air(self) -> bool:
        return self.report is not None and self.report.air

    def set(self, settings: Settings) -> None:
        """What the person wants from now on. `refused` answers."""
        self._settings = settings
        self.recorder.folder = settings.recordings
        wanted = {name: key for name, key in settings.keys.items() if key} if settings.hotkeys else {}
        self.refused.emit(self._hotkeys.set(wanted))
        self._arrange()

    def close(self) -> None:
        """The app ends."""
        self.leave()
        self.recorder.close()
        self._hotkeys.close()
        self.tray.close()

    def join(self, bridge: Bridge) -> None:
        """The page that is shown from now on."""
        self.leave()
        self._bridge = bridge
        bridge.began.connect(self.begin)
        bridge.reported.connect(self._hear)
        bridge.pictured.connect(self._mini.paint)
        self.recorder.join(bridge)

    def leave(self) -> None:
        """No page is shown."""
        self.recorder.leave()
        self._bridge = self.report = None
        self._arrange()

    def begin(self) -> None:
        """The page is another than before, or none: until it says so it is in nothing."""
        self.recorder.begin()
        self.report = None
        self._arrange()

    def look(self, in_front: bool) -> None:
        """Whether the person has the big window before them."""
        self._in_front = in_front
        self._arrange()

    def tell(self, title: str, text: str) -> None:
        """What the big window shows when it is in front again."""
        self.tray.tell(title, text)

    def command(self, name: str) -> None:
        if self._bridge and self.report and name in self.report.can:
            self._bridge.command(name)

    def _hear(self, report: Report) -> None:
        self.report = report
        self._arrange()

    def _arrange(self) -> None:
        report = self.report
        if report:
            self._mini.set(report.air, report.since, report.microphone, report.camera)
            self.tray.set(report.show, report.air, bool(report.microphone), bool(report.camera))
        else:
            self.tray.set(None, False, False, False)
        self._mini.setVisible(self.air and self._settings.small_window and not self._in_front)
        self._awake.set(self.air)

    def _wish_pictures(self, on: bool) -> None:
        if self._bridge:
            self._bridge.wish_pictures(on)
