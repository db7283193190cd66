"""One stranger's address tries everything at once while a show goes on. Nobody in the show is refused anything."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Response

from e2e.kaibo import Kaibo, until
from e2e.person import Person

pytestmark = [pytest.mark.alone, pytest.mark.soak]

SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))
ELSEWHERE = "127.0.0.9"
MORE_MEMORY = 60 << 20
"""Bytes that the server and LiveKit may keep each: what an allocator does not give back."""
MORE_FILES = 20
ROOT = Path(__file__).resolve().parent.parent


def memory(pid: int) -> int:
    """Bytes of a process, its share of what it shares counted in part (proc(5), Pss)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def files(pid: int) -> int:
    """How many files a process has open."""
    return len(os.listdir(f"/proc/{pid}/fd"))


def test_a_stranger_disturbs_nobody_in_a_show(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host, guest, viewers = person("host"), person("guest"), [person() for _ in range(3)]
    refused: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400:
            refused.append(f"{answer.status} {answer.url}")

    host.enter(kaibo.said["HostUrl"], "studio")
    host.page.click("#go-live")
    host.wait("live")
    guest.enter(kaibo.guest_url("陈一鸣"), "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    for viewer in viewers:
        viewer.page.goto(kaibo.said["ViewUrl"])
        viewer.wait("live")
        viewer.frames()
    for one in (host, guest, *viewers):
        one.page.on("response", note)
    pids = {"server": kaibo.pid, "LiveKit": kaibo.livekit_pid}
    before = {name: (memory(pid), files(pid)) for name, pid in pids.items()}

    session = host.page.url.rpartition("/")[2]
    watch = kaibo.said["ViewUrl"].removeprefix(kaibo.said["Url"])
    token = kaibo.said["GuestUrl"].rpartition("/")[2]
    command = [sys.executable, "-m", "e2e.stranger", ELSEWHERE, kaibo.said["Url"], watch, token, session, str(SECONDS)]
    stranger = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        while stranger.poll() is None:
            for viewer in viewers:
                seen = viewer.frames()
                until(lambda viewer=viewer, seen=seen: viewer.frames() > seen + 5, 20, "pictures at a viewer")  # type: ignore[misc]
            assert (host.state(), guest.state()) == ("live", "onstage")
            assert kaibo.activity()["Status"] == 1
            newcomer = person()
            newcomer.page.goto(kaibo.said["ViewUrl"])
            newcomer.wait("live")
            newcomer.browser.close()
    finally:
        stranger.terminate()
    assert stranger.stdout
    answers = json.loads(stranger.stdout.read() or "{}")
    print(json.dumps({"answers": answers, "before": before}, indent=1))
    assert answers, "the stranger came to its end"
    assert refused == []

    def back(name: str) -> bool:
        return memory(pids[name]) < before[name][0] + MORE_MEMORY and files(pids[name]) < before[name][1] + MORE_FILES

    for name in pids:
        until(lambda name=name: back(name), 60, f"memory and files of {name} as before")  # type: ignore[misc]
    print(json.dumps({name: (memory(pid), files(pid)) for name, pid in pids.items()}))
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
