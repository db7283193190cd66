"""Servers of this release and of the previous one, each in a process of its own. People stand at their doors."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from kaibo.clock import machine_ms
from kaibo.gateway.envelope import REGION, SERVICE
from kaibo.gateway.signature import Signed, sign
from kaibo.host.livekit.config import free_port
from kaibo.session.call import COOKIE

from tests.plain import NO_TLS
from tests.show import TAB

HERE = Path(__file__).parent
TODAY = HERE.parent
PUBLIC = "http://kaibo.test"
PATIENCE = 60


def previous(folder: Path) -> Path:
    """Unpack the wheel of the previous release. Return the folder of its code."""
    (wheel,) = (HERE / "previous").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


@dataclass
class Host:
    """A host. Each call names the server that it goes to, as a load balancer chooses it."""

    session: str
    secret: str

    def call(self, server: "Server", name: str, **fields: Any) -> Any:
        path, cookie = f"/s/{self.session}/call/{name}", {"Cookie": f"{COOKIE}={self.secret}"}
        return server.post(path, {"Tab": TAB, **fields} if name != "GetSession" else {}, cookie)

    @contextmanager
    def listening(self, server: "Server") -> Iterator[Iterator[dict[str, Any]]]:
        """Open the event stream of the host's page. Yield the views that it shows."""
        headers = {"Host": server.host, "Cookie": f"{COOKIE}={self.secret}"}
        with server.http.stream("GET", f"/s/{self.session}/events", headers=headers) as answer:
            assert answer.status_code == 200
            yield _views(answer.iter_lines())


def _views(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Read the data of each event `view`."""
    event = ""
    for line in lines:
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: ") and event == "view":
            yield json.loads(line.removeprefix("data: "))


@dataclass
class Server:
    """A running server. `said` is what it printed when it was ready."""

    process: "subprocess.Popen[str]"
    http: httpx2.Client
    host: str = PUBLIC.partition("://")[2]
    said: dict[str, Any] = field(default_factory=dict)

    def post(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
        """Make a call as a page does. Return its result."""
        given = {"Host": self.host, "Origin": PUBLIC, **(headers or {})}
        answer = self.http.post(path, json=body, headers=given)
        assert answer.status_code == 200, answer.text
        return answer.json()["Result"]

    def signed(self, keys: dict[str, Any], name: str, version: str, **fields: Any) -> Any:
        """Make a signed call as a backend does. Return its result."""
        query, body = f"Action={name}&Version={version}", json.dumps(fields).encode()
        headers = {"host": self.host, "content-type": "application/json"}
        key, secret = keys["AccessKeyId"], keys["SecretAccessKey"]
        headers |= sign(Signed("POST", query, headers, body), key, secret, machine_ms() // 1000, REGION, SERVICE)
        answer = self.http.post(f"/?{query}", content=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()["Result"]

    def enter(self, keys: dict[str, Any], activity: int) -> Host:
        """Let a backend ask for a host's link, and a host open it and enter the studio."""
        link = self.signed(keys, "GetDownloadLiveClient", "2023-08-01", ActivityId=activity)["Url"]
        ticket = self.post("/client/OpenLaunch", {"Token": link.rpartition("/")[2]})["Ticket"]
        given = {"Host": self.host, "Origin": PUBLIC}
        redeemed = self.http.post("/client/RedeemTicket", json={"Ticket": ticket, "Nonce": "n" * 22}, headers=given)
        assert redeemed.status_code == 200, redeemed.text
        secret = redeemed.headers["set-cookie"].partition(f"{COOKIE}=")[2].partition(";")[0]
        host = Host(redeemed.json()["Result"]["SessionId"], secret)
        host.call(self, "EnterSession")
        return host

    def stop(self) -> None:
        """End the server as an operator does, and wait until it is gone."""
        self.process.terminate()
        assert self.process.wait(PATIENCE) == 0


@contextmanager
def server(folder: Path, code: Path = TODAY) -> Iterator[Server]:
    """Run `kaibo up` without media on the data folder `folder`, with the code in another folder."""
    port = free_port()
    command = [sys.executable, "-m", "kaibo", "up", "--no-media", "--json", "--port", str(port), "--data", str(folder)]
    env = {
        **os.environ,
        "PYTHONPATH": str(code),
        "KAIBO_PUBLIC_URL": PUBLIC,
        "KAIBO_WEB": str(TODAY.parent / "web/dist"),
    }
    if code == TODAY:  # the previous release refuses a setting that it does not know
        env["KAIBO_FILES"] = str(folder.parent / "files")
    with (
        (folder.parent / f"{folder.name}.log").open("a") as log,
        subprocess.Popen(command, cwd=folder.parent, env=env, stdout=-1, stderr=log, text=True) as process,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE, trust_env=False, verify=NO_TLS) as http,
    ):
        try:
            assert process.stdout
            yield Server(process, http, said=json.loads(process.stdout.readline()))
        finally:
            process.kill()
