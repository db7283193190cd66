"""What each command does."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
import time

import httpx2
import uvloop

from kaibo import demo, http, migrations
from kaibo.app import SIGNED, Outside, build, policy
from kaibo.folder import DataFolder, FolderInUse
from kaibo.gateway.envelope import REGION, SERVICE
from kaibo.gateway.signature import Signed, sign
from kaibo.media import config
from kaibo.media.binary import NoLiveKit, binary
from kaibo.media.livekit import LiveKitEngine
from kaibo.media.memory import MemoryEngine
from kaibo.media.process import LiveKitFailed, LiveKitProcess
from kaibo.media.relay import Rtc
from kaibo.settings import Settings
from kaibo.store import open_store
from kaibo.vault import Vault

EVERY_ADDRESS = {"", "0.0.0.0", "::"}


class Stopped(RuntimeError):
    """The command cannot go on; the text is for the person who typed it."""


def up(settings: Settings, *, demo: bool, media: bool, as_json: bool) -> None:
    """Everything on this machine, until Ctrl-C."""
    folder, vault = _folder(settings)
    _logs(settings)
    listening = _listen(settings)
    migrate(settings)
    store = open_store(settings.database)
    if not media:
        _run(_up(settings, Outside(store, vault, MemoryEngine(), None), folder, listening, None, demo, as_json))
        return
    ports = config.kept(folder.path)
    rtc = ports.rtc
    try:
        process = LiveKitProcess(binary(), folder.path, ports, config.yaml(ports, settings.media_ip, _hook(settings)))
        engine = LiveKitEngine(rtc.url, rtc.key, rtc.secret)
        _run(_up(settings, Outside(store, vault, engine, rtc), folder, listening, process, demo, as_json))
    except (NoLiveKit, LiveKitFailed) as error:
        raise Stopped(str(error)) from None


async def _up(
    settings: Settings,
    outside: Outside,
    folder: DataFolder,
    listening: socket.socket,
    livekit: LiveKitProcess | None,
    with_demo: bool,
    as_json: bool,
) -> None:
    starting = asyncio.current_task()
    assert starting
    for signum in (signal.SIGINT, signal.SIGTERM):  # until the server takes them
        asyncio.get_running_loop().add_signal_handler(signum, lambda: starting.cancelling() or starting.cancel())
    try:
        if livekit:
            await livekit.start()
        serving = await _serving(settings, outside, listening)
        shown: dict[str, object] = {"Url": settings.address}
        if with_demo:
            shown |= await demo.links(outside.store, outside.vault, policy(settings), folder.path / "demo.json")
        print(json.dumps(shown) if as_json else _told(shown), flush=True)
        await serving
    finally:
        if livekit:
            await livekit.stop()


async def _serving(settings: Settings, outside: Outside, listening: socket.socket) -> "asyncio.Task[None]":
    """The server, answering; it ends at SIGINT or SIGTERM."""
    server = http.server(build(settings, outside), trusted_proxies=settings.trusted_proxies)
    for signum in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signum, server.handle_exit, signum, None)
    serving = asyncio.create_task(server.serve([listening]))
    while not server.started:
        if serving.done():
            raise Stopped("the server did not start; the lines above say why")
        await asyncio.sleep(0.005)
    return serving


def _hook(settings: Settings) -> str:
    """Where our own LiveKit tells of its rooms: the address that the server listens on."""
    host = config.LOOPBACK if settings.host in EVERY_ADDRESS else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/hooks/livekit"


def serve(settings: Settings) -> None:
    """The server only; LiveKit runs elsewhere and is named by the settings."""
    if not (settings.livekit_url and settings.livekit_key and settings.livekit_secret):
        raise Stopped("serve needs livekit_url, livekit_key and livekit_secret (docs/run.md)")
    _, vault = _folder(settings)
    _logs(settings)
    rtc = Rtc(settings.livekit_url.rstrip("/"), settings.livekit_key, settings.livekit_secret)
    engine = LiveKitEngine(rtc.url, rtc.key, rtc.secret)
    outside = Outside(open_store(settings.database), vault, engine, rtc)
    listening = _listen(settings)

    async def run() -> None:
        serving = await _serving(settings, outside, listening)
        print(_told({"Url": settings.address}), flush=True)
        await serving

    _run(run())


def migrate(settings: Settings) -> None:
    """Bring the store to this version's form."""
    with DataFolder(settings.data).one_at_a_time():
        migrations.upgrade(settings.database)


def call(settings: Settings, name: str, body: str, version: str) -> None:
    """Make one signed call with KAIBO_AK and KAIBO_SK, or with the demo's key, and print the answer."""
    known = {action.name: action.version for action in SIGNED}
    query = f"Action={name}&Version={version or known.get(name, '2023-08-01')}"
    host = settings.address.partition("://")[2]
    key, secret = _key(settings)
    headers = {"Host": host, "Content-Type": "application/json"}
    signed = Signed("POST", query, {k.lower(): v for k, v in headers.items()}, body.encode())
    headers |= sign(signed, key, secret, int(time.time()), REGION, SERVICE)
    try:
        answer = httpx2.post(f"{settings.address}/?{query}", content=body.encode(), headers=headers)
        told = answer.json()
    except httpx2.HTTPError as error:
        raise Stopped(f"no answer from {settings.address}: {error}") from None
    except ValueError:
        raise Stopped(f"{settings.address} answers {answer.status_code}, and not as Kaibo does") from None
    print(json.dumps(told, indent=1, ensure_ascii=False))
    if not answer.is_success:
        sys.exit(1)


def _key(settings: Settings) -> tuple[str, str]:
    if "KAIBO_AK" in os.environ:
        return os.environ["KAIBO_AK"], os.environ.get("KAIBO_SK", "")
    try:
        kept = json.loads((settings.data / "demo.json").read_text())
    except OSError:
        raise Stopped("set KAIBO_AK and KAIBO_SK, or name the data folder of a demo with --data") from None
    return kept["AccessKeyId"], kept["SecretAccessKey"]


def _folder(settings: Settings) -> tuple[DataFolder, Vault]:
    folder = DataFolder(settings.data)
    try:
        folder.lock()
    except FolderInUse as used:
        raise Stopped(str(used)) from None
    return folder, Vault(folder.master_secret())


def _listen(settings: Settings) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(2048)  # now: two that only bind would both think that the port is theirs
    except OSError as error:
        raise Stopped(
            f"port {settings.port} of {settings.host} cannot be used ({error.strerror}); name another with --port"
        ) from None
    return listening


def _run(main: "asyncio.Future[None] | object") -> None:
    stopped = contextlib.suppress(asyncio.CancelledError)  # while it started
    with stopped, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)  # type: ignore[arg-type]


def _logs(settings: Settings) -> None:
    logging.basicConfig(
        stream=sys.stderr,
        level=settings.log_level.upper(),
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    for loud in ("httpx2", "httpcore2", "alembic", "websockets", "uvicorn", "asyncio"):  # they would log tokens
        logging.getLogger(loud).setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").addFilter(_worth_saying)


def _worth_saying(record: logging.LogRecord) -> bool:
    """uvicorn takes a refused WebSocket and a page that is open at the end for faults; both are everyday."""
    return not record.getMessage().startswith(("ASGI callable returned without completing handshake", "Cancel "))


def _told(shown: dict[str, object]) -> str:
    lines = [f"Kaibo is on air at      {shown['Url']}"]
    if "HostUrl" in shown:
        lines += [
            f"Host link               {shown['HostUrl']}",
            f"Guest link              {shown['GuestUrl']}",
            f"Watch link              {shown['ViewUrl']}",
            f"Access key              {shown['AccessKeyId']}  /  {shown['SecretAccessKey']}",
        ]
    return "\n".join(lines)
