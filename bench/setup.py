"""Time `make up` on a clone with empty caches, and again."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kaibo.host.livekit.config import free_port

from e2e.kaibo import ROOT


def measure() -> Iterator[str]:
    """Return the seconds from the command to the line that says it is ready, first cold, then warm."""
    with tempfile.TemporaryDirectory() as name:
        clone = Path(name) / "kaibo"
        subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
        env = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL")}
        env |= {"XDG_CACHE_HOME": f"{name}/cache", "npm_config_cache": f"{name}/npm", "PIP_CACHE_DIR": f"{name}/pip"}
        yield f"make up, cold: {_up(clone, env):.0f} s"
        yield f"make up, warm: {_up(clone, env):.1f} s"


def _up(clone: Path, env: dict[str, str]) -> float:
    began = time.monotonic()
    command = ["make", "-s", "up", f"ARGS=--json --port {free_port()}"]
    with subprocess.Popen(command, cwd=clone, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True) as up:
        assert up.stdout
        line = ""
        while '"HostUrl"' not in line:
            line = up.stdout.readline()
            assert line, "make up ended"
        took = time.monotonic() - began
        os.killpg(up.pid, signal.SIGINT)
        up.stdout.read()
    return took
