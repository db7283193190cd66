"""`kaibo up` over https, as a process: on the local network, and with a certificate that the operator brings."""

import json
import os
import ssl
import subprocess
import time
from pathlib import Path

import httpx2
import jwt
import pytest
import trustme
import websockets.sync.client
from cryptography import x509
from kaibo.host.lan import address
from kaibo.host.livekit.config import free_port

from tests.command import COMMAND, kaibo, up

pytestmark = pytest.mark.parts
HERE = address.address("")


def trusting(certificate: bytes) -> httpx2.Client:
    knows = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    knows.load_verify_locations(cadata=certificate.decode())
    return httpx2.Client(verify=knows, trust_env=False)


def authority(folder: Path) -> bytes:
    kept = (folder / "data/ca.pem").read_bytes()
    return kept[kept.index(b"-----BEGIN CERTIFICATE") :]


def hooked(folder: Path, scheme: str, host: str) -> str:
    """Return the webhook address that LiveKit was given."""
    (url,) = json.loads((folder / "data/livekit.yaml").read_text())["webhook"]["urls"]
    assert url.startswith(f"{scheme}://{host}:")
    return str(url)


@pytest.fixture
def brought(tmp_path: Path) -> tuple[trustme.CA, list[str]]:
    """Make an authority that this machine does not trust. Return the arguments for its localhost certificate."""
    ca = trustme.CA()
    leaf = ca.issue_cert("localhost")
    leaf.private_key_pem.write_to_path(tmp_path / "key.pem")
    leaf.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    return ca, ["--cert", "cert.pem", "--key", "key.pem"]


def test_device_that_trusts_the_authority_connects_by_https(tmp_path: Path) -> None:
    with up(tmp_path, "--lan", "--no-media") as (_, said), trusting(authority(tmp_path)) as http:
        port = said["Url"].rpartition(":")[2]
        assert said["Url"] == f"https://{HERE}:{port}"
        for name in ("HostUrl", "TmpUrl", "GuestUrl", "ViewUrl", "AuthorityUrl"):
            assert said[name].startswith(f"https://{HERE}:{port}/")
        for host in (HERE, "localhost", "127.0.0.1"):
            page = http.get(f"https://{host}:{port}/l/{said['GuestUrl'].rpartition('/')[2]}")
            if host == HERE:
                assert page.status_code == 200
                assert f"connect-src 'self' wss://{HERE}:{port};" in page.headers["content-security-policy"]
            else:
                assert page.headers["location"] == said["GuestUrl"].replace("/l/", "/moved/l/"), (
                    "other names lead to the one address, without a warning"
                )
            assert "strict-transport-security" not in page.headers


def test_authority_can_be_downloaded_and_its_key_cannot(tmp_path: Path) -> None:
    with up(tmp_path, "--lan", "--no-media", "--no-demo") as (_, said):
        blind = httpx2.get(said["AuthorityUrl"], verify=ssl._create_unverified_context(), trust_env=False)
    assert blind.headers["content-type"] == "application/x-x509-ca-cert"
    assert blind.content == authority(tmp_path)
    assert x509.load_pem_x509_certificate(blind.content)
    assert b"PRIVATE" not in blind.content


def test_device_trusts_the_next_start_too(tmp_path: Path) -> None:
    with up(tmp_path, "--lan", "--no-media") as (_, first):
        kept = authority(tmp_path)
    with up(tmp_path, "--lan", HERE, "--no-media") as (_, second), trusting(kept) as http:
        assert http.get(f"{second['Url']}/health").text == "OK"
    assert second["GuestUrl"].rpartition("/")[2] == first["GuestUrl"].rpartition("/")[2]


def test_server_without_lan_has_no_authority(tmp_path: Path) -> None:
    with up(tmp_path, "--no-media") as (_, said):
        assert httpx2.get(f"{said['Url']}/ca.crt", trust_env=False).status_code == 404
        assert "AuthorityUrl" not in said
    assert not (tmp_path / "data/ca.pem").exists()


def test_signed_call_on_this_machine_trusts_its_own_authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with up(tmp_path, "--lan", "--no-media") as (_, said):
        monkeypatch.setenv("KAIBO_PUBLIC_URL", said["Url"])
        answer = kaibo(tmp_path, "call", "GetActivityAPI", json.dumps({"ActivityId": said["ActivityId"]}))
    assert json.loads(answer.stdout)["Result"]["Id"] == said["ActivityId"]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_lan_start_prints_what_to_open_and_tap(tmp_path: Path, encoding: str) -> None:
    command = [str(COMMAND), "up", "--lan", "--no-media", "--port", str(free_port())]
    said = {**os.environ, "PYTHONIOENCODING": encoding}
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=said) as run:
        assert run.stdout
        lines: list[str] = []
        while not lines or not lines[-1].startswith("No answer on a phone?"):
            lines.append(run.stdout.readline().decode(encoding))
            assert lines[-1], lines
        run.terminate()
    text = "".join(lines)
    for start in ("Kaibo is on air at      https://", "Host link ", "Guest link ", "Watch link "):
        assert f"\n{start}" in f"\n{text}"
    for link in ("guest link", "page to watch"):
        assert (f"A phone whose camera looks at this code opens the {link}." in text) == (encoding == "utf-8")
    assert f"https://{HERE}:{command[-1]}/ca.crt" in text
    assert "\x1b" not in text, "escape codes in a file"


def test_livekit_calls_its_webhook_on_a_port_of_its_own(tmp_path: Path) -> None:
    """LiveKit trusts public authorities only, so it could not call the https port."""
    with (
        up(tmp_path, "--lan") as (_, said),
        trusting(authority(tmp_path)) as http,
        httpx2.Client(trust_env=False) as plain,
    ):
        hook = hooked(tmp_path, "http", "127.0.0.1")
        ports = json.loads((tmp_path / "data/livekit.json").read_text())
        assert hook == f"http://127.0.0.1:{ports['hook_port']}/hooks/livekit"
        assert plain.post(hook).status_code == 401, "only LiveKit's signature opens the webhook"
        for path in ("/", "/health", "/ca.crt", "/l/x", "/hooks/livekit/", "/openapi.json"):
            assert plain.get(hook.replace("/hooks/livekit", path)).status_code == 404
        with pytest.raises(websockets.exceptions.InvalidStatus):
            websockets.sync.client.connect(f"ws://127.0.0.1:{ports['hook_port']}/w/x/rtc", proxy=None)
        with pytest.raises(httpx2.ConnectError, match="refused"):
            plain.post(hook.replace("127.0.0.1", HERE))
        heard = http.post(f"{said['Url']}/hooks/livekit")
        assert heard.status_code == 401
    assert ports["hook_port"] not in (ports["port"], ports["tcp_port"])


def test_livekit_webhook_reaches_the_server(tmp_path: Path) -> None:
    """LiveKit itself reports a room that was made."""
    command = [str(COMMAND), "up", "--json", "--lan", "--port", str(free_port())]
    with (tmp_path / "log").open("w") as log:
        run = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=log)
    with run, httpx2.Client(trust_env=False) as http:
        assert run.stdout
        assert run.stdout.readline()
        ports = json.loads((tmp_path / "data/livekit.json").read_text())
        grant = {"iss": ports["key"], "exp": time.time() + 60, "video": {"roomCreate": True}}
        bearer = {"Authorization": f"Bearer {jwt.encode(grant, ports['secret'], 'HS256')}"}
        url = f"http://127.0.0.1:{ports['port']}/twirp/livekit.RoomService/CreateRoom"
        assert http.post(url, json={"name": "somebody"}, headers=bearer).status_code == 200
        end = time.monotonic() + 10
        while "POST /hooks/livekit 200" not in (tmp_path / "log").read_text():
            assert time.monotonic() < end, (tmp_path / "log").read_text()
            time.sleep(0.05)
        run.terminate()
        assert run.wait(10) == 0


def test_given_certificate_is_served(tmp_path: Path, brought: tuple[trustme.CA, list[str]]) -> None:
    ca, arguments = brought
    with up(tmp_path, *arguments) as (_, said), trusting(ca.cert_pem.bytes()) as http:
        assert said["Url"].startswith("https://localhost:")
        assert said["HostUrl"].startswith(said["Url"])
        assert http.get(f"{said['Url']}/health").text == "OK"
        assert http.get(f"{said['Url']}/ca.crt").status_code == 404
        hooked(tmp_path, "http", "127.0.0.1")


def test_only_a_name_with_a_real_certificate_gets_hsts(
    tmp_path: Path, brought: tuple[trustme.CA, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device that removed an authority again must not stay locked out for a year."""
    ca, arguments = brought
    port = str(free_port())
    monkeypatch.setenv("KAIBO_PUBLIC_URL", "https://studio.local")
    with up(tmp_path, "--lan", "--no-media", "--port", port), trusting(authority(tmp_path)) as http:
        assert "strict-transport-security" not in http.get(f"https://localhost:{port}/health").headers
    port = str(free_port())
    with up(tmp_path, *arguments, "--no-media", "--port", port), trusting(ca.cert_pem.bytes()) as http:
        assert "strict-transport-security" in http.get(f"https://localhost:{port}/health").headers


def test_serve_takes_a_certificate_too(
    tmp_path: Path, brought: tuple[trustme.CA, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ca, arguments = brought
    for name in ("URL", "KEY", "SECRET"):
        monkeypatch.setenv(f"KAIBO_LIVEKIT_{name}", "http://127.0.0.1:9")
    kaibo(tmp_path, "migrate")
    command = [str(COMMAND), "serve", "--port", str(free_port()), *arguments]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout
        assert run.stdout.readline().split()[-1].startswith(b"https://localhost:")
        with trusting(ca.cert_pem.bytes()) as http:
            assert http.get(f"https://localhost:{command[3]}/health").text == "OK"
        run.terminate()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--cert", "cert.pem"], "the certificate: tls_cert is set without tls_key; https needs both"),
        (["--cert", "none.pem", "--key", "key.pem"], "the certificate: none.pem: No such file or directory"),
        (["--cert", "cert.pem", "--key", "cert.pem"], "the certificate: cert.pem holds no private key in PEM"),
        (["--lan", "--cert", "cert.pem", "--key", "key.pem"], "--lan: it makes a certificate itself"),
        (["--lan", "203.0.113.77"], "--lan: 203.0.113.77 is no address of this machine; it has "),
    ],
)
def test_impossible_arguments_are_explained_in_one_line(
    tmp_path: Path, brought: tuple[trustme.CA, list[str]], arguments: list[str], told: str
) -> None:
    failed = kaibo(tmp_path, "up", "--no-media", "--port", str(free_port()), *arguments)
    (line,) = failed.stderr.splitlines()
    assert (failed.returncode, line.startswith(f"kaibo: {told}")) == (1, True), line
