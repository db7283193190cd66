"""A certificate from another authority, in two PEM files."""

import logging
import ssl
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from kaibo.address import parse_ip

log = logging.getLogger("kaibo.certificate")


class CertificateUnusable(ValueError):
    """The server cannot serve HTTPS with this certificate. The text says why."""


class Certificate:
    """Serves HTTPS with a certificate. It takes renewed files while the server runs, which may be for months."""

    def __init__(self, file: Path, key: Path, public_url: str) -> None:
        """Load the certificate. Log a warning when browsers will refuse it. Raises CertificateUnusable."""
        self._file, self._key = file, key
        self._state = self._stamp()
        self._certificate = _read(file, key)
        self._host = urlsplit(public_url).hostname or ""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        _load(self.context, file, key)
        for trouble in self.troubles():
            log.warning("the certificate %s %s", file, trouble)

    @property
    def ends(self) -> datetime:
        """Return the end of the certificate that is served now."""
        return self._certificate.not_valid_after_utc

    def troubles(self) -> list[str]:
        """List the reasons for which browsers refuse this certificate now, each as the end of a sentence."""
        return _troubles(self._certificate, self._host)

    async def look_again(self) -> None:
        """Load the files again if they changed. Log unusable ones, and keep the old certificate then."""
        state = self._stamp()
        if state == self._state:
            return
        try:
            renewed = _read(self._file, self._key)
            _load(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), self._file, self._key)  # a failure must not spoil ours
            _load(self.context, self._file, self._key)
            self._certificate = renewed
            log.info("took up the renewed certificate %s", self._file)
        except CertificateUnusable as error:
            log.warning("the renewed certificate: %s; the old one stays", error)
        self._state = state

    def _stamp(self) -> tuple[int, ...]:
        return tuple(_changed(file) for file in (self._file, self._key))


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _read(file: Path, key: Path) -> x509.Certificate:
    try:
        certificate = x509.load_pem_x509_certificates(file.read_bytes())[0]
    except OSError as error:
        raise CertificateUnusable(f"{file}: {error.strerror}") from None
    except ValueError:
        raise CertificateUnusable(f"{file} holds no certificate in PEM") from None
    try:
        secret = load_pem_private_key(key.read_bytes(), None)
    except OSError as error:
        raise CertificateUnusable(f"{key}: {error.strerror}") from None
    except TypeError:
        raise CertificateUnusable(f"{key} wants a password; give a key without one") from None
    except (ValueError, UnsupportedAlgorithm):
        raise CertificateUnusable(f"{key} holds no private key in PEM") from None
    if secret.public_key() != certificate.public_key():
        raise CertificateUnusable(f"the key {key} does not belong to the first certificate in {file}")
    return certificate


def _load(context: ssl.SSLContext, file: Path, key: Path) -> None:
    try:
        context.load_cert_chain(file, key)
    except (OSError, ssl.SSLError) as error:
        raise CertificateUnusable(f"{file} with {key}: {error.strerror or error}") from None


def _troubles(certificate: x509.Certificate, host: str) -> list[str]:
    """List the reasons for which browsers refuse a certificate, each as the end of a sentence."""
    now, troubles = datetime.now(UTC), []
    if certificate.not_valid_after_utc < now:
        troubles.append(f"ended on {certificate.not_valid_after_utc:%Y-%m-%d}; browsers refuse it")
    if certificate.not_valid_before_utc > now:
        troubles.append(f"begins on {certificate.not_valid_before_utc:%Y-%m-%d}; browsers refuse it until then")
    if not _is_for(certificate, host):
        troubles.append(f"is not for {host}, the host of public_url; browsers refuse it there")
    return troubles


def _is_for(certificate: x509.Certificate, host: str) -> bool:
    """Tell whether a certificate names the host: by name, by address, or by a wildcard first label (RFC 6125)."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    if ip := parse_ip(host):
        return ip in names.get_values_for_type(x509.IPAddress)
    allowed = {name.lower() for name in names.get_values_for_type(x509.DNSName)}
    return host in allowed or f"*.{host.partition('.')[2]}" in allowed
