"""Keep the computer and its screen awake. When this process ends, the system lets them sleep again."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

from kaibo_companion.words import say

APP = "kaibo-companion"
ANSWER_S = 1.0  # for a desktop's service to answer: the app asks it while the show goes live
Release = Callable[[], object]


class Awake:
    """It raises nothing: without it the show goes on, and the computer may fall asleep."""

    def __init__(self) -> None:
        self._releases: list[Release] = []

    def set(self, on: bool) -> bool:
        """Turn it on or off. Return whether the computer is kept awake now."""
        if on and not self._releases:
            self._releases = list(_hold())
        if not on:
            releases, self._releases = self._releases, []
            for release in releases:
                _try(release)
        return bool(self._releases)


def _hold() -> Iterator[Release]:
    """Keep the computer awake in each way that works here, and yield the calls that undo it.

    On Linux a desktop has a service. Under a bare window manager only the X server's own saver exists.
    """
    methods = {"win32": [_windows], "darwin": [_macos]}.get(sys.platform, [_desktop, _x11])
    return (release for method in methods if (release := _try(method)))


def _try(method: Callable[[], Release | object]) -> Release | None:
    try:
        result = method()
    except Exception:  # libraries and desktop services raise many kinds
        return None
    return result if callable(result) else None


def _desktop() -> Release | None:
    """Ask a service on the session's bus. It lasts as long as this connection.

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
        for path, name, undo, signature, arguments in services:
            service = DBusAddress(path, name, name)
            call = new_method_call(service, "Inhibit", signature, arguments)
            reply = bus.send_and_get_reply(call, timeout=ANSWER_S)
            if reply.header.message_type is MessageType.method_return:
                stack.callback(bus.send, new_method_call(service, undo, "u", reply.body))
                return stack.pop_all().close
    return None


def _x11() -> Release | None:
    """Suspend the X server's saver and DPMS while this connection lasts (MIT-SCREEN-SAVER 1.1, ScreenSaverSuspend)."""
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


def _windows() -> Release | None:
    """Set the state of this thread, until it ends
    (https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-setthreadexecutionstate)."""
    if sys.platform == "win32":
        continuous, system, display = 0x80000000, 0x1, 0x2
        state = ctypes.windll.kernel32.SetThreadExecutionState
        state.argtypes = [ctypes.c_uint]
        if state(continuous | system | display):
            return lambda: state(continuous)
    return None


def _macos() -> Release | None:
    """Run `caffeinate` for the screen and the system. It ends with this process."""
    process = subprocess.Popen(["/usr/bin/caffeinate", "-d", "-i", "-w", str(os.getpid())], stdin=subprocess.DEVNULL)

    def release() -> None:
        process.terminate()
        process.wait(ANSWER_S)

    return release
