"""The screen by hand: paste a link or type a key, go back to a show."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kaibo_companion.deep_link import BadLink, TypedKey, pasted
from kaibo_companion.look import label
from kaibo_companion.recent import Visit
from kaibo_companion.words import say

COLUMN = 560  # px; lines of text are no longer


class Home(QWidget):
    """`pasted` brings the text and, for a key, the place that it is typed for; `chosen` a Visit; `settings` the wish to
    see them; `newer` the wish for the version that is offered, `enough` that its download stops."""

    pasted = Signal(str, str)
    chosen = Signal(object)
    settings = Signal()
    newer = Signal()
    enough = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("home")
        self._field = QLineEdit(placeholderText="https://")
        self._field.setAccessibleName(say("link"))
        self._field.returnPressed.connect(self._open)
        self._field.textChanged.connect(self._look)
        opens = QPushButton(say("open"), default=True, autoDefault=True)
        opens.clicked.connect(self._open)
        row = QHBoxLayout()
        row.addWidget(self._field, 1)
        row.addWidget(opens)
        self._places = QComboBox(editable=True)
        self._places.setAccessibleName(say("place"))
        if line := self._places.lineEdit():
            line.returnPressed.connect(self._open)
        self._where = QWidget()
        place = QVBoxLayout(self._where)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(label(say("place"), "soft"))
        place.addWidget(self._places)
        self._where.hide()
        self._banner = label("", "banner")
        self._banner.hide()
        self._shows = QVBoxLayout()
        self._shows.setSpacing(0)
        card = QFrame()
        card.setObjectName("card")
        card.setLayout(self._shows)
        column = QVBoxLayout()
        column.setSpacing(10)
        for one in (label(say("paste"), "title"), label(say("paste_hint"), "soft")):
            column.addWidget(one)
        column.addLayout(row)
        column.addWidget(self._where)
        column.addWidget(self._banner)
        column.addSpacing(24)
        column.addWidget(label(say("recent"), "section"))
        column.addWidget(card)
        column.addStretch()
        column.insertLayout(0, self._top())  # made last: Tab comes to the field first
        column.insertSpacing(1, 24)
        middle = QWidget()
        middle.setMaximumWidth(COLUMN)
        middle.setLayout(column)
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)

    def show_places(self, servers: Sequence[str]) -> None:
        """The servers that a key may be for: those that are trusted."""
        self._places.clear()
        self._places.addItems(list(servers))

    def offer(self, text: str, busy: bool = False) -> None:
        """What a click on the button for newer versions does. `busy`: it says how far it is and takes no click, and
        the one beside it stops that."""
        self._offer.setText(text)
        self._offer.setEnabled(not busy)
        self._offer.show()
        self._stop.setVisible(busy)

    def showEvent(self, event: QEvent) -> None:
        self._field.setFocus()

    def show_visits(self, visits: Sequence[Visit]) -> None:
        while (item := self._shows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for visit in visits:
            self._shows.addWidget(self._row(visit))
        if not visits:
            self._shows.addWidget(label(say("recent_none"), "soft"))

    def tell(self, text: str) -> None:
        """A word under the field; "" takes it away."""
        self._banner.setText(text)
        self._banner.setVisible(bool(text))

    def clear(self) -> None:
        """The link is followed; it does not stay in sight."""
        self._field.clear()

    def _top(self) -> QHBoxLayout:
        self._offer = QPushButton(autoDefault=True)
        self._offer.hide()
        self._offer.clicked.connect(self.newer)
        self._stop = QPushButton(say("update_cancel"), autoDefault=True)
        self._stop.setObjectName("quiet")
        self._stop.hide()
        self._stop.clicked.connect(self.enough)
        settings = QPushButton(say("settings"), autoDefault=True)
        settings.setObjectName("quiet")
        settings.clicked.connect(self.settings)
        made = QHBoxLayout()
        made.addWidget(self._offer)
        made.addWidget(self._stop)
        made.addStretch()
        made.addWidget(settings)
        return made

    def _look(self, text: str) -> None:
        """A key names no server, so the person does."""
        self._where.setVisible(is_key(text))

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
            self.pasted.emit(text, self._places.currentText().strip() if is_key(text) else "")


def is_key(text: str) -> bool:
    try:
        return isinstance(pasted(text), TypedKey)
    except BadLink:
        return False
