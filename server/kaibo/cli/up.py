"""What each command does."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import ssl
import sys
import time
from dataclasses import dataclass

import httpx2
import uvloop

from kaibo.app import SIGNED, Dependencies, build, limits_of
from kaibo.cli import demo, opening
from kaibo.cluster.periodic import every
from kaibo.features.program.hook import PATH as WEBHOOK
from kaibo.gateway.envelope import REGION, SERVICE
from kaibo.gateway.headers import OnePath
from kaibo.gateway.most import Most
from kaibo.gateway.signature import Signed, sign
from kaibo.host import file_limit, web_server
from kaibo.host.data_folder import DataFolder, FolderInUse
from kaibo.host.endpoint import EVERY_ADDRESS, Way
from kaibo.host.lan import words
from kaibo.host.lan.authority import FILE, Authority
from kaibo.host.livekit import config
from kaibo.host.livekit.binary import NoLiveKit, binary
from kaibo.host.livekit.process import LiveKitFailed, LiveKitProcess
from kaibo.media.livekit import LiveKitEngine
from kaibo.media.memory import MemoryEngine
from kaibo.media.relay import Rtc
from kaibo.settings import Settings
from kaibo.store import open_store

UNANSWERED_MS = 60_000
"""A client that does not confirm for so long what was sent to it is gone (tcp(7), TCP_USER_TIMEOUT)."""
LOOK_AGAIN = 60.0
"""Seconds between looks at whether the certificate's files were renewed."""
log = logging.getLogger("kaibo")


class Stopped(RuntimeError):
    """The command cannot go on; the text is for the person who typed it."""


@dataclass(frozen=True)
class Doors:
    """Where the server listens: for people, and, where these come by https, in plain http for our own LiveKit, which
    believes public authorities only."""

    people: socket.socket
    livekit: socket.socket | None


@dataclass(frozen=True)
class Told:
    """What is said when everything runs: links and how to come by them, or one JSON line."""

    folder: DataFolder
    way: Way
    ports: config.Ports | None
    demo: bool
    as_json: bool

    async def say(self, dependencies: Dependencies) -> None:
        settings, authority = self.way.settings, self.way.authority
        shown: dict[str, object] = {"Url": settings.address}
        if authority:
            shown["AuthorityUrl"] = f"{settings.address}/ca.crt"
        if self.demo:
            shown |= await demo.links(
                dependencies.store, dependencies.vault, limits_of(settings), self.folder.path / demo.FILE
            )
        print(json.dumps(shown) if self.as_json else _told(shown), flush=True)
        if authority and not self.as_json:
            self._say_how_to_come(shown, authority)

    def _say_how_to_come(self, shown: dict[str, object], authority: Authority) -> None:
        codes = {"guest link": "GuestUrl", "page to watch": "ViewUrl"} if self.demo else {"server's address": "Url"}
        with contextlib.suppress(UnicodeEncodeError):  # a terminal without these characters gets the links alone
            for name, link in codes.items():
                print(words.code(str(shown[link]), name, coloured=sys.stdout.isatty()))
        ports = [f"TCP {self.way.settings.port}"]
        if self.ports:
            ports += [f"TCP {self.ports.tcp_port}", f"UDP {self.ports.udp_port}"]
        print(words.advice(str(shown["AuthorityUrl"]), authority.fingerprint, ports), flush=True)


def up(settings: Settings, *, demo: bool, media: bool, as_json: bool, lan: str | None = None) -> None:
    """Everything on this machine, until Ctrl-C; with `lan`, for this machine's network by that address ("": the one
    that is found)."""
    folder = _folder(settings)
    _logs(settings)
    way = Way.found(settings, folder.path, lan)
    settings, pem = way.settings, way.authority.pem if way.authority else b""
    ports = config.kept(folder.path) if media else None
    people = _listen(settings.host, settings.port, "name another with --port")
    migrate(settings)
    store, vault = open_store(settings.database), opening.vault(settings.database, folder)
    _raise_files()
    told = Told(folder, way, ports, demo, as_json)
    if ports is None:
        _run(_up(told, Dependencies(store, vault, MemoryEngine(), None, pem), Doors(people, None), None))
        return
    hook = None
    if way.tls:
        hook = _listen(config.LOOPBACK, ports.hook_port, f"name another in {folder.path / config.PORTS}")
    rtc = ports.rtc
    try:
        text = config.yaml(ports, settings.media_ip, _hook(settings, ports if hook else None))
        process = LiveKitProcess(binary(), folder.path, ports, text)
        engine = LiveKitEngine(rtc.url, rtc.key, rtc.secret)
        _run(_up(told, Dependencies(store, vault, engine, rtc, pem), Doors(people, hook), process))
    except (NoLiveKit, LiveKitFailed) as error:
        raise Stopped(str(error)) from None


async def _up(told: Told, dependencies: Dependencies, doors: Doors, livekit: LiveKitProcess | None) -> None:
    starting = asyncio.current_task()
    assert starting
    for signum in (signal.SIGINT, signal.SIGTERM):  # until the server takes them
        asyncio.get_running_loop().add_signal_handler(signum, lambda: starting.cancelling() or starting.cancel())
    try:
        if livekit:
            await livekit.start()
        serving = await _serving(told.way, dependencies, doors)
        await told.say(dependencies)
        await serving
    finally:
        if livekit:
            await livekit.stop()


async def _serving(way: Way, dependencies: Dependencies, doors: Doors) -> "asyncio.Task[None]":
    """The server, answering at all its doors; it ends at SIGINT or SIGTERM."""
    app = build(way.settings, dependencies)
    server = web_server.server(app, tls=way.tls, trusted_proxies=way.settings.proxies)
    hook = web_server.server(OnePath(app, WEBHOOK), lifespan="off")
    for signum in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signum, server.handle_exit, signum, None)
    serving = asyncio.create_task(server.serve([doors.people]))
    while not server.started:
        if serving.done():
            raise Stopped("the server did not start; the lines above say why")
        await asyncio.sleep(0.005)
    hearing = asyncio.create_task(hook.serve([doors.livekit])) if doors.livekit else None
    renewing = asyncio.create_task(every(LOOK_AGAIN, way.certificate.look_again)) if way.certificate else None

    async def to_the_end() -> None:
        try:
            await serving
        finally:
            hook.should_exit = True
            if renewing:
                renewing.cancel()
            if hearing:
                await hearing

    return asyncio.create_task(to_the_end())


def _hook(settings: Settings, ports: config.Ports | None) -> str:
    """Where our own LiveKit tells of its rooms: the address that the server listens on, or the door of its own that
    these ports name."""
    if ports:
        return f"http://{config.LOOPBACK}:{ports.hook_port}{WEBHOOK}"
    host = config.LOOPBACK if settings.host in EVERY_ADDRESS else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}{WEBHOOK}"


def serve(settings: Settings) -> None:
    """The server only; LiveKit runs elsewhere and is named by the settings."""
    if not (settings.livekit_url and settings.livekit_key and settings.livekit_secret):
        raise Stopped("serve needs livekit_url, livekit_key and livekit_secret (docs/run.md)")
    folder = _folder(settings)
    _logs(settings)
    opening.check(settings.database)
    rtc = Rtc(settings.livekit_url.rstrip("/"), settings.livekit_key, settings.livekit_secret)
    engine = LiveKitEngine(rtc.url, rtc.key, rtc.secret)
    dependencies = Dependencies(open_store(settings.database), opening.vault(settings.database, folder), engine, rtc)
    way = Way.found(settings, settings.data, None)
    doors = Doors(_listen(settings.host, settings.port, "name another with --port"), None)
    _raise_files()

    async def run() -> None:
        serving = await _serving(way, dependencies, doors)
        print(_told({"Url": settings.address}), flush=True)
        await serving

    _run(run())


def migrate(settings: Settings) -> None:
    """Bring the store to this version's form."""
    opening.migrate(settings.database, DataFolder(settings.data))


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
        url = f"{settings.address}/?{query}"
        answer = httpx2.post(url, content=body.encode(), headers=headers, verify=_trusting(settings))
        told = answer.json()
    except httpx2.HTTPError as error:
        raise Stopped(f"no answer from {settings.address}: {error}") from None
    except ValueError:
        raise Stopped(f"{settings.address} answers {answer.status_code}, and not as Kaibo does") from None
    print(json.dumps(told, indent=1, ensure_ascii=False))
    if not answer.is_success:
        sys.exit(1)


def _trusting(settings: Settings) -> ssl.SSLContext:
    """The public authorities, and the one of a server that ran with --lan on this data folder."""
    known, file = httpx2.create_ssl_context(), settings.data / FILE
    if file.is_file():
        try:
            known.load_verify_locations(file)
        except ssl.SSLError:
            raise Stopped(f"{file} is broken; delete it, and kaibo up --lan makes a new one") from None
    return known


def _key(settings: Settings) -> tuple[str, str]:
    if "KAIBO_AK" in os.environ:
        return os.environ["KAIBO_AK"], os.environ.get("KAIBO_SK", "")
    kept = demo.kept(settings.data / demo.FILE)
    if not kept:
        raise Stopped("set KAIBO_AK and KAIBO_SK, or name the data folder of a demo with --data")
    return kept["AccessKeyId"], kept["SecretAccessKey"]


def _folder(settings: Settings) -> DataFolder:
    folder = DataFolder(settings.data)
    try:
        folder.lock()
    except FolderInUse as used:
        raise Stopped(str(used)) from None
    return folder


def _raise_files() -> None:
    """Allow this process, and LiveKit as its child, as many open files as the system lets it have, and say how many."""
    count = file_limit.raise_limit()
    most = Most.of(count)
    log.info("%d files may be open: room for %d viewers at once", count, most.viewers)
    if count < file_limit.FEW:
        log.warning(
            "only %d files may be open, so %d viewers fit, %d from one address; raise it to 65536 (docs/run.md)",
            count,
            most.viewers,
            most.viewers_of_address,
        )


def _listen(host: str, port: int, advice: str) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # what is accepted inherits it
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNANSWERED_MS)
    try:
        listening.bind((host, port))
        listening.listen(2048)  # now: two that only bind would both think that the port is theirs
    except OSError as error:
        raise Stopped(f"port {port} of {host} cannot be used ({error.strerror}); {advice}") from None
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
