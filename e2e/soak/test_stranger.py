"""One address tries everything at once while a show goes on. The server refuses nothing to the people in the show."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Response

from e2e.kaibo import Show, until
from e2e.person import Person

pytestmark = pytest.mark.soak

SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))
WARM_SECONDS = 20.0
ELSEWHERE = "127.0.0.9"
MORE_MEMORY = 32 << 20
"""Bytes that the server and LiveKit may each hold more after the long time than after the short one. By then an
allocator has taken what it keeps of 3,000 connections."""
MORE_FILES = 20
ROOT = Path(__file__).resolve().parent.parent


def memory(pid: int) -> int:
    """Read the bytes of a process, with its part of shared memory (proc(5), Pss)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def files(pid: int) -> int:
    """Count the open files of a process."""
    return len(os.listdir(f"/proc/{pid}/fd"))


def test_stranger_disturbs_nobody_in_a_show(show: Show, person: Callable[..., Person]) -> None:
    host, guest, viewers = person("host"), person("guest"), [person() for _ in range(3)]
    refused: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400:
            refused.append(f"{answer.status} {answer.url}")

    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    show.trust_guests()
    guest.enter(show.guest_url("陈一鸣"), "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    for viewer in viewers:
        viewer.page.goto(show.watch_url)
        viewer.wait("live")
        viewer.frames()
    for one in (host, guest, *viewers):
        one.page.on("response", note)
    pids = {"server": show.server.pid, "LiveKit": show.server.livekit_pid}
    figures = {"before": {name: (memory(pid), files(pid)) for name, pid in pids.items()}}

    def disturbed(seconds: float) -> dict[str, int]:
        """Let the stranger try while newcomers come. Return the answers it got."""
        stranger = subprocess.Popen(
            [sys.executable, "-m", "e2e.stranger", *stranger_of(show, host), str(seconds)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            while stranger.poll() is None:
                for viewer in viewers:
                    viewer.goes_on(5)
                assert (host.state(), guest.state()) == ("live", "onstage")
                assert show.activity()["Status"] == 1
                newcomer = person()
                newcomer.page.goto(show.watch_url)
                newcomer.wait("live")
                newcomer.leave()
        finally:
            stranger.terminate()
            told, _ = stranger.communicate()
        answers: dict[str, int] = json.loads(told or "{}")
        assert answers, "the stranger did not come to its end"
        until(lambda: files(show.server.pid) < figures["before"]["server"][1] + MORE_FILES, 60, "its files are closed")
        return answers

    disturbed(WARM_SECONDS)
    figures["warm"] = {name: (memory(pid), files(pid)) for name, pid in pids.items()}
    answers = disturbed(SECONDS)
    figures["after"] = {name: (memory(pid), files(pid)) for name, pid in pids.items()}
    print(json.dumps({"answers": answers, "memory and files": figures}, indent=1))
    assert refused == []
    for name in pids:
        assert figures["after"][name][0] < figures["warm"][name][0] + MORE_MEMORY
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")


def stranger_of(show: Show, host: Person) -> list[str]:
    """List what a stranger knows: an address, the watch page, a guest link, and the id of the host's session."""
    url, session = show.url, host.page.url.rpartition("/")[2]
    return [ELSEWHERE, url, show.watch_url.removeprefix(url), show.guest_url().rpartition("/")[2], session]
