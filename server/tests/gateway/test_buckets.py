"""Every limit of the server, and who can use it up. A public id is not enough to use up another person's limit."""

import ast
from collections.abc import Iterator
from pathlib import Path

import kaibo
import pytest
from kaibo.app import SESSION
from starlette.testclient import TestClient

from tests.gateway.door import HOST, Caller, serving

ORIGIN = {"Origin": f"http://{HOST}"}
TAB = "tab-of-a-test"
BUCKETS = {
    "gateway/door.py": {
        "CROWD, source(host), 'crowd'": "callers at that address",
        "action.rate, await self.whose(request), name": "the session whose cookie came: `whose` proves it",
        "action.rate, source(host), name": "callers at that address",
        "*counted, network(host), name": "holders of that link or ticket, in that network",
        "*guess, name": "those who guess or type wrong: a right key or password enters, whatever was counted",
    },
    "gateway/endpoint.py": {
        "action.rate, caller.key.owner.account, action.name": "keys of that account: a signature proves them",
    },
    "pages/launch/routes.py": {
        "LOOKS_OF_LINK, fingerprint(link_text.counted(text)), network(address), 'page'": (
            "holders of that link, in that network"
        ),
        "LOOKS, source(request.client.host if request.client else ''), kind": "callers at that address",
    },
    "features/recording/live/door.py": {"NEW, _source(request), 'HLS'": "callers at that address"},
    "features/recording/routes.py": {"READ, network, 'Replay'": "callers at that address"},
    "pages/console/thumbnail.py": {"READ, admin, 'Thumbnail'": "the admin who is signed in"},
    "pages/watch/newcomer.py": {"rate, address, 'newcomer'": "callers at that address, who then share viewers"},
    "pages/watch/page.py": {
        "LOOKS, source(request.client.host if request.client else ''), 'watch'": "callers at that address",
    },
    "pages/watch/routes.py": {
        "NEW_PASSES, address, 'pass'": "callers at that address",
        "f'{AT_ADDRESS}/{slow}second', address, 'slow', str(call.activity.id)": "callers at that address",
        "action.per_pass, call.viewer, action.name": "the viewer whose pass came: its signature proves it",
    },
    "pages/watch/events.py": {
        "POLLED, source(request.client.host if request.client else ''), 'poll'": "callers at that address",
    },
    "pages/studio/files.py": {"READ, session, 'File'": "the session whose cookie came"},
    "pages/studio/events.py": {
        "OPENED, session.id, 'Events'": "the session whose cookie came",
        "POLLED, session.id, 'Poll'": "the session whose cookie came",
    },
}


def hits(module: Path) -> Iterator[str]:
    """Yield the arguments of each call that counts."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("rates.hit"):
            yield ", ".join(ast.unparse(arg) for arg in node.args)


def test_every_limit_names_who_can_use_it_up() -> None:
    root = Path(kaibo.__file__).parent
    found = {str(file.relative_to(root)): set(hits(file)) for file in root.rglob("*.py")}
    counting = {file: those for file, those in found.items() if those}
    assert counting == {file: set(those) for file, those in BUCKETS.items()}


@pytest.fixture
def caller(sqlite_form: Path, tmp_path: Path) -> Iterator[Caller]:
    file = tmp_path / "kaibo.db"
    file.write_bytes(sqlite_form.read_bytes())
    with serving(f"sqlite:///{file}") as (made, _):
        yield made


def host_of(caller: Caller) -> str:
    """Let a host enter and take the seat. Return the path of the session."""
    show = caller.call("CreateActivityAPIV2", Name="A show")["ActivityId"]
    url = caller.call("GetDownloadLiveClient", "2023-08-01", ActivityId=show)["Url"]
    http = caller.http
    ticket = http.post("/client/OpenLaunch", json={"Token": url.rpartition("/")[2]}, headers=ORIGIN).json()["Result"]
    way = {"Ticket": ticket["Ticket"], "Nonce": "n" * 22}
    session = http.post("/client/RedeemTicket", json=way, headers=ORIGIN).json()["Result"]["SessionId"]
    assert http.post(f"/s/{session}/call/EnterSession", json={"Tab": TAB}, headers=ORIGIN).status_code == 200
    return f"/s/{session}"


@pytest.mark.parametrize("name", sorted(action.name for action in SESSION))
def test_stranger_uses_up_no_call_of_a_session(caller: Caller, name: str) -> None:
    here, action = host_of(caller), SESSION.find(name, "2026-12-01")
    stranger = TestClient(caller.http.app, base_url=f"http://{HOST}", headers=ORIGIN)
    stranger.portal = caller.http.portal  # the server's own loop, because its store can be read only in that loop
    for cookie in ("", "x" * 64):
        stranger.cookies.set("kaibo_session", cookie)
        for _ in range(int(action.rate.partition("/")[0])):
            assert stranger.post(f"{here}/call/{name}", json={"Tab": TAB}).status_code == 401
    assert caller.http.post(f"{here}/call/{name}", json={"Tab": TAB}, headers=ORIGIN).status_code != 429


def test_sessions_own_calls_are_counted(caller: Caller) -> None:
    here = host_of(caller)
    answers = [caller.http.post(f"{here}/call/RenewLink", json={"Tab": TAB}, headers=ORIGIN) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
