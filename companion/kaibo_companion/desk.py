"""What the app adds to the page that it shows, kept in step with what the page says of itself. It decides nothing of
the show: a key or a switch here does what a button of the page does."""

from PySide6.QtCore import QObject, Signal

from kaibo_companion.bridge import Bridge, Report
from kaibo_companion.mini import Mini
from kaibo_companion.recorder import Recorder
from kaibo_companion.settings import Settings


class Desk(QObject):
    """`back` asks for the big window; `changed` says that the page's report did."""

    back = Signal()
    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.report: Report | None = None
        self._bridge: Bridge | None = None
        self._in_front = True
        self.recorder = Recorder(settings.recordings)
        self._mini = Mini()
        self._mini.command.connect(self.command)
        self._mini.back.connect(self.back)
        self._mini.seen.connect(self._wish_pictures)

    @property
    def air(self) -> bool:
        return self.report is not None and self.report.air

    def set(self, settings: Settings) -> None:
        self._settings = settings
        self.recorder.folder = settings.recordings
        self._arrange()

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
        self._mini.setVisible(self.air and self._settings.small_window and not self._in_front)
        self.changed.emit()

    def _wish_pictures(self, on: bool) -> None:
        if self._bridge:
            self._bridge.wish_pictures(on)
