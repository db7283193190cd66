"""The scripts in the README and in docs/api.md, which drive Kaibo by the vendor's own SDK, as they stand there."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import Running
from tests.sdk.client import Sdk

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.anyio


async def run(file: str, sdk: Sdk) -> str:
    """What the first script of a page prints."""
    script = re.search(r"```python\n(.*?)```", (ROOT / file).read_text(), re.DOTALL)
    assert script
    env = {**os.environ, "KAIBO_SERVER": sdk.address, "KAIBO_AK": sdk.key.id, "KAIBO_SK": sdk.key.secret}
    command = [sys.executable, "-c", script[1]]
    done = await asyncio.to_thread(subprocess.run, command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_the_readmes_script_runs(sdk: Sdk, server: Running) -> None:
    addresses = (await run("README.md", sdk)).split()
    assert len(addresses) == 4
    assert all(address.startswith(server.url) for address in addresses)


async def test_the_script_about_links_runs(sdk: Sdk, server: Running) -> None:
    url, *events = (await run("docs/api.md", sdk)).splitlines()
    assert url.startswith(f"{server.url}/l/")
    assert [event.split()[1] for event in events] == ["revoke", "issue"]
