"""The server reads only webhooks that our LiveKit signed."""

import base64
import hashlib
from typing import Any

import jwt
import pytest
from kaibo.clock import now_ms
from kaibo.cluster.events import Events
from kaibo.cluster.members import OneServer
from kaibo.features.program.hook import LiveKitHook
from kaibo.media.relay import Rtc
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

RTC = Rtc("http://127.0.0.1:1", "KBkey", "s" * 43)
BODY = b'{"event":"participant_joined","room":{"name":"kaibo-abcd2345-7-program-1"},"participant":{"identity":"x"}}'


def signed(body: bytes, **changes: Any) -> str:
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    claims = {"iss": RTC.key, "exp": now_ms() // 1000 + 300, "sha256": digest} | changes
    return jwt.encode(claims, RTC.secret, "HS256")


class Door:
    def __init__(self, rtc: Rtc | None = RTC) -> None:
        self.looked: list[int] = []
        events = Events()
        events.on_look(self.looked.append)
        hook = LiveKitHook(rtc, events, OneServer("abcd2345"))
        self._client = TestClient(Starlette(routes=[Route("/hooks/livekit", hook.answer, methods=["POST"])]))

    def post(self, body: bytes, authorization: str) -> int:
        return self._client.post("/hooks/livekit", content=body, headers={"Authorization": authorization}).status_code


def test_signed_webhook_triggers_a_look_at_its_activity() -> None:
    door = Door()
    assert door.post(BODY, signed(BODY)) == 200
    assert door.looked == [7]


def test_webhook_of_a_room_of_before_triggers_a_look() -> None:
    door, body = Door(), BODY.replace(b"abcd2345-", b"")
    assert door.post(body, signed(body)) == 200
    assert door.looked == [7]


@pytest.mark.parametrize("room", ["", "somebody-elses", "kaibo-7-lobby-1", "kaibo-efgh2345-7-program-1"])
def test_webhook_of_another_room_triggers_none(room: str) -> None:
    door, body = Door(), BODY.replace(b"kaibo-abcd2345-7-program-1", room.encode())
    assert door.post(body, signed(body)) == 200
    assert door.looked == []


def test_webhook_with_a_flipped_byte_changes_nothing() -> None:
    door, authorization = Door(), signed(BODY)
    for i in range(0, len(BODY), 3):
        assert door.post(BODY[:i] + bytes([BODY[i] ^ 1]) + BODY[i + 1 :], authorization) == 401
    for i in range(0, len(authorization), 7):
        flipped = chr(ord(authorization[i]) ^ 1)
        assert door.post(BODY, authorization[:i] + flipped + authorization[i + 1 :]) == 401
    assert door.looked == []


@pytest.mark.parametrize(
    "changes", [{"iss": "KBother"}, {"exp": 1}, {"exp": None}, {"sha256": ""}, {"sha256": "?"}, {"sha256": None}]
)
def test_webhook_with_a_wrong_signature_is_refused(changes: dict[str, Any]) -> None:
    door = Door()
    assert door.post(BODY, signed(BODY, **changes)) == 401
    assert door.looked == []


def test_server_without_media_has_no_webhook() -> None:
    door = Door(rtc=None)
    assert door.post(BODY, signed(BODY)) == 401
    assert Door().post(b"x" * (1 << 21), signed(BODY)) == 401
