"""Freeze the app into one folder that needs no Python, with PyInstaller, and trim it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SPEC = Path(__file__).parent / "companion.spec"
SYMBOLS = "libpython*.so*", "python3*/lib-dynload/*.so"  # Python as people build it has all of its own


def freeze(into: Path, work: Path, update_key: Path) -> Path:
    """Write the folder `kaibo-companion` into `into`. `work`: a new folder for intermediate files."""
    work.mkdir(parents=True)
    key = shutil.copy(update_key, work / "update.pub")
    env = {**os.environ, "KAIBO_UPDATE_KEY": str(key), "PYINSTALLER_CONFIG_DIR": str(work), "PYTHONHASHSEED": "1"}
    options: list[str | Path] = ["--noconfirm", "--log-level", "WARN", "--distpath", into, "--workpath", work, SPEC]
    subprocess.run([sys.executable, "-m", "PyInstaller", *options], env=env, check=True)
    made = into / "kaibo-companion"
    inner = made / "_internal"
    for pattern in SYMBOLS:
        for library in inner.glob(pattern):
            subprocess.run(["strip", "--strip-unneeded", library], check=True)
    # Chromium creates this folder when root starts the app. The package owns it, so that removal deletes it.
    (inner / "PySide6/Qt/resources/locales").mkdir()
    return made


def programs(folder: Path) -> Iterator[Path]:
    """Return all ELF files, which may need libraries."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                if opened.read(4) == b"\x7fELF":
                    yield file
