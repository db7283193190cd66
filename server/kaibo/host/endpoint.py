"""How people reach the server: by which address, and with whose certificate."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from kaibo.host.certificate import Certificate, CertificateUnusable
from kaibo.host.lan import address, authority
from kaibo.host.lan.authority import Authority
from kaibo.host.livekit.config import LOOPBACK
from kaibo.settings import Settings

EVERY_ADDRESS = {"", "0.0.0.0", "::"}


class Contradiction(ValueError):
    """--lan and a setting do not go together; the text says which, and what to do."""


@dataclass(frozen=True)
class Way:
    """`settings` are as --lan leaves them; `tls` None is plain http. It is from a `certificate` that the settings name,
    or from this machine's own `authority`."""

    settings: Settings
    tls: ssl.SSLContext | None = None
    certificate: Certificate | None = None
    authority: Authority | None = None

    @classmethod
    def found(cls, settings: Settings, folder: Path, lan: str | None) -> Self:
        """`lan`: None, or the address wished for, "" for the best. Raises Contradiction, NoAddress and
        CertificateUnusable."""
        if lan is not None:
            chosen = _on_lan(settings, lan)
            ours = _authority(chosen, folder)
            return cls(chosen, _https(chosen, ours), authority=ours)
        given = _given(settings)
        return cls(settings, given.context if given else None, given)


def _on_lan(settings: Settings, wish: str) -> Settings:
    """What the settings say of their own stays; what they leave at its default becomes the local network's."""
    if settings.tls_cert or settings.tls_key:
        raise Contradiction("it makes a certificate itself, and tls_cert names another; leave out one of them")
    if settings.public_url.startswith("http:"):
        raise Contradiction(f"it serves https, and public_url is {settings.public_url}; change it, or leave it out")
    host = "" if settings.host in EVERY_ADDRESS | {LOOPBACK} else settings.host
    if wish and host not in ("", wish):
        raise Contradiction(f"{wish} is not {host}, which the setting host names; leave out one of them")
    found = address.address(wish or host)
    return settings.model_copy(
        update={
            "host": "0.0.0.0" if settings.host == LOOPBACK else settings.host,
            "public_url": settings.public_url or f"https://{found}:{settings.port}".removesuffix(":443"),
            "media_ip": found if settings.media_ip == LOOPBACK else settings.media_ip,
        }
    )


def _authority(settings: Settings, folder: Path) -> Authority:
    host = _host(settings)
    kept = authority.kept(folder, [*address.names(), host], address.networks())
    if not kept.may_vouch_for(host):
        file = folder / authority.FILE
        raise CertificateUnusable(
            f"{file} was not made for {host}; delete it, and a new one is made, which devices must trust anew"
        )
    return kept


def _https(settings: Settings, ours: Authority) -> ssl.SSLContext:
    """For every address of this machine, so that none asks for a warning of its own, and for its names. One that it may
    not vouch for would spoil the certificate for all."""
    known = [*address.addresses(), LOOPBACK, *address.names()]
    return ours.context([_host(settings), *filter(ours.may_vouch_for, known)])


def _given(settings: Settings) -> Certificate | None:
    if not (settings.tls_cert or settings.tls_key):
        return None
    if not (settings.tls_cert and settings.tls_key):
        there, missing = ("tls_cert", "tls_key") if settings.tls_cert else ("tls_key", "tls_cert")
        raise CertificateUnusable(f"{there} is set without {missing}; https needs both")
    return Certificate(Path(settings.tls_cert), Path(settings.tls_key), settings.address)


def _host(settings: Settings) -> str:
    return urlsplit(settings.public_url).hostname or ""
