"""Files of tests, and the ways in which a backend or a host's page uploads them."""

import base64
import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Iterable
from typing import Any

from kaibo.files.parts import BYTES
from PIL import Image

from tests.gateway.door import HOST, Caller

OURS = "2026-12-01"
ORIGIN = {"Origin": f"http://{HOST}"}
TAB = "tab-of-a-test"
Ask = Callable[[str, dict[str, Any]], Any]
"""Makes a call at one of the doors. Returns the answer."""


def picture(kind: str = "PNG", size: tuple[int, int] = (3, 2), more: bytes = b"") -> bytes:
    """Make a small picture. `more` stands behind its end, where no reader looks."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue() + more


def pdf(size: int = 100) -> bytes:
    """Make a text that begins like a PDF, with this many bytes."""
    return (b"%PDF-1.7\n" + bytes(range(256)) * (size // 256 + 1))[:size]


def wide_png(width: int, height: int) -> bytes:
    """Make a PNG whose header promises this size, with hardly any pixels (RFC 2083 §3.2)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def announced(activity: int, content: bytes, kind: str, name: str = "一张图.png") -> dict[str, Any]:
    return {"ActivityId": activity, "Name": name, "Type": kind, "Size": len(content), "Sha256": sha256(content)}


def part(activity: int, content: bytes, number: int) -> dict[str, Any]:
    data = content[number * BYTES : (number + 1) * BYTES]
    return {
        "ActivityId": activity,
        "Sha256": sha256(content),
        "Part": number,
        "Data": base64.b64encode(data).decode(),
    }


def signed(caller: Caller) -> Ask:
    """Make calls like a backend."""
    return lambda name, body: caller.patiently(name, OURS, body)


def of_page(caller: Caller, path: str) -> Ask:
    """Make calls like the page of a session."""
    return lambda name, body: caller.http.post(f"{path}/call/{name}", json=body, headers=ORIGIN)


def enter(caller: Caller, activity: int, login: int = 0) -> str:
    """Let a host (0) or a guest (1) enter. A host takes the seat. Return the path of the session."""
    asked = {"ActivityId": activity, "LoginType": login, **({"UserName": "小红"} if login else {})}
    url = caller.call("GetDownloadLiveClient", "2023-08-01", **asked)["Url"]
    opened = caller.http.post("/client/OpenLaunch", json={"Token": url.rpartition("/")[2]}, headers=ORIGIN)
    way = {"Ticket": opened.json()["Result"]["Ticket"], "Nonce": "n" * 22}
    session = caller.http.post("/client/RedeemTicket", json=way, headers=ORIGIN).json()["Result"]["SessionId"]
    assert caller.http.post(f"/s/{session}/call/EnterSession", json={"Tab": TAB}, headers=ORIGIN).status_code == 200
    return f"/s/{session}"


def result(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()["Result"]


def error(answer: Any) -> tuple[int, str]:
    assert answer.status_code >= 400, answer.text
    return answer.status_code, answer.json()["ResponseMetadata"]["Error"]["Code"]


def upload(ask: Ask, activity: int, content: bytes, kind: str, order: Iterable[int] | None = None) -> Any:
    """Announce a file and put its parts. Return the last answer."""
    left = result(ask("CreateShowFile", announced(activity, content, kind)))["Missing"]
    last = None
    for number in order or left:
        last = ask("PutShowFilePart", part(activity, content, number))
    return last
