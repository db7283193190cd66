"""The commands `kaibo up`, `kaibo serve` and `kaibo migrate`."""

import logging
import socket
import sys
from functools import partial

from kaibo.cli import opening
from kaibo.cli.server import Listeners, Server, listen, run
from kaibo.cli.startup_report import StartupReport, lines
from kaibo.cli.stopped import Stopped
from kaibo.dependencies import Dependencies
from kaibo.features.program.hook import PATH as WEBHOOK
from kaibo.gateway.most import Most
from kaibo.host import file_limit
from kaibo.host.data_folder import DataFolder, FolderInUse
from kaibo.host.endpoint import Endpoint, own_url
from kaibo.host.livekit import config
from kaibo.host.livekit.binary import NoLiveKit, binary
from kaibo.host.livekit.process import LiveKitFailed, LiveKitProcess
from kaibo.host.makers import Makers, is_installed
from kaibo.logs import JsonFormatter, TextFormatter
from kaibo.media.livekit import LiveKitEngine
from kaibo.media.memory import MemoryEngine
from kaibo.media.relay import Rtc
from kaibo.settings import Settings
from kaibo.stores.opening import open_store

PORT_ADVICE = "name another with --port"
log = logging.getLogger("kaibo")


def up(settings: Settings, *, demo: bool, media: bool, as_json: bool, lan: str | None = None) -> None:
    """Run everything on this machine until Ctrl-C. Raises Stopped.

    With `lan`, serve this machine's network, at that address ("": at the best one).
    """
    folder = _folder(settings)
    _logs(settings, folder.server_id())
    endpoint = Endpoint.choose(settings, folder.path, lan)
    settings, pem = endpoint.settings, endpoint.authority.pem if endpoint.authority else b""
    ports = config.kept(folder.path) if media else None
    people, metrics = listen(settings.host, settings.port, PORT_ADVICE), _metrics(settings)
    vault = opening.migrate_own(settings, folder)
    opening.claim_files(settings.database, settings.files_folder, folder)
    store = open_store(settings.database)
    _raise_files()
    report = StartupReport(folder, endpoint, ports, demo, as_json)
    if ports is None:
        dependencies = Dependencies(
            store, vault, MemoryEngine(), None, pem, folder.server_id(), certificate=endpoint.certificate
        )
        run(Server(endpoint, dependencies, Listeners(people, metrics=metrics)).run(partial(report.show, dependencies)))
        return
    hook = None
    if endpoint.tls:
        hook = listen(config.LOOPBACK, ports.hook_port, f"name another in {folder.path / config.PORTS}")
    rtc = ports.rtc
    try:
        address = _hook(settings, ports if hook else None)
        text = config.yaml(ports, settings.media_ip, address, metrics_port=_livekit_port(settings))
        log_bytes = int(settings.livekit_log_mb * 1024 * 1024) // 2
        process = LiveKitProcess(binary(), folder.path, ports, text, log_bytes)
        engine = LiveKitEngine(rtc.addresses, rtc.key, rtc.secret)
        made, certificate = _makers(settings, folder), endpoint.certificate
        dependencies = Dependencies(
            store, vault, engine, rtc, pem, folder.server_id(), certificate=certificate, makers=made
        )
        server = Server(endpoint, dependencies, Listeners(people, hook, metrics), process, _livekit_metrics(settings))
        run(server.run(partial(report.show, dependencies)))
    except (NoLiveKit, LiveKitFailed) as error:
        raise Stopped(str(error)) from None


def _metrics(settings: Settings) -> socket.socket | None:
    """Listen on the port of the metrics, if the settings name one. Raises Stopped."""
    if not settings.metrics_port:
        return None
    return listen(settings.metrics_host, settings.metrics_port, "name another with the setting metrics_port")


def _livekit_port(settings: Settings) -> int:
    """Return the port of our own LiveKit's metrics: the one after the server's. 0: none."""
    return settings.metrics_port + 1 if settings.metrics_port else 0


def _livekit_metrics(settings: Settings) -> str:
    port = _livekit_port(settings)
    return f"http://{config.LOOPBACK}:{port}/metrics" if port else ""


def _hook(settings: Settings, ports: config.Ports | None) -> str:
    """Return the webhook's address for our own LiveKit: at the hook port of `ports`, or at the server's address."""
    if ports:
        return f"http://{config.LOOPBACK}:{ports.hook_port}{WEBHOOK}"
    return own_url("http", settings.host, settings.port) + WEBHOOK


def serve(settings: Settings) -> None:
    """Run only the server. LiveKit runs elsewhere, and the settings name it. Raises Stopped."""
    if not (settings.livekit_url and settings.livekit_key and settings.livekit_secret):
        raise Stopped("serve needs livekit_url, livekit_key and livekit_secret (docs/run.md)")
    folder = _folder(settings)
    _logs(settings, folder.server_id())
    opening.check(settings.database)
    rtc = Rtc(settings.livekit_url, settings.livekit_key, settings.livekit_secret)
    engine = LiveKitEngine(rtc.addresses, rtc.key, rtc.secret)
    store, vault = open_store(settings.database), opening.vault(settings.database, folder)
    opening.claim_files(settings.database, settings.files_folder, folder)
    endpoint = Endpoint.choose(settings, settings.data, None)
    made, certificate = _makers(settings, folder), endpoint.certificate
    dependencies = Dependencies(
        store, vault, engine, rtc, server=folder.server_id(), certificate=certificate, makers=made
    )
    people, metrics = listen(settings.host, settings.port, PORT_ADVICE), _metrics(settings)
    _raise_files()

    async def ready() -> None:
        print(lines({"Url": settings.address}), flush=True)

    run(Server(endpoint, dependencies, Listeners(people, metrics=metrics)).run(ready))


def _makers(settings: Settings, folder: DataFolder) -> Makers:
    """Find the makers of this machine. A Python without the maker starts none."""
    most = settings.most_makers
    if most and not is_installed():
        log.warning("the maker is not installed, so no show is recorded (docs/recording.md)")
        most = 0
    return Makers(folder.path / "makers", most, settings.recording_encoder)


def _folder(settings: Settings) -> DataFolder:
    folder = DataFolder(settings.data)
    try:
        folder.lock()
    except FolderInUse as used:
        raise Stopped(str(used)) from None
    return folder


def _raise_files() -> None:
    """Raise the limit of open files for this process, and for LiveKit as its child. Log the limit."""
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


def _logs(settings: Settings, server: str) -> None:
    """Begin the log on standard error. `server` is the id of this server."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(server) if settings.log_format == "json" else TextFormatter())
    logging.basicConfig(handlers=[handler], level=settings.log_level.upper())
    for loud in ("httpx2", "httpcore2", "alembic", "websockets", "uvicorn", "asyncio"):  # they would log tokens
        logging.getLogger(loud).setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").addFilter(_is_fault)


def _is_fault(record: logging.LogRecord) -> bool:
    """Drop two everyday events that uvicorn logs as faults: a refused WebSocket, and an open page at the end."""
    return not record.getMessage().startswith(("ASGI callable returned without completing handshake", "Cancel "))
