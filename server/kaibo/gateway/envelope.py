"""How an answer is wrapped (docs/wire.md, "Envelope"): the same envelope behind every door."""

import os
import time
from functools import lru_cache
from typing import Any

from pydantic_core import to_json
from starlette.responses import Response

from kaibo.errors import ApiError
from kaibo.gateway.action import Wire

SERVICE = "livesaas"
REGION = "cn-north-1"
CHINA = 8 * 3600
HEADERS = [
    (b"content-type", b"application/json; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]


class Answer(Response):
    """A Response whose headers are known beforehand: Starlette's own making of them costs as much as a query."""

    def __init__(self, content: bytes, status: int, told: str) -> None:
        self.body, self.status_code, self.background = content, status, None
        length = (b"content-length", str(len(content)).encode())
        self.raw_headers = [*HEADERS, length, (b"x-tt-logid", told.encode())]


def request_id() -> str:
    """34 characters of the vendor's shape: YYYYMMDDHHMMSS in UTC+8, then 20 hex digits."""
    return _second(int(time.time())) + os.urandom(10).hex().upper()


@lru_cache(maxsize=2)
def _second(now: int) -> str:
    return time.strftime("%Y%m%d%H%M%S", time.gmtime(now + CHINA))


def metadata(name: str, version: str, region: str = REGION) -> dict[str, Any]:
    """ResponseMetadata. Without an Action it holds the RequestId alone, as the vendor's does."""
    if not name:
        return {"RequestId": request_id()}
    return {
        "RequestId": request_id(),
        "Action": name,
        "Version": version,
        "Service": SERVICE,
        "Region": region,
        "SystemTime": int(time.time()),
    }


def done(meta: dict[str, Any], result: Wire | dict[str, Any] | None) -> Answer:
    """200 with the Result, as a model or in its wire form; `{}` for an action that has none: the SDKs read one."""
    return _answer({"ResponseMetadata": meta, "Result": {} if result is None else result}, 200)


def refused(meta: dict[str, Any], error: ApiError) -> Answer:
    """The error's status, with CodeN, Code and Message and no Result."""
    wire = {"CodeN": error.number, "Code": error.wire_code, "Message": str(error)}
    answer = _answer({"ResponseMetadata": {**meta, "Error": wire}}, error.status)
    if error.retry_after:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _answer(body: dict[str, Any], status: int) -> Answer:
    return Answer(to_json(body, by_alias=True), status, body["ResponseMetadata"]["RequestId"])
