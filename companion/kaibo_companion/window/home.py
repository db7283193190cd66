"""The home screen: paste a link, type a join code, or go back to a recent show."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kaibo_companion.deep_link import JoinCode, parse_typed
from kaibo_companion.origin import BadLink
from kaibo_companion.recent import Visit
from kaibo_companion.window.style import label
from kaibo_companion.words import say

COLUMN = 560  # px; the longest line of text


class Home(QWidget):
    """Signals: `pasted` carries the text and, for a join code, the server. `chosen` carries a Visit.

    The others are clicks: on the settings, on the offered update, and on the button that stops its download.
    """

    pasted = Signal(str, str)
    chosen = Signal(object)
    settings_clicked = Signal()
    update_clicked = Signal()
    cancel_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("home")
        self._field = QLineEdit(placeholderText="https://")
        self._field.setAccessibleName(say("link"))
        self._field.returnPressed.connect(self._open)
        self._field.textChanged.connect(self._show_server_field)
        open_button = QPushButton(say("open"), default=True, autoDefault=True)
        open_button.clicked.connect(self._open)
        row = QHBoxLayout()
        row.addWidget(self._field, 1)
        row.addWidget(open_button)
        self._servers = QComboBox(editable=True)
        self._servers.setAccessibleName(say("place"))
        if line := self._servers.lineEdit():
            line.returnPressed.connect(self._open)
        self._server_field = QWidget()
        column = QVBoxLayout(self._server_field)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(say("place"), "soft"))
        column.addWidget(self._servers)
        self._server_field.hide()
        self._banner = label("", "banner")
        self._banner.hide()
        self._shows = QVBoxLayout()
        self._shows.setSpacing(0)
        card = QFrame()
        card.setObjectName("card")
        card.setLayout(self._shows)
        column = QVBoxLayout()
        column.setSpacing(10)
        for text in (label(say("paste"), "title"), label(say("paste_hint"), "soft")):
            column.addWidget(text)
        column.addLayout(row)
        column.addWidget(self._server_field)
        column.addWidget(self._banner)
        column.addSpacing(24)
        column.addWidget(label(say("recent"), "section"))
        column.addWidget(card)
        column.addStretch()
        column.insertLayout(0, self._top())  # created last, so that Tab reaches the field first
        column.insertSpacing(1, 24)
        centre = QWidget()
        centre.setMaximumWidth(COLUMN)
        centre.setLayout(column)
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addWidget(centre, 100)
        across.addStretch(1)

    def show_servers(self, servers: Sequence[str]) -> None:
        """List the trusted servers, as a choice for a join code."""
        self._servers.clear()
        self._servers.addItems(list(servers))

    def offer(self, text: str, busy: bool = False) -> None:
        """Show the update button with this text. A `busy` one shows progress, without clicks. A second button stops
        the download."""
        self._update.setText(text)
        self._update.setEnabled(not busy)
        self._update.show()
        self._cancel.setVisible(busy)

    def showEvent(self, event: QEvent) -> None:
        self._field.setFocus()

    def show_visits(self, visits: Sequence[Visit]) -> None:
        """List the recent shows."""
        while (item := self._shows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for visit in visits:
            self._shows.addWidget(self._row(visit))
        if not visits:
            self._shows.addWidget(label(say("recent_none"), "soft"))

    def tell(self, text: str) -> None:
        """Show a message under the field; "" removes it."""
        self._banner.setText(text)
        self._banner.setVisible(bool(text))

    def clear(self) -> None:
        """Empty the field, because a link must not stay visible."""
        self._field.clear()

    def _top(self) -> QHBoxLayout:
        self._update = QPushButton(autoDefault=True)
        self._update.hide()
        self._update.clicked.connect(self.update_clicked)
        self._cancel = QPushButton(say("update_cancel"), autoDefault=True)
        self._cancel.setObjectName("quiet")
        self._cancel.hide()
        self._cancel.clicked.connect(self.cancel_clicked)
        settings = QPushButton(say("settings"), autoDefault=True)
        settings.setObjectName("quiet")
        settings.clicked.connect(self.settings_clicked)
        row = QHBoxLayout()
        row.addWidget(self._update)
        row.addWidget(self._cancel)
        row.addStretch()
        row.addWidget(settings)
        return row

    def _show_server_field(self, text: str) -> None:
        """Ask for the server of a join code, which does not name it."""
        self._server_field.setVisible(_is_join_code(text))

    def _row(self, visit: Visit) -> QWidget:
        enter = QPushButton(say("enter"), autoDefault=True)
        enter.setAccessibleName(f"{say('enter')} {visit.name}")
        enter.clicked.connect(lambda: self.chosen.emit(visit))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(visit.name))
        role = say("host") if visit.role == 0 else say("guest")
        words.addWidget(label(f"{role} · {visit.server.partition('://')[2]}", "soft"))
        row = QWidget()
        across = QHBoxLayout(row)
        across.addLayout(words, 1)
        across.addWidget(enter)
        return row

    def _open(self) -> None:
        if text := self._field.text().strip():
            self.pasted.emit(text, self._servers.currentText().strip() if _is_join_code(text) else "")


def _is_join_code(text: str) -> bool:
    try:
        return isinstance(parse_typed(text), JoinCode)
    except BadLink:
        return False
