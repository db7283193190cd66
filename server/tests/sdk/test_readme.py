"""The script in the README and the snippets in docs/api.md, which drive Kaibo with the vendor's own SDK."""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest
from kaibo.app import SIGNED

from tests.running import Person, Running, post
from tests.sdk.client import OURS, Sdk

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.anyio


SNIPPET = re.compile(r"```python\n(.*?)```", re.DOTALL)


async def run(script: str, sdk: Sdk) -> asyncio.subprocess.Process:
    """Start a Python that runs the script."""
    env = {**os.environ, "KAIBO_SERVER": sdk.address, "KAIBO_AK": sdk.key.id, "KAIBO_SK": sdk.key.secret}
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable, "-u", "-c", script, env=env, stdin=pipe, stdout=pipe, stderr=pipe
    )


async def said(process: asyncio.subprocess.Process) -> list[str]:
    """Return the lines that the script still prints, until its good end."""
    out, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return out.decode().splitlines()


async def test_readme_script_runs(sdk: Sdk, server: Running) -> None:
    script = SNIPPET.search((ROOT / "README.md").read_text())
    assert script
    addresses = " ".join(await said(await run(script[1], sdk))).split()
    assert len(addresses) == 4
    assert all(address.startswith(server.url) for address in addresses)


async def test_snippets_about_links_run_in_order(sdk: Sdk, server: Running) -> None:
    """The snippets run unchanged. Once the link is created, a person enters with it."""
    snippets = SNIPPET.findall((ROOT / "docs/api.md").read_text())
    [made] = [number for number, snippet in enumerate(snippets) if '"CreateLaunchLink"' in snippet]
    process = await run("".join([*snippets[: made + 1], "input()\n", *snippets[made + 1 :]]), sdk)
    assert process.stdout
    assert process.stdin
    key = (await process.stdout.readline()).decode()
    assert re.fullmatch(r"type this: (\w{4}-){5}\w{4}\n", key)
    assert (await process.stdout.readline()).decode() == "assistants: Ada 12 characters\n"
    assert (await process.stdout.readline()).decode() == "assistants left: 0\n"
    assert (await process.stdout.readline()).decode() == "the show has status 2\n"
    assert (await process.stdout.readline()).decode() == "0 watch; NoHost\n"
    url = (await process.stdout.readline()).decode().removeprefix("send this: ").strip()
    person = await enter(server, url)
    process.stdin.write(b"\n")
    await process.stdin.drain()
    told = await said(process)
    assert told.pop(1).startswith(f"guests: no link yet viewers: {server.url}/w/")
    new = told.pop(3)
    assert new.startswith(f"from now on: {server.url}/l/")
    # A server writes its first report soon after its start, and perhaps after these calls.
    told = [line for line in told if not line.startswith("server: ")]
    if told.count("audit: issue") == 2:
        told.remove("audit: issue")  # the event of GetLaunchLink, which is up to a second late
    assert told == [
        "陈一鸣 used-up",
        "came by browser and is in",
        "now it is used-up",
        "guests: backstage",
        "a guest who joins is on-air",
        "uploaded: True",
        "files: ['logo.png']",
        "replays: 0",
        "scenes: solo grid large",
        "the design has revision 1",
        "the copy has revision 1",
        "陈一鸣 is in as guest",
        "陈一鸣 came to All hands",
        "陈一鸣 was removed",
        "kinds: event link session",
        "erased: session link event",
        *(f"audit: {kind}" for kind in ("restore", "remove", "restore", "revoke", "redeem", "open", "issue")),
        "key: reports ['Get*', 'List*']",
        "key:  []",
    ]
    # An erased person stays out, also when a host undoes the removal.
    assert (await person.call("GetSession"))["Session"]["EndReason"] == "revoked"


async def enter(server: Running, url: str) -> Person:
    http = server.client()
    opened = await post(http, "/client/OpenLaunch", {"Token": url.rpartition("/")[2]})
    redeemed = await post(
        http, "/client/RedeemTicket", {"Ticket": opened.json()["Result"]["Ticket"], "Nonce": "n" * 22}
    )
    return Person(redeemed.json()["Result"]["SessionId"], http)


def test_every_call_of_ours_has_a_snippet() -> None:
    sections = re.split(r"^## (\w+)$", (ROOT / "docs/api.md").read_text(), flags=re.MULTILINE)
    shown = {
        name
        for name, text in zip(sections[1::2], sections[2::2], strict=True)
        if any(f'"{name}"' in snippet for snippet in SNIPPET.findall(text))
    }
    assert shown == {action.name for action in SIGNED if action.version == OURS}
