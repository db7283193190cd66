"""The command `kaibo up` beside a running Kaibo."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from e2e.kaibo import COMMAND, Show
from e2e.patience import patience


def test_command_says_what_is_wrong_and_takes_livekit_along(start: Callable[..., Show]) -> None:
    server = start().server

    def error(*arguments: object) -> str:
        ran = subprocess.run(
            [COMMAND, "up", *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=patience() * 20,
            cwd=server.folder.parent,
            check=False,
        )
        assert ran.returncode == 1
        return ran.stderr

    assert "another Kaibo runs on" in error("--data", server.folder, "--port", 1024 + server.port % 1000)
    assert f"port {server.port}" in error("--data", server.folder.parent / "other", "--port", server.port)
    livekit = server.livekit_pid
    server.stop()
    assert not Path(f"/proc/{livekit}").exists(), "LiveKit outlives the command"
    server.start()
