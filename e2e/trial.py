"""Pages that let a test drive a module without its buttons, under the policy of the real pages."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn
from kaibo.gateway.assets import Assets
from kaibo.gateway.headers import SafeHeaders
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from e2e.kaibo import ROOT, free_port, until

FILES = ROOT / "e2e/files"


@contextmanager
def trial(folder: Path) -> Iterator[str]:
    """Build the pages of `web/trial` into a folder. Serve them with the files of `e2e/files`. Give their address."""
    build = ["exec", "--", "vite", "build", "--mode", "trial", "--outDir", str(folder), "--logLevel", "warn"]
    subprocess.run([sys.executable, ROOT / "scripts/setup.py", "--npm", *build], check=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    routes = [
        Assets(folder / "assets").route(),
        Mount("/files", StaticFiles(directory=FILES)),
        Mount("/", StaticFiles(directory=folder / "trial")),
    ]
    app = SafeHeaders(Starlette(routes=routes), address)
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="warning"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started, 10, "the trial's server")
    yield address
    server.should_exit = True
    thread.join()
