"""Certificates that the operator brings. The server serves them, refuses bad ones, and takes up renewed ones."""

import logging
import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from kaibo.host.certificate import Certificate, CertificateUnusable

from tests.host.lan.test_authority import greet

pytestmark = pytest.mark.anyio
HOST = "live.example.com"
PUBLIC = f"https://{HOST}"
NOW = datetime.now(UTC)


@pytest.fixture
def ca() -> trustme.CA:
    return trustme.CA()


def write(folder: Path, leaf: trustme.LeafCert) -> tuple[Path, Path]:
    file, key = folder / "fullchain.pem", folder / "privkey.pem"
    file.write_bytes(b"".join(pem.bytes() for pem in leaf.cert_chain_pems))
    key.write_bytes(leaf.private_key_pem.bytes())
    return file, key


async def test_certificate_is_served_with_its_intermediates(tmp_path: Path, ca: trustme.CA) -> None:
    given = Certificate(*write(tmp_path, ca.create_child_ca().issue_cert(HOST)), PUBLIC)
    await greet(given.context, ca.cert_pem.bytes(), HOST)


async def test_renewed_certificate_is_taken_up(
    tmp_path: Path, ca: trustme.CA, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kaibo")
    given = Certificate(*write(tmp_path, ca.issue_cert(HOST)), PUBLIC)
    first = await greet(given.context, ca.cert_pem.bytes(), HOST)
    await given.look_again()
    assert (await greet(given.context, ca.cert_pem.bytes(), HOST)) == first
    file, key = write(tmp_path, ca.issue_cert(HOST))
    os.utime(file, ns=(1, 1))  # a file system may report the same time for both
    await given.look_again()
    second = await greet(given.context, ca.cert_pem.bytes(), HOST)
    assert second != first
    key.unlink()
    await given.look_again()
    assert (await greet(given.context, ca.cert_pem.bytes(), HOST)) == second
    assert [record.levelname for record in caplog.records] == ["INFO", "WARNING"]
    assert "the old one stays" in caplog.text
    write(tmp_path, ca.issue_cert(HOST))
    await given.look_again()
    assert (await greet(given.context, ca.cert_pem.bytes(), HOST)) != second


async def test_half_a_renewal_keeps_the_old_certificate(tmp_path: Path, ca: trustme.CA) -> None:
    """A renewal writes two files one after the other."""
    given = Certificate(*write(tmp_path, ca.issue_cert(HOST)), PUBLIC)
    first = await greet(given.context, ca.cert_pem.bytes(), HOST)
    (tmp_path / "fullchain.pem").write_bytes(ca.issue_cert(HOST).cert_chain_pems[0].bytes())
    os.utime(tmp_path / "fullchain.pem", ns=(1, 1))
    await given.look_again()
    assert (await greet(given.context, ca.cert_pem.bytes(), HOST)) == first


def test_key_of_another_certificate_is_refused(tmp_path: Path, ca: trustme.CA) -> None:
    file, key = write(tmp_path, ca.issue_cert(HOST))
    key.write_bytes(ca.issue_cert(HOST).private_key_pem.bytes())
    with pytest.raises(CertificateUnusable, match="does not belong to the first certificate"):
        Certificate(file, key, PUBLIC)


def test_key_with_a_password_is_refused_without_a_prompt(tmp_path: Path, ca: trustme.CA) -> None:
    file, key = write(tmp_path, ca.issue_cert(HOST))
    open_key, locked = load_pem_private_key(key.read_bytes(), None), BestAvailableEncryption(b"secret")
    key.write_bytes(open_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
    with pytest.raises(CertificateUnusable, match="wants a password"):
        Certificate(file, key, PUBLIC)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("fullchain.pem", None, "No such file"),
        ("privkey.pem", None, "No such file"),
        ("fullchain.pem", b"\x30\x82", "holds no certificate in PEM"),
        ("privkey.pem", b"", "holds no private key in PEM"),
    ],
)
def test_unusable_file_is_named(tmp_path: Path, ca: trustme.CA, name: str, content: bytes | None, why: str) -> None:
    file, key = write(tmp_path, ca.issue_cert(HOST))
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CertificateUnusable, match=f"{name}.*{why}"):
        Certificate(file, key, PUBLIC)


def test_folder_in_place_of_a_file_is_named(tmp_path: Path, ca: trustme.CA) -> None:
    _, key = write(tmp_path, ca.issue_cert(HOST))
    with pytest.raises(CertificateUnusable, match="Is a directory"):
        Certificate(tmp_path, key, PUBLIC)


@pytest.mark.parametrize(
    ("names", "begins", "ends", "told"),
    [
        ([HOST], -90, 30, ""),
        (["*.example.com"], -90, 30, ""),
        ([HOST], -90, -1, "ended on"),
        ([HOST], 1, 30, "begins on"),
        (["example.com"], -90, 30, f"is not for {HOST}"),
        (["*.live.example.com"], -90, 30, f"is not for {HOST}"),
        (["192.168.1.20"], -90, 30, f"is not for {HOST}"),
    ],
)
def test_certificate_that_browsers_refuse_is_served_with_a_warning(
    tmp_path: Path,
    ca: trustme.CA,
    caplog: pytest.LogCaptureFixture,
    names: list[str],
    begins: int,
    ends: int,
    told: str,
) -> None:
    leaf = ca.issue_cert(*names, not_before=NOW + timedelta(begins), not_after=NOW + timedelta(ends))
    assert isinstance(Certificate(*write(tmp_path, leaf), PUBLIC).context, ssl.SSLContext)
    assert told in caplog.text
    assert len(caplog.records) == bool(told)


def test_address_is_compared_as_an_address(tmp_path: Path, ca: trustme.CA, caplog: pytest.LogCaptureFixture) -> None:
    Certificate(*write(tmp_path, ca.issue_cert("fd00::20")), "https://[FD00:0::20]:8780")
    assert not caplog.records
