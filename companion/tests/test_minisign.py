"""Signatures of the real minisign: accepted as they are, refused after any change."""

import base64
import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from kaibo_companion.update.minisign import BadSignature, PublicKey, read_key, verify
from signer import Signer

DATA = '{"Version": "0.2.0", "Name": "开播"}\n'.encode()


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return Signer(tmp_path_factory.mktemp("minisign") / "maker")


@pytest.fixture(scope="module")
def key(maker: Signer) -> PublicKey:
    return read_key(maker.pub)


@pytest.fixture(scope="module")
def signature(maker: Signer) -> bytes:
    return maker.sign(DATA)


def test_minisign_signature_is_accepted(maker: Signer, key: PublicKey, signature: bytes) -> None:
    assert verify(key, DATA, signature) == "kaibo 0.2.0"
    assert verify(key, b"", maker.sign(b"")) == "kaibo 0.2.0"
    assert verify(key, DATA, maker.sign(DATA, comment="版本 0.2.0")) == "版本 0.2.0"


def test_older_signature_form_is_refused(maker: Signer, key: PublicKey) -> None:
    with pytest.raises(BadSignature):
        verify(key, DATA, maker.sign(DATA, "-l"))


def test_other_key_is_refused_even_under_this_keys_id(
    maker: Signer, key: PublicKey, signature: bytes, tmp_path: Path
) -> None:
    other = Signer(tmp_path / "other")
    with pytest.raises(BadSignature):
        verify(read_key(other.pub), DATA, signature)
    first, named, *rest = other.sign(DATA).split(b"\n")
    raw = base64.b64decode(named)
    forged = b"\n".join([first, base64.b64encode(raw[:2] + key.id + raw[10:]), *rest])
    with pytest.raises(BadSignature):
        verify(key, DATA, forged)


def test_comment_of_other_signature_is_refused(maker: Signer, key: PublicKey, signature: bytes) -> None:
    older = maker.sign(b"older", comment="kaibo 9.9.9").split(b"\n")
    lines = signature.split(b"\n")
    for mixed in ([*lines[:2], *older[2:]], [*lines[:2], older[2], *lines[3:]], [*older[:2], *lines[2:]]):
        with pytest.raises(BadSignature):
            verify(key, DATA, b"\n".join(mixed))


def test_flipped_bit_anywhere_is_refused(key: PublicKey, signature: bytes) -> None:
    for at in range(len(DATA) * 8):
        with pytest.raises(BadSignature):
            verify(key, _flipped(DATA, at), signature)
    free = range(len(b"untrusted comment: "), signature.index(b"\n"))  # anybody may write there what they like
    for at in range(len(signature) * 8 - 8):
        if at // 8 not in free:
            with pytest.raises(BadSignature):
                verify(key, DATA, _flipped(signature, at))


def test_partial_signature_is_refused(key: PublicKey, signature: bytes) -> None:
    for end in range(len(signature) - 1):
        with pytest.raises(BadSignature):
            verify(key, DATA, signature[:end])
    for text in (signature + b"\n", signature + signature, signature.replace(b"\n", b"\r\n"), b"\n" * 3):
        with pytest.raises(BadSignature):
            verify(key, DATA, text)


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_signature_text_is_refused(key: PublicKey, text: bytes) -> None:
    with pytest.raises(BadSignature):
        verify(key, DATA, text)
    with contextlib.suppress(BadSignature):
        read_key(text)


@pytest.mark.parametrize("text", [b"", b"untrusted comment: x\n", b"untrusted comment: x\nRWQ=\n", b"x\n" * 3])
def test_broken_public_key_is_refused(text: bytes) -> None:
    with pytest.raises(BadSignature):
        read_key(text)


def _flipped(data: bytes, at: int) -> bytes:
    return data[: at // 8] + bytes([data[at // 8] ^ 1 << at % 8]) + data[at // 8 + 1 :]
