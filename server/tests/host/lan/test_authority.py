"""The authority that a machine makes for itself, and the names that it may vouch for."""

import asyncio
import ssl
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID
from kaibo.host.certificate import CertificateUnusable
from kaibo.host.lan import authority, issue
from kaibo.host.lan.authority import Authority, kept

pytestmark = pytest.mark.anyio
NAMES = ["studio", "studio.local", "localhost"]
WHO = ["192.168.1.20", "127.0.0.1", *NAMES]


async def greet(server: ssl.SSLContext, trusted: bytes, name: str) -> x509.Certificate:
    """Connect like a client that trusts the authority, for that name or address. Return the certificate.

    Raise ssl.SSLError when the client refuses it."""
    listening = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=server)
    async with listening:
        knows = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        knows.load_verify_locations(cadata=trusted.decode())
        host, port = listening.sockets[0].getsockname()
        _, writer = await asyncio.open_connection(host, port, ssl=knows, server_hostname=name)
        got = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        writer.close()
        return x509.load_der_x509_certificate(got)


async def test_trusting_device_believes_every_address_and_name(tmp_path: Path) -> None:
    ours = kept(tmp_path, NAMES)
    for name in WHO:
        await greet(ours.context(WHO), ours.pem, name)
    with pytest.raises(ssl.SSLCertVerificationError, match="not valid for '192.168.1.21'"):
        await greet(ours.context(WHO), ours.pem, "192.168.1.21")


async def test_certificate_keeps_the_rules_of_phones(tmp_path: Path) -> None:
    """Apple's rules: names as SAN, for servers, SHA-2, and at most 398 days."""
    ours = kept(tmp_path, NAMES)
    leaf = await greet(ours.context(WHO), ours.pem, "studio.local")
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == NAMES
    assert names.get_values_for_type(x509.IPAddress) == [IPv4Address("192.168.1.20"), IPv4Address("127.0.0.1")]
    purposes = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(purposes) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert leaf.signature_hash_algorithm
    assert leaf.signature_hash_algorithm.name == "sha256"
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    now = datetime.now(UTC)
    assert leaf.not_valid_before_utc < now - timedelta(hours=1), "for a client whose clock is behind"
    assert leaf.not_valid_after_utc > now + timedelta(days=365)
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=398)


async def test_phone_that_trusted_once_trusts_every_start(tmp_path: Path) -> None:
    first = kept(tmp_path, NAMES)
    one = await greet(first.context(WHO), first.pem, "studio")
    again = kept(tmp_path, ["other"])
    other = await greet(again.context(WHO), first.pem, "studio")
    assert (again.pem, again.fingerprint) == (first.pem, first.fingerprint)
    assert one.serial_number != other.serial_number, "the certificate itself must be new"
    assert one.public_key() != other.public_key()


def test_key_file_is_private_and_the_download_holds_no_key(tmp_path: Path) -> None:
    ours = kept(tmp_path, NAMES)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert b"PRIVATE KEY" in file.read_bytes()
    assert b"PRIVATE" not in ours.pem


@pytest.mark.parametrize("name", ["example.com", "studio.example.com", "notlocal", "astudio", "8.8.8.8", "2001:db8::1"])
async def test_stolen_key_cannot_vouch_for_the_internet(tmp_path: Path, name: str) -> None:
    ours = kept(tmp_path, NAMES)
    assert not ours.may_vouch_for(name)
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        await greet(ours.context([name]), ours.pem, name)


@pytest.mark.parametrize("name", ["kitchen.local", "localhost", "studio", "10.0.0.7", "fd00::1"])
async def test_authority_vouches_for_nearby_names(tmp_path: Path, name: str) -> None:
    ours = kept(tmp_path, NAMES)
    assert ours.may_vouch_for(name)
    await greet(ours.context([name]), ours.pem, name)


def broken(file: Path) -> None:
    file.write_text("nothing of the kind")


def without_its_key(file: Path) -> None:
    file.write_bytes(file.read_bytes()[file.read_bytes().index(b"-----BEGIN CERTIFICATE") :])


@pytest.mark.parametrize("spoil", [broken, without_its_key])
def test_damaged_file_is_named(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    kept(tmp_path, NAMES)
    spoil(tmp_path / authority.FILE)
    with pytest.raises(CertificateUnusable, match=r"ca\.pem.*; delete it, and Kaibo makes a new one"):
        kept(tmp_path, NAMES)


def test_authority_that_ends_soon_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issue, "LIFE", timedelta(days=300))
    with pytest.raises(CertificateUnusable, match="ends soon"):
        kept(tmp_path, NAMES)


def test_machine_with_a_long_name_gets_an_authority(tmp_path: Path) -> None:
    assert isinstance(kept(tmp_path, ["x" * 63 + ".example.com"]), Authority)


def stolen(folder: Path, use: x509.ObjectIdentifier, *names: x509.GeneralName) -> str:
    """Sign a certificate for that use and these names like a thief of the key. Return OpenSSL's answer."""
    text = (folder / authority.FILE).read_bytes()
    above, key = x509.load_pem_x509_certificate(text), load_pem_private_key(text, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    made = (
        x509.CertificateBuilder(above.subject, x509.Name([]), key.public_key(), x509.random_serial_number())
        .not_valid_before(above.not_valid_before_utc)
        .not_valid_after(above.not_valid_after_utc)
        .add_extension(x509.SubjectAlternativeName(names), critical=True)
        .add_extension(x509.ExtendedKeyUsage([use]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "leaf.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "authority.pem").write_bytes(above.public_bytes(Encoding.PEM))
    purpose = {
        ExtendedKeyUsageOID.SERVER_AUTH: "sslserver",
        ExtendedKeyUsageOID.CLIENT_AUTH: "sslclient",
        ExtendedKeyUsageOID.EMAIL_PROTECTION: "smimesign",
        ExtendedKeyUsageOID.TIME_STAMPING: "timestampsign",
    }[use]
    command = ["openssl", "verify", "-purpose", purpose, "-CAfile", "authority.pem", "leaf.pem"]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (told.returncode == 0) is ("OK" in told.stdout)
    return told.stdout + told.stderr


def test_stolen_key_is_good_for_servers_near_and_nothing_else(tmp_path: Path) -> None:
    kept(tmp_path, NAMES)
    near = x509.DNSName("studio.local")
    assert "OK" in stolen(tmp_path, ExtendedKeyUsageOID.SERVER_AUTH, near)
    for use in ("CLIENT_AUTH", "EMAIL_PROTECTION", "TIME_STAMPING"):
        assert "purpose" in stolen(tmp_path, getattr(ExtendedKeyUsageOID, use), near), use
    for name in (
        x509.RFC822Name("boss@example.com"),
        x509.RFC822Name("boss@studio.local"),
        x509.UniformResourceIdentifier("https://example.com/"),
        x509.UniformResourceIdentifier("https://studio.local/"),
        x509.IPAddress(IPv4Address("8.8.8.8")),
        x509.DNSName("example.com"),
    ):
        assert "permitted subtree violation" in stolen(tmp_path, ExtendedKeyUsageOID.SERVER_AUTH, near, name), name


async def test_public_network_of_the_machine_is_nearby(tmp_path: Path) -> None:
    ours = kept(tmp_path, ["studio", "198.51.100.9"], [IPv4Network("203.0.113.0/24"), IPv4Network("10.1.0.0/16")])
    for name in ("203.0.113.7", "198.51.100.9"):
        assert ours.may_vouch_for(name)
        await greet(ours.context([name]), ours.pem, name)
    assert not ours.may_vouch_for("198.51.100.8")


async def test_authority_of_an_older_version_stays_in_use(tmp_path: Path) -> None:
    """The older one limited only names, and devices trust it already."""
    key = ec.generate_private_key(ec.SECP256R1())
    who, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Kaibo on studio")]), datetime.now(UTC)
    old = (
        x509.CertificateBuilder(who, who, key.public_key(), 1, now, now + timedelta(days=3650))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints([x509.DNSName("studio")], None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / authority.FILE).write_bytes(authority._secret(key) + old.public_bytes(Encoding.PEM))
    ours = kept(tmp_path, NAMES)
    assert ours.pem == old.public_bytes(Encoding.PEM)
    for name in ("8.8.8.8", "studio"):
        assert ours.may_vouch_for(name)
        await greet(ours.context([name]), ours.pem, name)
