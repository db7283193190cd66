"""The single checks of `kaibo check`. Each looks and changes nothing."""

import shutil
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from kaibo import clock, migrations
from kaibo.address import parse_ip
from kaibo.cli import media_ports
from kaibo.cli.finding import Finding
from kaibo.host.certificate import Certificate, CertificateUnusable
from kaibo.host.endpoint import own_url
from kaibo.host.livekit import config
from kaibo.host.livekit.binary import PINNED, NoLiveKit, binary
from kaibo.migrations import StoreUnusable
from kaibo.migrations.database import sqlite_file
from kaibo.readiness.checks import LEAST_FREE, SOON
from kaibo.readiness.skew import MOST_MS
from kaibo.settings import Settings

FEW_BYTES = 2_000_000_000
"""Below this much free space the disk has a warning."""
ANSWER_SECONDS = 3.0


def livekit(settings: Settings) -> Finding:
    """Find the LiveKit of this machine, or ask those that the settings name."""
    if not settings.livekit_url:
        try:
            return Finding(True, f"LiveKit {PINNED['version']} at {binary()}")
        except NoLiveKit as missing:
            return Finding(False, missing.fault, missing.cure)
    silent = [url for url in settings.livekit_url.split(",") if not _answers(url)]
    if silent:
        return Finding(False, f"{silent[0]} does not answer", "Start that LiveKit, or mend livekit_url.")
    return Finding(True, f"{settings.livekit_url} answers")


def store(settings: Settings) -> Finding:
    """Read the form of the store."""
    file = sqlite_file(settings.database)
    if file and not file.is_file():
        return Finding(True, f"{file} is not there yet; the first start makes it")
    try:
        if not migrations.tables(settings.database):
            return Finding(True, "the database is empty; kaibo up or kaibo migrate fills it")
        migrations.check(settings.database)
    except StoreUnusable as unusable:
        return Finding(False, unusable.fault, unusable.cure)
    except SQLAlchemyError as error:
        return Finding(False, f"the database does not answer: {_first_line(error)}", "Start it, or mend database_url.")
    return Finding(True, f"{file or 'the database'} has the form of this version")


def clock_of_store(settings: Settings) -> Finding:
    """Compare this machine's clock with the database's."""
    if sqlite_file(settings.database):
        return Finding(True, "SQLite has this machine's clock")
    engine = create_engine(settings.database)
    try:
        with engine.connect() as db:
            theirs = clock.database_ms(db)
    except SQLAlchemyError:
        return Finding(True, "unknown, because the database does not answer")
    finally:
        engine.dispose()
    off = 0 if theirs is None else clock.machine_ms() - theirs
    if abs(off) > MOST_MS:
        return Finding(False, f"this machine's clock is {off / 1000:+.1f} s off the database's", "Use NTP on both.")
    return Finding(True, "this machine's clock agrees with the database's")


def disk(settings: Settings) -> Finding:
    """Read how much is free where the server writes. The disk with the least room decides."""
    written = settings.written
    if settings.upgrade_backups:
        written["upgrade_backups"] = Path(settings.upgrade_backups)
    folders = {name: _there(path) for name, path in written.items()}
    free, name = min((shutil.disk_usage(folder).free, name) for name, folder in folders.items())
    text = f"{free / 1e9:.1f} GB are free in {folders[name]}"
    cure = f"Make room there, or set {name} to another disk." if free < FEW_BYTES else ""
    return Finding(free >= LEAST_FREE, text, cure)


def _there(path: Path) -> Path:
    """Return a folder, or the nearest one above it that exists already."""
    path = path.resolve()
    return next(each for each in (path, *path.parents) if each.is_dir())


def certificate(settings: Settings) -> Finding:
    """Read the certificate that the settings name."""
    if not (settings.tls_cert or settings.tls_key):
        return Finding(True, "tls_cert is not set")
    if not (settings.tls_cert and settings.tls_key):
        return Finding(False, "one of tls_cert and tls_key is missing", "Set both.")
    try:
        given = Certificate(Path(settings.tls_cert), Path(settings.tls_key), settings.address)
    except CertificateUnusable as unusable:
        return Finding(False, str(unusable), "Mend tls_cert and tls_key.")
    if troubles := given.troubles():
        return Finding(False, f"{settings.tls_cert} {troubles[0]}", "Get a new certificate for the host of public_url.")
    left = given.ends - datetime.now(UTC)
    cure = "Renew it." if left < SOON else ""
    return Finding(True, f"{settings.tls_cert} is good for {left // timedelta(days=1)} days", cure)


def ports(settings: Settings) -> Finding:
    """Try the ports on which the server listens. A Kaibo that runs there is well."""
    wanted = {"port": (settings.host, settings.port)}
    if settings.metrics_port:
        wanted["metrics_port"] = (settings.metrics_host, settings.metrics_port)
    running = _is_kaibo(settings)
    for name, (host, port) in wanted.items():
        reason = "" if running else media_ports.taken(host, port)
        if reason:
            return Finding(False, f"port {port} of {host} cannot be used ({reason})", f"Set {name} to another.")
    return Finding(True, f"Kaibo answers on port {settings.port}" if running else f"port {settings.port} is free")


def media(settings: Settings) -> Finding:
    """Try the ports to which browsers send picture and sound. Only a browser outside can try the whole way."""
    if settings.livekit_url:
        return Finding(True, "LiveKit elsewhere has the media ports", "Open them in its firewall, UDP and TCP.")
    try:
        chosen = config.stored(settings.data)
    except config.PortsUnusable as unusable:
        return Finding(False, unusable.fault, unusable.cure)
    if chosen is None:
        return Finding(True, "the first start chooses the media ports")
    return media_ports.look(chosen, settings.media_ip)


def addresses(settings: Settings) -> Finding:
    """Compare the address that people open with the one to which their browsers send picture and sound."""
    host = urlsplit(settings.address).hostname or ""
    try:
        there = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return Finding(
            False, f"the name {host} of public_url has no address", "Add it to your DNS, or mend public_url."
        )
    if all(_is_loopback(each) for each in there) or settings.livekit_url:
        return Finding(True, f"people open {settings.address}")
    media = parse_ip(settings.media_ip)
    text = f"people open {settings.address}, and media_ip is {settings.media_ip}"
    if media is None or media.is_loopback:
        return Finding(False, text, "Set media_ip to the address by which browsers reach this machine.")
    if media.is_private and any((ip := parse_ip(each)) and ip.is_global for each in there):
        return Finding(False, text, "Browsers outside cannot reach a private address. Set media_ip to the public one.")
    return Finding(True, text)


def _is_loopback(address: str) -> bool:
    ip = parse_ip(address)
    return ip is not None and ip.is_loopback


def _answers(url: str) -> bool:
    try:
        return httpx2.get(url, timeout=ANSWER_SECONDS, trust_env=False).status_code == 200
    except httpx2.HTTPError:
        return False


def _is_kaibo(settings: Settings) -> bool:
    """Tell whether a Kaibo answers on the server's port. Its certificate may be for another name."""
    url = own_url("https" if settings.tls_cert else "http", settings.host, settings.port) + "/ready"
    try:
        parts = httpx2.get(url, timeout=ANSWER_SECONDS, trust_env=False, verify=False).json()
    except (httpx2.HTTPError, ValueError):
        return False
    return isinstance(parts, dict) and "serving" in parts


def _first_line(error: Exception) -> str:
    """Shorten an error of a database. Its further lines may hold secrets."""
    return str(error).strip().partition("\n")[0][:200]
