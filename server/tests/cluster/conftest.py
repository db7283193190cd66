import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from kaibo.host.livekit.config import free_port


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Run a Redis of this test's own."""
    program, port = shutil.which("redis-server"), free_port()
    assert program, "make dev installs it"
    command = [program, "--port", str(port), "--save", "", "--dir", str(tmp_path), "--bind", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout
        while b"Ready to accept connections" not in running.stdout.readline():
            assert running.poll() is None
        yield port, running
        running.terminate()
