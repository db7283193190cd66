"""The envelope of an answer (docs/wire.md, "Envelope"). Every door uses the same one."""

import time
from typing import Any

from pydantic_core import to_json
from starlette.responses import Response

from kaibo.errors import ApiError
from kaibo.gateway.action import Wire
from kaibo.gateway.request_ids import request_id

SERVICE = "livesaas"
REGION = "cn-north-1"
HEADERS = [
    (b"content-type", b"application/json; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]


class Answer(Response):
    """A Response that writes its headers itself: Starlette's way to make them costs as much as a query."""

    def __init__(self, content: bytes, status: int, log_id: str) -> None:
        self.body, self.status_code, self.background = content, status, None
        length = (b"content-length", str(len(content)).encode())
        self.raw_headers = [*HEADERS, length, (b"x-tt-logid", log_id.encode())]


def metadata(name: str, version: str, region: str = REGION) -> dict[str, Any]:
    """Make the ResponseMetadata. Without an Action it holds the RequestId alone, as the vendor's does."""
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
    """Make the answer with status 200. The result is a model, or its wire form.

    An action without a result gets `{}`, because the SDKs read a Result.
    """
    return _answer({"ResponseMetadata": meta, "Result": {} if result is None else result}, 200)


def refused(meta: dict[str, Any], error: ApiError) -> Answer:
    """Make the answer with the error's status, its CodeN, Code and Message, and no Result.

    The exception's notes follow its own text in the Message.
    """
    text = " ".join([str(error), *getattr(error, "__notes__", [])])
    wire = {"CodeN": error.number, "Code": error.wire_code, "Message": text}
    answer = _answer({"ResponseMetadata": {**meta, "Error": wire}}, error.status)
    if error.retry_after:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _answer(body: dict[str, Any], status: int) -> Answer:
    return Answer(to_json(body, by_alias=True), status, body["ResponseMetadata"]["RequestId"])
