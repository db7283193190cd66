"""Hotkeys on X11: XGrabKey, read in the app's event loop (X11 protocol, chapter 10, GrabKey)."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from PySide6.QtCore import QKeyCombination, QObject, QSocketNotifier, Qt, QTimer
from Xlib import XK, X, error
from Xlib.display import Display
from Xlib.protocol.rq import Event

from kaibo_companion.hotkeys.key import ALT, CTRL, META, SHIFT, TAKEN, UNSUPPORTED, is_function

REPEAT_MS = 20  # between the release and the press that X11 repeats for a held key; fingers are slower
NAMED = {
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backspace: "BackSpace",
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Enter: "KP_Enter",
    Qt.Key.Key_Insert: "Insert",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Pause: "Pause",
    Qt.Key.Key_Print: "Print",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_PageUp: "Prior",
    Qt.Key.Key_PageDown: "Next",
    Qt.Key.Key_ScrollLock: "Scroll_Lock",
    Qt.Key.Key_Menu: "Menu",
}
Grab = tuple[int, int]  # key code, modifier mask


def connect(pressed: Callable[[str], None]) -> "X11 | None":
    """Connect to the display that DISPLAY names; None when there is none."""
    try:
        return X11(Display(), pressed)
    except (error.DisplayError, error.XauthError, error.XNoAuthError, OSError):
        return None


class X11(QObject):
    def __init__(self, display: Display, pressed: Callable[[str], None]) -> None:
        super().__init__()
        self._display, self._pressed = display, pressed
        self._root = display.screen().root
        self._keys: Mapping[str, QKeyCombination] = {}
        self._grabbed: dict[Grab, str] = {}
        self._released: dict[int, int] = {}  # key code: the time of its last release, in the server's milliseconds
        self._notifier = QSocketNotifier(display.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._read_keyboard()

    def set(self, keys: Mapping[str, QKeyCombination]) -> dict[str, str]:
        self._keys = dict(keys)
        refused = self._grab()
        QTimer.singleShot(0, self, self._read)  # events that came during the answers are queued already
        return refused

    def close(self) -> None:
        self._notifier.setEnabled(False)
        self._keys = {}
        self._grab()  # the server may handle another program's request before the end of this connection
        self._display.close()
        self.deleteLater()

    def _grab(self) -> dict[str, str]:
        """Grab the wanted keys. A key that was grabbed before stays grabbed throughout."""
        wanted = {command: list(self._grabs_of(key)) for command, key in self._keys.items()}
        stay = {grab for grabs in wanted.values() for grab in grabs}
        for grab in self._grabbed.keys() - stay:
            self._root.ungrab_key(*grab)
        before, self._grabbed, refused = self._grabbed, {}, {}
        for command, grabs in wanted.items():
            if not grabs:
                refused[command] = UNSUPPORTED
            elif before.keys() >= {*grabs} or self._take(grabs):
                self._grabbed |= dict.fromkeys(grabs, command)
            else:
                refused[command] = TAKEN
        self._display.sync()  # from here on other programs can have the released keys
        return refused

    def _take(self, grabs: list[Grab]) -> bool:
        """Grab all of them, or none."""
        for grab in grabs:
            refusal = error.CatchError(error.BadAccess)
            self._root.grab_key(*grab, False, X.GrabModeAsync, X.GrabModeAsync, refusal)
            self._display.sync()
            if refusal.get_error():
                for taken in grabs:
                    self._root.ungrab_key(*taken)
                return False
        return True

    def _read(self) -> None:
        """Handle key events and keyboard changes."""
        try:
            while self._display.pending_events():
                event = self._display.next_event()
                if event.type == X.MappingNotify and event.request != X.MappingPointer:
                    self._display.refresh_keyboard_mapping(event)
                    self._read_keyboard()
                    self._grab()
                elif event.type in (X.KeyPress, X.KeyRelease):
                    self._handle_key(event)
        except (error.ConnectionClosedError, OSError):  # the display has ended, and the app's window with it
            self._notifier.setEnabled(False)

    def _handle_key(self, event: Event) -> None:
        if event.type == X.KeyRelease:
            self._released[event.detail] = event.time
            return
        command = self._grabbed.get((event.detail, event.state & self._relevant))
        held = 0 <= event.time - self._released.get(event.detail, -REPEAT_MS) < REPEAT_MS
        if command and not held:
            self._pressed(command)

    def _read_keyboard(self) -> None:
        """Read the modifiers of this keyboard, and all states of its locks."""
        self._masks = {
            SHIFT: X.ShiftMask,
            CTRL: X.ControlMask,
            ALT: self._mask("Alt_L", "Alt_R"),
            META: self._mask("Super_L", "Super_R"),
        }
        locks = {X.LockMask, self._mask("Num_Lock"), self._mask("Scroll_Lock")} - {0, *self._masks.values()}
        self._locks = [sum(some) for size in range(len(locks) + 1) for some in combinations(locks, size)]
        self._relevant = 0xFF & ~sum(locks)

    def _mask(self, *names: str) -> int:
        codes = {code for name in names for code, _ in self._display.keysym_to_keycodes(XK.string_to_keysym(name))}
        modifiers = enumerate(self._display.get_modifier_mapping())
        return next((1 << bit for bit, keys in modifiers if codes & {*keys}), 0)

    def _grabs_of(self, key: QKeyCombination) -> Iterator[Grab]:
        """Yield the grabs of a key, one per state of the locks. A key that this keyboard lacks has none."""
        masks = [mask for modifier, mask in self._masks.items() if key.keyboardModifiers() & modifier]
        columns = list(self._display.keysym_to_keycodes(_keysym(key.key())))
        for code, column in columns:  # a layout's plain, then its shifted letters, then the next layout's
            if column != columns[0][1] or column > 3 or 0 in masks:
                break
            mask = sum(masks) | (X.ShiftMask if column % 2 else 0)
            yield from ((code, mask | locked) for locked in self._locks)


def _keysym(key: Qt.Key) -> int:
    """Return the key symbol, or 0. Latin letters are their code points (X11 protocol, appendix A)."""
    if is_function(key):
        return XK.string_to_keysym("F1") + key - Qt.Key.Key_F1
    if key <= 0xFF:
        return ord(chr(key).lower())
    return XK.string_to_keysym(NAMED[key]) if key in NAMED else 0
