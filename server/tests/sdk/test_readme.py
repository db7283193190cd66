"""The README's script, which drives Kaibo by the vendor's own SDK, as it stands there."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import Running
from tests.sdk.client import Sdk

README = Path(__file__).resolve().parents[3] / "README.md"


@pytest.mark.anyio
async def test_the_readmes_script_runs(sdk: Sdk, server: Running) -> None:
    script = re.search(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert script
    env = {**os.environ, "KAIBO_SERVER": sdk.address, "KAIBO_AK": sdk.key.id, "KAIBO_SK": sdk.key.secret}
    command = [sys.executable, "-c", script[1]]
    done = await asyncio.to_thread(subprocess.run, command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    addresses = done.stdout.split()
    assert len(addresses) == 4
    assert all(address.startswith(server.url) for address in addresses)
