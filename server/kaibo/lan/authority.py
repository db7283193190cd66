"""A certificate authority of this machine's own: no public one vouches for an address of a local network. It is made
once and kept, so that a phone which trusts it trusts every later start."""

import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from kaibo.certificate import CertificateUnusable
from kaibo.files import write_private

FILE = "ca.pem"
LIFE = timedelta(days=3650)
LEAF = timedelta(days=397)
"""iPhones take no certificate that lives longer than 398 days."""
EARLY = timedelta(days=1)
"""From yesterday on: a phone's clock may be behind ours."""
LOCAL = ("localhost", "local")


class Authority:
    """`pem` is its certificate, which people may have; its key stays in the data folder."""

    def __init__(self, certificate: x509.Certificate, key: bytes) -> None:
        self.pem = certificate.public_bytes(Encoding.PEM)
        self._certificate = certificate
        self._ca = trustme.CA.from_pem(self.pem, key)

    @property
    def fingerprint(self) -> str:
        """SHA-256, as devices show it."""
        return self._certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    def may_vouch_for(self, name: str) -> bool:
        """For any address, and for the names that it was made for."""
        if _is_address(name):
            return True
        limits = self._certificate.extensions.get_extension_for_class(x509.NameConstraints).value
        allowed = [str(one.value) for one in limits.permitted_subtrees or ()]
        return any(name == one or name.endswith(f".{one}") for one in allowed)

    def context(self, identities: Iterable[str]) -> ssl.SSLContext:
        """What serves https with a fresh certificate for these addresses and names."""
        now = datetime.now(UTC)
        who = dict.fromkeys(identities)
        leaf = self._ca.issue_cert(
            *who, organization_name="Kaibo", not_before=now - EARLY, not_after=now - EARLY + LEAF
        )
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        leaf.configure_cert(made)
        return made


def kept(folder: Path, names: Iterable[str]) -> Authority:
    """The one in the data folder; the first time, one for these names. Raises CertificateUnusable."""
    file = folder / FILE
    if not file.is_file():
        _write(file, list(names))
    try:
        text = file.read_bytes()
        found = Authority(x509.load_pem_x509_certificate(text), text)
    except (ValueError, OSError) as error:
        raise CertificateUnusable(f"{file}: {error}; delete it, and a new one is made") from None
    if found._certificate.not_valid_after_utc < datetime.now(UTC) + LEAF:
        raise CertificateUnusable(f"{file} ends soon; delete it, and a new one is made, which devices must trust anew")
    return found


def _write(file: Path, names: list[str]) -> None:
    """Key and certificate, whole or not at all."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(key, names).public_bytes(Encoding.PEM)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_private(file, (secret + certificate).decode())


def _certificate(key: ec.EllipticCurvePrivateKey, names: list[str]) -> x509.Certificate:
    """It may vouch for no name of the internet: whoever steals its key cannot pose as anybody's bank to the phones
    that trust it. Addresses are free, because a machine's change."""
    now, public = datetime.now(UTC), key.public_key()
    title = f"Kaibo on {names[0]}"[:64]
    who = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Kaibo"), x509.NameAttribute(NameOID.COMMON_NAME, title)]
    )
    limits = [x509.DNSName(name) for name in dict.fromkeys((*LOCAL, *names)) if not _is_address(name)]
    usage = dict.fromkeys(
        ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment")
        + ("key_agreement", "encipher_only", "decipher_only"),
        False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLY)
        .not_valid_after(now + LIFE)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.KeyUsage(key_cert_sign=True, crl_sign=True, **usage), critical=True)
        .add_extension(x509.NameConstraints(limits, None), critical=True)
        .sign(key, hashes.SHA256())
    )


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
