"""The dialog that picks what to share: screens and windows, with a picture of each."""

from PySide6.QtCore import QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap
from PySide6.QtWebEngineCore import QWebEngineDesktopMediaRequest
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kaibo_companion.sharing import thumbnails
from kaibo_companion.window.studio_page import StudioPage
from kaibo_companion.words import say

PICTURE = QSize(192, 120)
SCREEN, WINDOW = 0, 1


class Picker(QDialog):
    """Answers a page's request for a screen. It must answer before the page is deleted, or the engine crashes."""

    def __init__(self, request: QWebEngineDesktopMediaRequest, page: StudioPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._request = QWebEngineDesktopMediaRequest(request)  # Qt deletes the original after the signal
        # The engine's rows move while the picker is open: windows open, close and change their order.
        self._choices: list[tuple[int, QPersistentModelIndex]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("share_title"))
        self.resize(660, 460)
        self._list = QListWidget()
        self._list.setViewMode(QListView.ViewMode.IconMode)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setMovement(QListView.Movement.Static)
        self._list.setIconSize(PICTURE)
        self._list.setSpacing(12)
        self._list.setWordWrap(True)
        self._fill()
        self._list.itemActivated.connect(self.accept)
        buttons = QDialogButtonBox()
        share = buttons.addButton(say("share_yes"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(say("share_no"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        share.setEnabled(False)
        self._list.itemSelectionChanged.connect(lambda: share.setEnabled(bool(self._list.selectedItems())))
        text = QLabel(say("share", server=page.server.partition("://")[2]))
        text.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.addWidget(text)
        column.addWidget(self._list)
        column.addWidget(buttons)
        self.finished.connect(self._answer)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to share."""
        return self._list.count() == 0

    def _fill(self) -> None:
        screens, windows, ratio = QGuiApplication.screens(), thumbnails.take(), self.devicePixelRatioF()
        for kind, model in ((SCREEN, self._request.screensModel()), (WINDOW, self._request.windowsModel())):
            for row in range(model.rowCount()):
                name = str(model.data(model.index(row, 0)))
                item = QListWidgetItem(name)
                item.setSizeHint(PICTURE + QSize(16, 40))
                if kind == SCREEN and row < len(screens):
                    item.setIcon(_icon(screens[row].grabWindow(0), ratio))
                if kind == WINDOW and windows.get(name):
                    item.setIcon(_icon(windows[name].pop(0), ratio))
                self._list.addItem(item)
                self._choices.append((kind, QPersistentModelIndex(model.index(row, 0))))

    def _answer(self, result: int) -> None:
        chosen = self._list.selectedIndexes()
        kind, index = self._choices[chosen[0].row()] if chosen else (SCREEN, QPersistentModelIndex())
        if result != QDialog.DialogCode.Accepted or not index.isValid():
            self._request.cancel()
        elif kind == SCREEN:
            self._page.share(lambda: self._request.selectScreen(index))
        else:
            self._page.share(lambda: self._request.selectWindow(index))
        del self._request  # it must not outlive its page


def _icon(picture: QPixmap, ratio: float) -> QIcon:
    """Scale a picture. `ratio`: how many pixels of the screen make one of the window."""
    if picture.isNull():
        return QIcon()
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = picture.scaled(PICTURE * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    scaled.setDevicePixelRatio(ratio)
    return QIcon(scaled)
