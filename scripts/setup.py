"""Put what Kaibo needs into this folder and the user's cache. A repeated run is safe, and quick when all is there.

It runs with nothing but Python ≥ 3.11 and its venv module. Options:
`--dev` also installs what the tests need.
`--soak` installs what the tests need, also those of `make soak`.
`--bench` installs what the tests need, and builds the viewers of the benchmarks.
`--companion` installs only what builds the app's packages.
`--companion-windows` installs only what builds the app's Windows installer; with `--check`, also what tests it.
`--npm ARGUMENTS` runs npm in web/, with this machine's Node or the one from a wheel.
"""

from __future__ import annotations  # an older Python must still reach the message that it is too old

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import debian
from steps import CACHE, ROOT, digest, lock, marked, output, run, say, stop
from tools import VENV, locked, npm, pip, tool

WEB = ROOT / "web"
PROGRAMS = ["server", "maker", "companion"]
"""Our own Python programs. The companion is for the tests: people install it by its own installer."""
TESTS = "requirements-dev.lock"
LIVEKIT = json.loads((ROOT / "server/kaibo/host/livekit/livekit.json").read_text())


def python(dev: bool) -> None:
    """Make the virtual environment: packages by hash, then Kaibo itself without any registry."""
    names = [TESTS] if dev else ["requirements.lock", "requirements-maker.lock"]
    mark = VENV / ".kaibo"
    version = output(sys.executable, "-VV").removeprefix("Python ").strip()  # apt may just have replaced this Python
    base = digest(*(ROOT / program / "pyproject.toml" for program in PROGRAMS), str(ROOT), version)
    wanted, of_tests = (f"{base} {digest(*(ROOT / each for each in some))}" for some in (names, [TESTS]))
    if marked(mark, wanted) or marked(mark, of_tests):
        return
    if not importlib.util.find_spec("ensurepip"):
        stop("Python's venv module is incomplete", "Debian, Ubuntu: sudo apt-get install python3-venv")
    if not mark.is_file() or not mark.read_text().startswith(base):
        run("Python: virtual environment", sys.executable, "-m", "venv", "--clear", VENV)
    for name in names:
        pip("Python: packages", *locked(name))
    programs = PROGRAMS if dev else PROGRAMS[:2]
    editable = [part for program in programs for part in ("-e", ROOT / program)]
    pip("Python: Kaibo itself", "--no-deps", "--no-build-isolation", "--no-index", *editable)
    mark.write_text(wanted)


def packages(what: str, folder: Path) -> None:
    """Install the npm packages of a folder's lock into its node_modules."""
    mark, wanted = folder / "node_modules/.kaibo", digest(folder / "package-lock.json")
    if not marked(mark, wanted):
        command, env = npm()
        run(what, *command, "ci", cwd=folder, env=env)
        mark.write_text(wanted)


def web() -> None:
    """Build the pages if a source file changed since the last build."""
    left = {"node_modules", "dist"}
    tops = [path for path in WEB.iterdir() if path.name not in left]
    files = sorted(p for top in tops for p in (top.rglob("*") if top.is_dir() else [top]) if p.is_file())
    files += sorted((ROOT / "server/kaibo/pages/launch/static").iterdir())
    wanted = digest(*(part for file in files for part in (str(file.relative_to(ROOT)), file)))
    if marked(WEB / "dist/.kaibo", wanted):
        return
    command, env = npm()
    packages("Web: packages", WEB)
    run("Web: build", *command, "run", "build", cwd=WEB, env=env)
    (WEB / "dist/.kaibo").write_text(wanted)


def pyinstaller() -> None:
    """Install PyInstaller into the virtual environment, where the app's own packages are."""
    mark, wanted = VENV / ".kaibo-pyinstaller", digest(ROOT / "scripts/pyinstaller.lock")
    if not marked(mark, wanted):
        pip("Companion: PyInstaller", *locked("scripts/pyinstaller.lock"))
        mark.write_text(wanted)


def livekit() -> None:
    """Build the media engine once, from its Go module. A pinned Go builds it, so that its hash is the committed one."""
    version, machine = LIVEKIT["version"], platform.machine()
    home = CACHE / f"livekit-{version}-{machine}"
    with lock(CACHE / "livekit.lock") as work:
        program, wanted = home / "livekit-server", LIVEKIT["sha256"].get(machine)
        if program.is_file() and marked(home / "sha256", found := digest(program)) and found == (wanted or found):
            return
        module = f"github.com/livekit/livekit-server/cmd/server@v{version}"
        go = tool("go") / "go/bin/go"
        run(
            f"LiveKit {version}: building, once, 2 to 4 minutes",
            go,
            "install",
            "-ldflags=-s -w",
            module,
            cwd=work,
            env=_go(work),
        )
        made = digest(work / "server")
        if wanted is None:
            say(f"no hash is committed for {machine}: the cache keeps this build's hash, and later runs check it")
        elif made != wanted:
            stop(
                f"the build of LiveKit {version} has hash {made} instead of {wanted}",
                "Its source or Go was changed on the way here. Check your module proxy (GOPROXY).",
            )
        home.mkdir(exist_ok=True)
        os.replace(work / "server", program)
        (home / "sha256").write_text(made)


def viewers() -> None:
    """Build the viewers of the benchmarks from their Go modules, with the Go that builds the media engine."""
    home = ROOT / "bench/viewers"
    program, mark = ROOT / "bench/out/viewers", ROOT / "bench/out/.viewers"
    wanted = digest(ROOT / "scripts/go.lock", *sorted(home.glob("*.go")), home / "go.mod", home / "go.sum")
    if program.is_file() and marked(mark, wanted):
        return
    with lock(CACHE / "viewers.lock") as work:
        go = tool("go") / "go/bin/go"
        run(
            "Benchmarks: building the viewers, once, 2 to 4 minutes",
            go,
            "build",
            "-o",
            program,
            ".",
            cwd=home,
            env=_go(work),
        )
    mark.write_text(wanted)


def _go(work: Path) -> dict[str, str]:
    """Return the environment of a build that leaves nothing behind outside the folder `work`."""
    kept = {key: value for key, value in os.environ.items() if key not in ("GOROOT", "GOOS", "GOARCH")}
    return kept | {
        "GOTOOLCHAIN": "local",
        "GOFLAGS": "-trimpath -modcacherw",
        "CGO_ENABLED": "0",
        "GOBIN": str(work),
        "GOMODCACHE": str(work / "mod"),
        "GOCACHE": str(work / "build"),
        "GOTMPDIR": str(work),
    }


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (this machine's may be older)
        stop(
            f"Python 3.11 or newer is needed, this is {platform.python_version()}", "Name it: make up PYTHON=python3.12"
        )
    if sys.argv[1:2] == ["--npm"]:
        command, env = npm()
        sys.exit(subprocess.run([*command, *sys.argv[2:]], cwd=WEB, env=env, check=False).returncode)
    asked = options()
    with lock(ROOT / ".setup.lock"):
        if asked.companion:
            companion()
        elif asked.companion_windows:
            companion_windows(check=asked.check)
        elif asked.bench:
            everything(dev=True)
            viewers()
        elif asked.soak:
            everything(dev=True)
            debian.install("the long tests need", debian.SOAK)
        else:
            everything(dev=asked.dev)


def options() -> argparse.Namespace:
    """Read the options. An unknown one ends the program with words: it must begin no set-up."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw, allow_abbrev=False)
    one = parser.add_mutually_exclusive_group()
    for name in ("--dev", "--soak", "--bench", "--companion", "--companion-windows"):
        one.add_argument(name, action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def everything(dev: bool) -> None:
    """Install what runs Kaibo, and for `dev` what tests it. The virtual environment is first: its pip brings npm."""
    if dev:
        debian.install("the tests need", debian.TESTS)
    python(dev)
    if dev:
        packages("Tests: what drives Firefox and checks pages", ROOT / "e2e")
        packages("Web: packages", WEB)
    web()
    livekit()


def companion() -> None:
    """Install what builds the app's packages."""
    debian.install("the app's packages need", debian.PACKAGING)
    python(dev=True)
    pyinstaller()


def companion_windows(check: bool) -> None:
    """Install what builds the app's Windows installer, and for `check` what tests it."""
    wanted = debian.WINDOWS | (debian.WINDOWS_CHECK if check else {})
    debian.install("the app's installer for Windows needs", wanted)
    python(dev=True)


if __name__ == "__main__":
    main()
