"""Join tokens and webhooks, against LiveKit's own library and against forgers."""

import base64
import hashlib
import time

import jwt
import pytest
from hypothesis import given, strategies as st
from kaibo.media.token import Grant, TokenClaims, WebhookRefused, mint, read, read_webhook
from livekit import api

KEY, SECRET = "KBkey", "a secret of at least thirty-two bytes"
NOW = time.time_ns() // 1_000_000
GRANT = Grant("room", "guest-1", "陈一鸣", ("camera", "microphone"), subscribe=True)
BODY = b'{"event":"participant_joined","room":{"name":"kaibo-1-stage-1"}}'


def signed(body: bytes = BODY, **claims: object) -> str:
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    whole = {"iss": KEY, "exp": int(time.time()) + 60, "sha256": digest, **claims}
    return jwt.encode({name: value for name, value in whole.items() if value is not None}, SECRET, "HS256")


def test_livekits_own_library_reads_our_tokens() -> None:
    # read the clock here: between import and test more time may pass than a token lives
    now = time.time_ns() // 1_000_000
    claims = api.TokenVerifier(KEY, SECRET).verify(mint(GRANT, KEY, SECRET, now))
    assert (claims.identity, claims.name) == ("guest-1", "陈一鸣")
    assert claims.video
    assert claims.video.room == "room"
    assert claims.video.can_publish_sources == ["camera", "microphone"]
    assert (claims.video.can_subscribe, claims.video.can_publish_data) == (True, False)


def test_token_lives_a_minute_and_stays_readable() -> None:
    token = mint(GRANT, KEY, SECRET, NOW - 3_600_000)
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["exp"] == (NOW - 3_600_000) // 1000 + 60
    assert read(token, KEY, SECRET) == TokenClaims("room", "guest-1", ("camera", "microphone"))


@pytest.mark.parametrize(("key", "secret"), [("other", SECRET), (KEY, "another secret of at least thirty-two")])
def test_token_of_another_key_is_refused(key: str, secret: str) -> None:
    assert read(mint(GRANT, KEY, SECRET, NOW), key, secret) is None


@given(st.text())
def test_garbage_is_no_token(text: str) -> None:
    assert read(text, KEY, SECRET) is None


def test_webhook_names_its_room() -> None:
    assert read_webhook(BODY, signed(), KEY, SECRET) == "kaibo-1-stage-1"
    assert read_webhook(b"{}", signed(b"{}"), KEY, SECRET) == ""


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_flipped_byte_is_refused(at: int, by: int) -> None:
    body = bytearray(BODY)
    body[at] ^= by
    with pytest.raises(WebhookRefused):
        read_webhook(bytes(body), signed(), KEY, SECRET)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "Bearer x",
        signed(iss="other"),
        signed(exp=int(time.time()) - 600),
        signed(exp=None),
        signed(sha256=None),
        signed(sha256="not base64"),
        jwt.encode({"iss": KEY}, "another secret of at least thirty-two", "HS256"),
        jwt.encode({"iss": KEY}, "", "none"),
    ],
)
def test_webhook_of_a_stranger_is_refused(token: str) -> None:
    with pytest.raises(WebhookRefused):
        read_webhook(BODY, token, KEY, SECRET)


@pytest.mark.parametrize("body", [b"[]", b"nonsense", b'{"room": 1}'])
def test_webhook_of_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(WebhookRefused):
        read_webhook(body, signed(body), KEY, SECRET)
