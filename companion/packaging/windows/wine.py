"""A Windows for tests, by Wine: it runs the installer and Python, but not Qt's windows or WebEngine."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tree import OBJDUMP

WINE = "/usr/lib/wine/wine64"
SERVER = "/usr/lib/wine/wineserver64"
PATIENCE = 180  # seconds; a busy machine needs long for 300 MB
APP = "AppData/Local/Programs/Kaibo Companion"


@dataclass(frozen=True)
class Wine:
    """`prefix` is the folder with its disk. `display`: an X server, for programs with windows."""

    prefix: Path
    display: str = ""

    def start(self) -> None:
        self.run("wineboot", "-i")

    def is_windows(self, version: str) -> None:
        """Set the version: `win7` or `win10`."""
        assert self.run("winecfg", "-v", version) == 0

    def stop(self) -> None:
        subprocess.run([SERVER, "-k"], env=self.env, check=False)
        subprocess.run([SERVER, "-w"], env=self.env, check=False, timeout=PATIENCE)

    def run(self, *command: object) -> int:
        """Run a program until it ends. Return its exit code."""
        with self.begin(*command) as process:
            return process.wait(PATIENCE)

    def begin(self, *command: object) -> "subprocess.Popen[bytes]":
        null = subprocess.DEVNULL
        return subprocess.Popen([WINE, *map(str, command)], env=self.env, stdin=null, stdout=null, stderr=null)

    def registry(self, key: str) -> dict[str, str]:
        """Read a key of HKEY_CURRENT_USER with those below, as `sub\\name` to value; {} without it."""
        file = self.prefix / "drive_c/exported.reg"
        file.unlink(missing_ok=True)
        self.run("reg", "export", f"HKEY_CURRENT_USER\\{key}", "C:\\exported.reg", "/y")
        if not file.is_file():
            return {}
        found, place = {}, ""
        for line in file.read_text("utf-16").splitlines():
            if line.startswith("["):
                place = line.strip("[]").removeprefix(f"HKEY_CURRENT_USER\\{key}").lstrip("\\")
            elif value := re.fullmatch(r'(@|"(.*?)")=(?:"(.*)"|dword:([0-9a-f]+))', line):
                said = (
                    value[3].replace('\\"', '"').replace("\\\\", "\\") if value[4] is None else str(int(value[4], 16))
                )
                found[f"{place}\\{value[2] or ''}"] = said
        return found

    @property
    def home(self) -> Path:
        return next(one for one in (self.prefix / "drive_c/users").iterdir() if one.name != "Public")

    @property
    def app(self) -> Path:
        return self.home / APP

    def windows_name(self, path: Path) -> str:
        return "C:\\" + str(path.relative_to(self.prefix / "drive_c")).replace("/", "\\")

    def python(self, source: str, *arguments: str) -> tuple[str, ...]:
        """Return the command that runs a program in the installed Python, as the launcher does."""
        script = self.prefix / "drive_c/probe.py"
        script.write_text(source)
        return (self.windows_name(self.app / "pythonw.exe"), "-I", "-X", "utf8", "C:\\probe.py", *arguments)

    @property
    def env(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
        own = {"WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}
        return {**kept, **own, **({"DISPLAY": self.display} if self.display else {})}


def stub(library: str, users: list[Path], made: Path) -> None:
    """Build a library that Wine lacks. Each function that `users` import does nothing."""
    names: set[str] = set()
    for user in users:
        said = subprocess.run([OBJDUMP, "-p", user], capture_output=True, text=True, check=True).stdout
        for part in said.split("DLL Name: ")[1:]:
            if part.lower().startswith(library):
                names |= set(re.findall(r"^\t[0-9a-f]+\t +\d+ +(\w+)$", part, re.M))
    assert names, f"nothing in there wants {library}"
    exports = [f"__declspec(dllexport) long long {name}(void) {{ return 0; }}\n" for name in sorted(names)]
    made.with_suffix(".c").write_text("".join(exports))
    subprocess.run(["x86_64-w64-mingw32-gcc", "-shared", "-o", made, made.with_suffix(".c")], check=True)
