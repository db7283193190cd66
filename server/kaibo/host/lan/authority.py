"""This machine's own certificate authority, because no public one vouches for an address of a local network.

The server makes it once and keeps it. A phone that trusts it trusts every later start.
"""

import ssl
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from kaibo.disk import write_private
from kaibo.host.certificate import CertificateUnusable
from kaibo.host.lan import issue
from kaibo.host.lan.issue import LEAF, Network

FILE = "ca.pem"


class Authority:
    """A certificate authority. Its key stays in the data folder."""

    def __init__(self, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
        self.pem = certificate.public_bytes(Encoding.PEM)
        """Its certificate, which is public."""
        self._certificate = certificate
        self._key = key

    @property
    def fingerprint(self) -> str:
        """Return the certificate's SHA-256, as devices show it."""
        return self._certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    def may_vouch_for(self, name: str) -> bool:
        """Tell whether devices trust it for a name or an address. They do for its own ones, and for private ones."""
        return issue.may_vouch_for(self._certificate, name)

    def context(self, identities: Iterable[str]) -> ssl.SSLContext:
        """Make a TLS context with a fresh certificate for these addresses and names."""
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = issue.for_server(key.public_key(), dict.fromkeys(identities), self._certificate, self._key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.NamedTemporaryFile() as file:  # Python's ssl reads only files; only its owner may read this one
            file.write(_secret(key) + leaf.public_bytes(Encoding.PEM))
            file.flush()
            context.load_cert_chain(file.name)
        return context


def kept(folder: Path, names: Iterable[str], networks: Iterable[Network] = ()) -> Authority:
    """Open the authority in the data folder. The first time, make it for these names, these networks and private ones.

    Raises CertificateUnusable.
    """
    file = folder / FILE
    if not file.is_file():
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = issue.authority(key, list(names), networks)
        write_private(file, (_secret(key) + certificate.public_bytes(Encoding.PEM)).decode())
    try:
        text = file.read_bytes()
        certificate, secret = x509.load_pem_x509_certificate(text), load_pem_private_key(text, None)
        if not isinstance(secret, ec.EllipticCurvePrivateKey) or secret.public_key() != certificate.public_key():
            raise ValueError("its key is another certificate's")
    except (ValueError, OSError) as error:
        raise CertificateUnusable(f"{file} is broken ({error}); delete it, and Kaibo makes a new one") from None
    if certificate.not_valid_after_utc < datetime.now(UTC) + LEAF:
        raise CertificateUnusable(
            f"{file} ends soon; delete it, and Kaibo makes a new one, which devices must trust again"
        )
    return Authority(certificate, secret)


def _secret(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
