"""The authority of a machine's own, and what it vouches for."""

import asyncio
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from kaibo.certificate import CertificateUnusable
from kaibo.lan import authority
from kaibo.lan.authority import Authority, kept

pytestmark = pytest.mark.anyio
NAMES = ["studio", "studio.local", "localhost"]
WHO = ["192.168.1.20", "127.0.0.1", *NAMES]


async def greet(server: ssl.SSLContext, trusted: bytes, name: str) -> x509.Certificate:
    """The certificate that somebody who trusts that authority gets, asking for that name or address. Raises
    ssl.SSLError when they refuse it."""
    listening = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=server)
    async with listening:
        knows = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        knows.load_verify_locations(cadata=trusted.decode())
        host, port = listening.sockets[0].getsockname()
        _, writer = await asyncio.open_connection(host, port, ssl=knows, server_hostname=name)
        got = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        writer.close()
        return x509.load_der_x509_certificate(got)


async def test_a_device_that_trusts_it_believes_every_address_and_name(tmp_path: Path) -> None:
    ours = kept(tmp_path, NAMES)
    for name in WHO:
        await greet(ours.context(WHO), ours.pem, name)
    with pytest.raises(ssl.SSLCertVerificationError, match="not valid for '192.168.1.21'"):
        await greet(ours.context(WHO), ours.pem, "192.168.1.21")


async def test_phones_take_the_certificate(tmp_path: Path) -> None:
    """Apple's list: names as SAN, for servers, SHA-2, and no more than 398 days."""
    ours = kept(tmp_path, NAMES)
    leaf = await greet(ours.context(WHO), ours.pem, "studio.local")
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == NAMES
    assert names.get_values_for_type(x509.IPAddress) == [IPv4Address("192.168.1.20"), IPv4Address("127.0.0.1")]
    purposes = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert ExtendedKeyUsageOID.SERVER_AUTH in purposes
    assert leaf.signature_hash_algorithm
    assert leaf.signature_hash_algorithm.name == "sha256"
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    now = datetime.now(UTC)
    assert leaf.not_valid_before_utc < now - timedelta(hours=1), "for a clock that is behind"
    assert leaf.not_valid_after_utc > now + timedelta(days=365)
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=398)


async def test_a_phone_that_trusted_it_once_trusts_every_start(tmp_path: Path) -> None:
    first = kept(tmp_path, NAMES)
    one = await greet(first.context(WHO), first.pem, "studio")
    again = kept(tmp_path, ["other"])
    other = await greet(again.context(WHO), first.pem, "studio")
    assert (again.pem, again.fingerprint) == (first.pem, first.fingerprint)
    assert one.serial_number != other.serial_number, "the certificate itself is fresh"
    assert one.public_key() != other.public_key()


def test_its_key_is_its_owners_and_what_people_get_holds_none(tmp_path: Path) -> None:
    ours = kept(tmp_path, NAMES)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert b"PRIVATE KEY" in file.read_bytes()
    assert b"PRIVATE" not in ours.pem


@pytest.mark.parametrize("name", ["example.com", "studio.example.com", "notlocal", "astudio"])
async def test_a_stolen_key_is_no_way_to_pose_as_the_internet(tmp_path: Path, name: str) -> None:
    ours = kept(tmp_path, NAMES)
    assert not ours.may_vouch_for(name)
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        await greet(ours.context([name]), ours.pem, name)


@pytest.mark.parametrize("name", ["kitchen.local", "localhost", "studio", "10.0.0.7", "fd00::1"])
async def test_it_may_vouch_for_what_is_near(tmp_path: Path, name: str) -> None:
    ours = kept(tmp_path, NAMES)
    assert ours.may_vouch_for(name)
    await greet(ours.context([name]), ours.pem, name)


def broken(file: Path) -> None:
    file.write_text("nothing of the kind")


def without_its_key(file: Path) -> None:
    file.write_bytes(file.read_bytes()[file.read_bytes().index(b"-----BEGIN CERTIFICATE") :])


@pytest.mark.parametrize("spoil", [broken, without_its_key])
def test_a_file_that_is_spoilt_is_named(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    kept(tmp_path, NAMES)
    spoil(tmp_path / authority.FILE)
    with pytest.raises(CertificateUnusable, match=r"ca\.pem.*; delete it, and a new one is made"):
        kept(tmp_path, NAMES)


def test_one_that_ends_before_its_certificates_would_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authority, "LIFE", timedelta(days=300))
    with pytest.raises(CertificateUnusable, match="ends soon"):
        kept(tmp_path, NAMES)


def test_a_machine_with_a_long_name_has_one_too(tmp_path: Path) -> None:
    assert isinstance(kept(tmp_path, ["x" * 63 + ".example.com"]), Authority)
