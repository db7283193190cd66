"""The app starts when its person logs in, if they wish: hidden, into the tray."""

import os
import plistlib
import re
import sys
from configparser import Error, RawConfigParser
from contextlib import suppress
from pathlib import Path

from kaibo_companion.kept import write

NAME = "kaibo-companion"
HIDDEN = "--hidden"
INSTALLED = Path("/usr/bin/kaibo-companion")
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
AGENT = "app.kaibo.companion"


def supported() -> bool:
    """Windows, macOS, and every desktop of freedesktop.org's."""
    return sys.platform in ("win32", "darwin", "linux")


def enabled() -> bool:
    if sys.platform == "win32":
        return _registered()
    if sys.platform == "darwin":
        return _agent().is_file()
    return _listed()


def set(on: bool) -> None:
    """Raises OSError when the system does not let it be written."""
    if sys.platform == "win32":
        _register(on)
    elif not on:
        (_agent() if sys.platform == "darwin" else _entry()).unlink(missing_ok=True)
    elif sys.platform == "darwin":
        agent = {"Label": AGENT, "ProgramArguments": _command(), "RunAtLoad": True, "ProcessType": "Interactive"}
        write(_agent(), plistlib.dumps(agent))
    else:
        command = _command()
        said = {
            "Type": "Application",
            "Name": "Kaibo",
            "Icon": NAME,
            "TryExec": command[0],  # without the program, after it was removed, no desktop says a word
            "Exec": " ".join(map(_quoted, command)),
        }
        lines = "".join(f"{key}={_escaped(value)}\n" for key, value in said.items())
        write(_entry(), f"[Desktop Entry]\n{lines}".encode())


def _quoted(argument: str) -> str:
    """https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html"""
    plain = re.sub(r'(["`$\\])', r"\\\1", argument.replace("%", "%%"))
    return f'"{plain}"'


def _escaped(value: str) -> str:
    """As every string of the file is (the same specification's value types)."""
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _command() -> list[str]:
    """What starts this app: the installed program, or the one that runs."""
    here = Path(sys.executable)
    if getattr(sys, "frozen", False):
        return [str(INSTALLED if INSTALLED.is_file() else here), HIDDEN]
    if (launcher := here.with_name(f"{NAME}.exe")).is_file():
        return [str(launcher), HIDDEN]
    return [str(here), "-m", "kaibo_companion", HIDDEN]


def _entry() -> Path:
    """https://specifications.freedesktop.org/autostart-spec/latest: the person's own, which hides the system's."""
    config = os.environ.get("XDG_CONFIG_HOME", "")
    folder = Path(config) if Path(config).is_absolute() else Path.home() / ".config"
    return folder / "autostart" / f"{NAME}.desktop"


def _listed() -> bool:
    """There, and not turned off by a desktop's own settings, which do not delete it."""
    entry = RawConfigParser(delimiters="=", comment_prefixes="#", strict=False)
    try:
        entry.read_string(_entry().read_text())
        said = entry["Desktop Entry"]  # its keys are in small letters here
    except (OSError, ValueError, KeyError, Error):
        return False
    return "exec" in said and said.get("hidden") != "true" and said.get("x-gnome-autostart-enabled") != "false"


def _agent() -> Path:
    """launchd.plist(5); loaded at the next login."""
    return Path.home() / "Library/LaunchAgents" / f"{AGENT}.plist"


def _registered() -> bool:
    if sys.platform == "win32":
        import winreg

        with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN) as key:
            winreg.QueryValueEx(key, NAME)
            return True
    return False


def _register(on: bool) -> None:
    """https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys"""
    if sys.platform == "win32":
        import subprocess
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN) as key:
            if on:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(_command()))
            elif _registered():
                winreg.DeleteValue(key, NAME)
