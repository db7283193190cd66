"""How an answer is wrapped (spec: gateway §6): the same envelope behind every door."""

import os
import time
from typing import Any

from pydantic_core import to_json
from starlette.responses import Response

from kaibo.errors import ApiError
from kaibo.gateway.action import Wire

SERVICE = "livesaas"
REGION = "cn-north-1"
CHINA = 8 * 3600


def request_id() -> str:
    """34 characters of the vendor's shape: YYYYMMDDHHMMSS in UTC+8, then 20 hex digits."""
    return time.strftime("%Y%m%d%H%M%S", time.gmtime(time.time() + CHINA)) + os.urandom(10).hex().upper()


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


def done(meta: dict[str, Any], result: Wire | dict[str, Any] | None) -> Response:
    """200 with the Result, as a model or in its wire form; `{}` for an action that has none: the SDKs read one."""
    return _answer({"ResponseMetadata": meta, "Result": {} if result is None else result}, 200)


def refused(meta: dict[str, Any], error: ApiError) -> Response:
    """The error's status, with CodeN, Code and Message and no Result."""
    wire = {"CodeN": error.number, "Code": error.wire_code, "Message": str(error)}
    answer = _answer({"ResponseMetadata": {**meta, "Error": wire}}, error.status)
    if error.retry_after:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _answer(body: dict[str, Any], status: int) -> Response:
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Cache-Control": "no-store",
        "X-Tt-Logid": body["ResponseMetadata"]["RequestId"],
    }
    return Response(to_json(body, by_alias=True), status, headers)
