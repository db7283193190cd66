"""The computer and its screen stay awake. Whatever holds them is dropped by the system when this process is gone."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

from kaibo_companion.words import say

APP = "kaibo-companion"
ANSWER_S = 1.0  # which a desktop's service has: it is asked in the middle of going live
Drop = Callable[[], object]


class Awake:
    """Never raises: a show goes on with a computer that may fall asleep."""

    def __init__(self) -> None:
        self._held: list[Drop] = []

    def set(self, on: bool) -> bool:
        """Returns whether the system keeps it awake now."""
        if on and not self._held:
            self._held = list(_hold())
        if not on:
            held, self._held = self._held, []
            for drop in held:
                _tried(drop)
        return bool(self._held)


def _hold() -> Iterator[Drop]:
    """By each of this system's ways that there is. On Linux a desktop has a service; under a bare window manager
    there is only the X server's own saver."""
    ways = {"win32": [_windows], "darwin": [_macos]}.get(sys.platform, [_desktop, _x11])
    return (drop for way in ways if (drop := _tried(way)))


def _tried(does: Callable[[], Drop | object]) -> Drop | None:
    try:
        done = does()
    except Exception:  # of libraries, and of what any desktop's service may answer
        return None
    return done if callable(done) else None


def _desktop() -> Drop | None:
    """A service on the session's bus, for as long as this connection to it lasts.

    https://specifications.freedesktop.org/idle-inhibit-spec (KDE, GNOME, Xfce, Cinnamon, xscreensaver), or
    org.gnome.SessionManager (MATE), whose flags 4 and 8 are sleep and idleness.
    """
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    why = say("on_air")
    services = [
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "UnInhibit", "ss", (APP, why)),
        ("/org/gnome/SessionManager", "org.gnome.SessionManager", "Uninhibit", "susu", (APP, 0, why, 4 | 8)),
    ]
    with ExitStack() as stack:
        bus = stack.enter_context(open_dbus_connection("SESSION"))
        for path, name, undo, signature, asked in services:
            service = DBusAddress(path, name, name)
            call = new_method_call(service, "Inhibit", signature, asked)
            reply = bus.send_and_get_reply(call, timeout=ANSWER_S)
            if reply.header.message_type is MessageType.method_return:
                stack.callback(bus.send, new_method_call(service, undo, "u", reply.body))
                return stack.pop_all().close
    return None


def _x11() -> Drop | None:
    """The X server's screen saver and DPMS, while this connection lasts (MIT-SCREEN-SAVER 1.1, ScreenSaverSuspend)."""
    from Xlib.display import Display
    from Xlib.ext import screensaver
    from Xlib.protocol import rq

    class Suspend(rq.Request):
        _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(5), rq.RequestLength(), rq.Card32("suspend"))

    with ExitStack() as stack:
        display = Display()
        stack.callback(display.close)
        if not display.has_extension(screensaver.extname):
            return None
        Suspend(display=display.display, opcode=display.display.get_extension_major(screensaver.extname), suspend=1)
        display.sync()
        return stack.pop_all().close


def _windows() -> Drop | None:
    """https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-setthreadexecutionstate: this thread's, until
    it ends."""
    if sys.platform == "win32":
        continuous, system, display = 0x80000000, 0x1, 0x2
        state = ctypes.windll.kernel32.SetThreadExecutionState
        state.argtypes = [ctypes.c_uint]
        if state(continuous | system | display):
            return lambda: state(continuous)
    return None


def _macos() -> Drop | None:
    """`caffeinate`: screen and system, for as long as this process lives."""
    made = subprocess.Popen(["/usr/bin/caffeinate", "-d", "-i", "-w", str(os.getpid())], stdin=subprocess.DEVNULL)

    def drop() -> None:
        made.terminate()
        made.wait(ANSWER_S)

    return drop
