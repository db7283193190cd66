"""What to share: screens and windows, with a small picture of each."""

from PySide6.QtCore import QSize, Qt
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

from kaibo_companion import panes
from kaibo_companion.words import say

PICTURE = QSize(192, 120)
SCREEN, WINDOW = 0, 1


class Picker(QDialog):
    """Answers a page's wish for a screen, by what is chosen or by no."""

    def __init__(self, asked: QWebEngineDesktopMediaRequest, server: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked = QWebEngineDesktopMediaRequest(asked)  # the signal's own is gone when its handler returns
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
        text = QLabel(say("share", server=server.partition("://")[2]))
        text.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.addWidget(text)
        column.addWidget(self._list)
        column.addWidget(buttons)
        self.finished.connect(self._answer)

    @property
    def empty(self) -> bool:
        return self._list.count() == 0

    def _fill(self) -> None:
        screens, windows, ratio = QGuiApplication.screens(), panes.pictures(), self.devicePixelRatioF()
        for kind, model in ((SCREEN, self._asked.screensModel()), (WINDOW, self._asked.windowsModel())):
            for row in range(model.rowCount()):
                name = str(model.data(model.index(row, 0)))
                item = QListWidgetItem(name)
                item.setData(Qt.ItemDataRole.UserRole, (kind, row))
                item.setSizeHint(PICTURE + QSize(16, 40))
                if kind == SCREEN and row < len(screens):
                    item.setIcon(_small(screens[row].grabWindow(0), ratio))
                if kind == WINDOW and windows.get(name):
                    item.setIcon(_small(windows[name].pop(0), ratio))
                self._list.addItem(item)

    def _answer(self, result: int) -> None:
        chosen = self._list.selectedItems()
        if result != QDialog.DialogCode.Accepted or not chosen:
            self._asked.cancel()
            return
        kind, row = chosen[0].data(Qt.ItemDataRole.UserRole)
        if kind == SCREEN:
            self._asked.selectScreen(self._asked.screensModel().index(row, 0))
        else:
            self._asked.selectWindow(self._asked.windowsModel().index(row, 0))


def _small(picture: QPixmap, ratio: float) -> QIcon:
    """`ratio`: how many of the screen's pixels are one of the window's."""
    if picture.isNull():
        return QIcon()
    smooth = Qt.TransformationMode.SmoothTransformation
    made = picture.scaled(PICTURE * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    made.setDevicePixelRatio(ratio)
    return QIcon(made)
