"""Build the companion's installer for Windows, on Linux, into dist/companion. `--quick` packs faster, and larger.

Nothing is done when nothing has changed.
"""

import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

import tree
from icon import icon, side
from kaibo_companion import __version__ as VERSION

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
sys.path.insert(0, str(HERE.parent))
import sign  # noqa: E402

OUT, WORK = ROOT / "dist/companion", ROOT / "build/companion-windows"
INSTALLER = OUT / f"kaibo-companion-{VERSION}-setup.exe"
PUBLISHER = "The Kaibo authors"
MEGABYTE = 1_000_000
LARGEST, LARGEST_INSTALLED = 120 * MEGABYTE, 400 * MEGABYTE
CHECKS = ["-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter"]
COMPILE = ["-municode", "-mwindows", "-Os", "-s", "-finput-charset=UTF-8", *CHECKS]
COMPILER = "x86_64-w64-mingw32"


def main() -> None:
    began = time.monotonic()
    quick = "--quick" in sys.argv
    key = sign.keys().public
    stamp = OUT / ".built-windows"
    wanted = _inputs(key)
    built = stamp.read_text().split() if stamp.is_file() and INSTALLER.is_file() else []
    if built[:1] != [wanted] or (built[1] == "quick" and not quick):
        OUT.mkdir(parents=True, exist_ok=True)
        stamp.unlink(missing_ok=True)
        installed = _build(key, quick)
        stamp.write_text(f"{wanted} {'quick' if quick else 'best'}\n")
        size, seconds = INSTALLER.stat().st_size / MEGABYTE, time.monotonic() - began
        print(f"{INSTALLER.name}: {size:.1f} MB, {installed / MEGABYTE:.0f} MB installed, built in {seconds:.0f} s")
    sign.sign(OUT)


def _build(key: Path, quick: bool) -> int:
    """Return the installed size in bytes."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    folder = WORK / "tree"
    tree.build(folder, key)
    (WORK / "kaibo.ico").write_bytes(icon(HERE.parent / "icon.svg"))
    side(HERE.parent / "icon.svg", WORK / "side.bmp")
    _program("launcher", folder / "kaibo-companion.exe", resources=True)
    _program("closer", WORK / "closer.exe")
    _take_away(folder, WORK / "files.nsh")
    installed = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    _small("installed", installed, LARGEST_INSTALLED)
    given = {
        "VERSION": VERSION,
        "NUMBERS": _numbers("."),
        "PUBLISHER": PUBLISHER,
        "TREE": folder,
        "FILES": WORK / "files.nsh",
        "SIZE": installed // 1024,
        "CLOSER": WORK / "closer.exe",
        "ICON": WORK / "kaibo.ico",
        "SIDE": WORK / "side.bmp",
        "OUT": WORK / INSTALLER.name,
    }
    options = ["-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in given.items())]
    subprocess.run(["makensis", *options, *(["-DQUICK"] if quick else []), HERE / "installer.nsi"], check=True)
    if not quick:
        _small(INSTALLER.name, (WORK / INSTALLER.name).stat().st_size, LARGEST)
    shutil.move(WORK / INSTALLER.name, INSTALLER)
    shutil.rmtree(WORK)
    return installed


def _program(name: str, made: Path, resources: bool = False) -> None:
    """Compile one of the small programs in C."""
    objects = []
    if resources:
        objects = [WORK / f"{name}.o"]
        said = {"NUMBERS": _numbers(","), "VERSION": f'\\"{VERSION}\\"', "PUBLISHER": f'\\"{PUBLISHER}\\"'}
        defines = [f"-D{key}={value}" for key, value in said.items()]
        subprocess.run([f"{COMPILER}-windres", f"-I{WORK}", *defines, HERE / f"{name}.rc", *objects], check=True)
    subprocess.run([f"{COMPILER}-gcc", *COMPILE, HERE / f"{name}.c", *objects, "-o", made], check=True)


def _take_away(folder: Path, script: Path) -> None:
    """Write the commands that delete each installed file and Python's caches. Other files in a folder stay."""
    lines = []
    for path in sorted(folder.rglob("*"), reverse=True):
        there = "$INSTDIR\\" + str(path.relative_to(folder)).replace("/", "\\")
        if path.is_dir():
            if any(path.glob("*.py")):
                lines.append(f'RMDir /r "{there}\\__pycache__"')
            lines.append(f'RMDir "{there}"')
        else:
            lines.append(f'Delete "{there}"')
    script.write_text("\n".join(lines) + "\n")


def _numbers(separator: str) -> str:
    """Return the version as Windows writes it: four numbers."""
    return separator.join([*VERSION.split("."), "0"])


def _inputs(key: Path) -> str:
    """Return a hash of everything that goes into the installer."""
    left = {"__pycache__", "tests", "linux", "macos"}  # folders
    files = [file for file in (ROOT / "companion").rglob("*") if file.is_file() and not left & set(file.parts)]
    parts = [f"{file.relative_to(ROOT)} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in sorted(files)]
    return hashlib.sha256("\n".join([*parts, key.read_text()]).encode()).hexdigest()


def _small(what: str, size: int, most: int) -> None:
    if size > most:
        raise SystemExit(f"{what}: {size / MEGABYTE:.0f} MB, more than {most // MEGABYTE} MB")


if __name__ == "__main__":
    main()
