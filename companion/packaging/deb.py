"""Build the companion's Debian package into dist/companion. `--quick` packs in a fraction of the time, somewhat larger.

Nothing is built when nothing has changed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import distribution
from pathlib import Path

import sign
from freeze import freeze, programs
from icons import draw
from parts import copy_licences

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT, WORK = ROOT / "dist/companion", ROOT / "build/companion"
INPUTS = "companion", "requirements-dev.lock", "scripts/pyinstaller.lock"
OTHERS = {"__pycache__", "tests", "windows", "macos"}
MEGABYTE = 1_000_000
LARGEST, LARGEST_INSTALLED = 120 * MEGABYTE, 400 * MEGABYTE  # bytes: limits for the download and for the disk
BEST, QUICK = ("-z9", "-Sextreme"), ("-z1",)
CONTROL = """\
Package: kaibo-companion
Version: {version}
Architecture: {architecture}
Maintainer: The Kaibo authors <kaibo-companion@localhost>
Section: video
Priority: optional
Installed-Size: {kibibytes}
Depends: {depends}
Recommends: desktop-file-utils, fonts-noto-cjk, fonts-noto-color-emoji, libpulse0, xdg-utils
Description: Kaibo's desktop app, opened by a link
 A click on a launch link opens the studio, signed in. The app holds the same
 page as the browser, in a Chromium of its own (QtWebEngine).
"""
TRIGGERS = "interest-noawait /etc/apparmor.d/abi/4.0\n"


def main() -> None:
    began = time.monotonic()
    quick = "--quick" in sys.argv
    key = sign.keys().public
    stamp = OUT / ".built"
    package = OUT / f"kaibo-companion_{sign.VERSION}_{_architecture()}.deb"
    wanted = _inputs(key)
    built = stamp.read_text().split() if stamp.is_file() and package.is_file() else []
    if built[:1] != [wanted] or (built[1] == "quick" and not quick):
        OUT.mkdir(parents=True, exist_ok=True)
        stamp.unlink(missing_ok=True)
        os.environ.setdefault("SOURCE_DATE_EPOCH", _changed())
        installed = _build(package, key, QUICK if quick else BEST)
        stamp.write_text(f"{wanted} {'quick' if quick else 'best'}\n")
        size, seconds = package.stat().st_size / MEGABYTE, time.monotonic() - began
        print(f"{package.name}: {size:.1f} MB, {installed / MEGABYTE:.0f} MB installed, built in {seconds:.0f} s")
    sign.sign(OUT)
    print(f"{OUT.relative_to(ROOT)}: signed")


def _build(package: Path, key: Path, packing: tuple[str, ...]) -> int:
    """Return the installed size in bytes."""
    shutil.rmtree(WORK, ignore_errors=True)
    tree = WORK / "tree"
    app = freeze(tree / "opt", WORK / "pyinstaller", key)
    shutil.copy(HERE / "linux/apparmor", app / "apparmor")
    for name, place in {
        "kaibo-companion": "usr/bin",
        "kaibo-companion.desktop": "usr/share/applications",
        "copyright": "usr/share/doc/kaibo-companion",
    }.items():
        (tree / place).mkdir(parents=True)
        shutil.copy(HERE / "linux" / name, tree / place / name)
    subprocess.run(["desktop-file-validate", tree / "usr/share/applications/kaibo-companion.desktop"], check=True)
    copy_licences(distribution("kaibo-companion"), tree / "usr/share/doc/kaibo-companion/licenses")
    draw(HERE / "icon.svg", tree / "usr/share/icons/hicolor", "kaibo-companion")
    installed = sum(file.lstat().st_size for file in tree.rglob("*") if file.is_file())
    _small("installed", installed, LARGEST_INSTALLED)
    about = tree / "DEBIAN"
    about.mkdir()
    control = CONTROL.format(
        version=sign.VERSION, architecture=_architecture(), kibibytes=installed // 1024, depends=_depends(app)
    )
    (about / "control").write_text(control)
    (about / "triggers").write_text(TRIGGERS)
    for script in ("postinst", "prerm"):
        shutil.copy(HERE / "linux" / script, about / script)
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    made = WORK / package.name
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", *packing, "--build", tree, made], check=True)
    if packing is BEST:
        _small(package.name, made.stat().st_size, LARGEST)
    shutil.move(made, package)
    shutil.rmtree(WORK)
    return installed


def _depends(app: Path) -> str:
    """Return the distribution's packages that the libraries need. Exit when a library is in no package."""
    files = list(programs(app))
    within = [f"-l{folder}" for folder in sorted({file.parent for file in files})]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "debian").mkdir()
        (Path(folder) / "debian/control").write_text(
            "Source: kaibo-companion\n\nPackage: kaibo-companion\nArchitecture: any\n"
        )
        found = subprocess.run(
            ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *within, *(f"-e{file}" for file in files)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    if found.returncode:
        sys.exit(found.stderr)
    return found.stdout.strip().removeprefix("shlibs:Depends=")


def _small(what: str, size: int, largest: int) -> None:
    if size > largest:
        sys.exit(f"{what} has {size / MEGABYTE:.1f} MB. The limit is {largest / MEGABYTE:.0f} MB.")


def _inputs(key: Path) -> str:
    """Return a hash of everything that goes into the package."""
    files = [file for name in INPUTS for file in sorted(_files(ROOT / name))]
    parts = [part for file in files for part in (str(file.relative_to(ROOT)).encode(), file.read_bytes())]
    return hashlib.sha256(b"\0".join([*parts, key.read_bytes(), sys.version.encode()])).hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [file for file in path.rglob("*") if file.is_file() and not OTHERS & set(file.relative_to(ROOT).parts)]


def _changed() -> str:
    """Return when the sources last changed, in unix seconds. Every file in the package gets this time."""
    told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip() or str(int((ROOT / "requirements-dev.lock").stat().st_mtime))


def _architecture() -> str:
    return subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()


if __name__ == "__main__":
    main()
