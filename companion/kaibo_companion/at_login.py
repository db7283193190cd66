"""Start the app at login, hidden in the tray, when the person wants it."""

import os
import plistlib
import re
import sys
from configparser import Error, RawConfigParser
from contextlib import suppress
from pathlib import Path

from kaibo_companion.files import write

NAME = "kaibo-companion"
HIDDEN = "--hidden"
INSTALLED = Path("/usr/bin/kaibo-companion")
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
AGENT = "app.kaibo.companion"


def supported() -> bool:
    """Return whether this system can: Windows, macOS, and desktops that follow freedesktop.org."""
    return sys.platform in ("win32", "darwin", "linux")


def enabled() -> bool:
    """Return whether the app starts at login now."""
    if sys.platform == "win32":
        return _registered()
    if sys.platform == "darwin":
        return _agent().is_file()
    return _listed()


def set(on: bool) -> None:
    """Turn the start at login on or off. Raises OSError when the system does not allow it."""
    if sys.platform == "win32":
        _register(on)
    elif not on:
        (_agent() if sys.platform == "darwin" else _entry()).unlink(missing_ok=True)
    elif sys.platform == "darwin":
        agent = {"Label": AGENT, "ProgramArguments": _command(), "RunAtLoad": True, "ProcessType": "Interactive"}
        write(_agent(), plistlib.dumps(agent))
    else:
        command = _command()
        values = {
            "Type": "Application",
            "Name": "Kaibo",
            "Icon": NAME,
            "TryExec": command[0],  # when the app was removed, no desktop shows an error
            "Exec": " ".join(map(_quoted, command)),
        }
        lines = "".join(f"{key}={_escaped(value)}\n" for key, value in values.items())
        write(_entry(), f"[Desktop Entry]\n{lines}".encode())


def _quoted(argument: str) -> str:
    """Quote an argument of Exec (https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html)."""
    quoted = re.sub(r'(["`$\\])', r"\\\1", argument.replace("%", "%%"))
    return f'"{quoted}"'


def _escaped(value: str) -> str:
    """Escape a value of the file (the same specification, value types)."""
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _command() -> list[str]:
    """Return the command that starts this app: the installed one, or the running one."""
    here = Path(sys.executable)
    if getattr(sys, "frozen", False):
        return [str(INSTALLED if INSTALLED.is_file() else here), HIDDEN]
    if (launcher := here.with_name(f"{NAME}.exe")).is_file():
        return [str(launcher), HIDDEN]
    return [str(here), "-m", "kaibo_companion", HIDDEN]


def _entry() -> Path:
    """Return the person's entry, which hides the system's (https://specifications.freedesktop.org/autostart-spec/latest)."""
    config = os.environ.get("XDG_CONFIG_HOME", "")
    folder = Path(config) if Path(config).is_absolute() else Path.home() / ".config"
    return folder / "autostart" / f"{NAME}.desktop"


def _listed() -> bool:
    """Return whether the entry exists and is on. A desktop's settings turn it off without deleting it."""
    entry = RawConfigParser(delimiters="=", comment_prefixes="#", strict=False)
    try:
        entry.read_string(_entry().read_text())
        values = entry["Desktop Entry"]  # the parser makes keys lower case
    except (OSError, ValueError, KeyError, Error):
        return False
    return "exec" in values and values.get("hidden") != "true" and values.get("x-gnome-autostart-enabled") != "false"


def _agent() -> Path:
    """Return the launch agent's file, which macOS loads at the next login (launchd.plist(5))."""
    return Path.home() / "Library/LaunchAgents" / f"{AGENT}.plist"


def _registered() -> bool:
    if sys.platform == "win32":
        import winreg

        with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN) as key:
            winreg.QueryValueEx(key, NAME)
            return True
    return False


def _register(on: bool) -> None:
    """Write or delete the registry value (https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys)."""
    if sys.platform == "win32":
        import subprocess
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN) as key:
            if on:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(_command()))
            elif _registered():
                winreg.DeleteValue(key, NAME)
