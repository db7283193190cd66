"""The endpoint at which people reach the server: its address and its certificate."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from kaibo.address import origin
from kaibo.host.certificate import Certificate, CertificateUnusable
from kaibo.host.lan import address, authority
from kaibo.host.lan.authority import Authority
from kaibo.host.livekit.config import LOOPBACK
from kaibo.settings import Settings

EVERY_ADDRESS = {"", "0.0.0.0", "::"}


def own_url(scheme: str, host: str, port: int) -> str:
    """Return the address at which programs on this machine reach what listens at `host` and `port`."""
    reached = LOOPBACK if host in EVERY_ADDRESS else host
    return f"{scheme}://{f'[{reached}]' if ':' in reached else reached}:{port}"


class Contradiction(ValueError):
    """--lan contradicts a setting. The text says which, and what to do."""


@dataclass(frozen=True)
class Endpoint:
    """The address and the certificate of the server."""

    settings: Settings
    """The settings, with the changes of --lan."""
    tls: ssl.SSLContext | None = None
    """None: plain HTTP."""
    certificate: Certificate | None = None
    """The certificate that the settings name, if they name one."""
    authority: Authority | None = None
    """This machine's own authority, with --lan."""

    @classmethod
    def choose(cls, settings: Settings, folder: Path, lan: str | None) -> Self:
        """Choose the endpoint. `lan` is the address for --lan, "" for the best one, None without --lan.

        Raises Contradiction, NoAddress and CertificateUnusable.
        """
        if lan is not None:
            chosen = _on_lan(settings, lan)
            ours = _authority(chosen, folder)
            return cls(chosen, _https(chosen, ours), authority=ours)
        certificate = _certificate(settings)
        return cls(settings, certificate.context if certificate else None, certificate)


def _on_lan(settings: Settings, chosen: str) -> Settings:
    """Fill the settings that have their defaults with the local network's values. Keep the other settings."""
    if settings.tls_cert or settings.tls_key:
        raise Contradiction("it makes a certificate itself, and tls_cert names another; leave out one of them")
    if settings.public_url.startswith("http:"):
        raise Contradiction(f"it serves https, and public_url is {settings.public_url}; change it, or leave it out")
    host = "" if settings.host in EVERY_ADDRESS | {LOOPBACK} else settings.host
    if chosen and host not in ("", chosen):
        raise Contradiction(f"{chosen} is not {host}, which the setting host names; leave out one of them")
    own = address.address(chosen or host)
    return settings.model_copy(
        update={
            "host": "0.0.0.0" if settings.host == LOOPBACK else settings.host,
            "public_url": settings.public_url or origin(f"https://{own}:{settings.port}"),
            "media_ip": own if settings.media_ip == LOOPBACK else settings.media_ip,
        }
    )


def _authority(settings: Settings, folder: Path) -> Authority:
    host = _host(settings)
    own = authority.kept(folder, [*address.names(), host], address.networks())
    if not own.may_vouch_for(host):
        file = folder / authority.FILE
        raise CertificateUnusable(
            f"{file} was not made for {host}; delete it, and Kaibo makes a new one, which devices must trust again"
        )
    return own


def _https(settings: Settings, ours: Authority) -> ssl.SSLContext:
    """Make a certificate for all addresses and names of this machine, so that a browser warns only once.

    Leave out those that the authority may not vouch for: one of them would make the whole certificate invalid.
    """
    known = [*address.addresses(), LOOPBACK, *address.names()]
    return ours.context([_host(settings), *filter(ours.may_vouch_for, known)])


def _certificate(settings: Settings) -> Certificate | None:
    if not (settings.tls_cert or settings.tls_key):
        return None
    if not (settings.tls_cert and settings.tls_key):
        present, missing = ("tls_cert", "tls_key") if settings.tls_cert else ("tls_key", "tls_cert")
        raise CertificateUnusable(f"{present} is set without {missing}; https needs both")
    return Certificate(Path(settings.tls_cert), Path(settings.tls_key), settings.address)


def _host(settings: Settings) -> str:
    return urlsplit(settings.public_url).hostname or ""
