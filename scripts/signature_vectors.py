"""Write spec/vectors/signature.json: requests as the vendor's own SDKs sign them, with keys made up here."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from volcengine.auth.SignerV4 import SignerV4 as Old
from volcengine.base.Request import Request
from volcengine.Credentials import Credentials
from volcenginesdkcore.signv4 import SignerV4 as New

FILE = Path(__file__).resolve().parent.parent / "spec/vectors/signature.json"
KEY, SECRET, SERVICE = "AKLTexample", "c2VjcmV0IGZvciB0aGUgdmVjdG9ycw==", "livesaas"
QUERY = {"Action": "GetDownloadLiveClient", "Version": "2023-08-01"}
ODD = {**QUERY, "Name": "a b+c*~/?=&%", "Empty": "", "Note": "文", "List.1.Sub": "x"}
BODY = '{"ActivityId": 1840847565136997, "UserName": "\\u9648"}'


def by_new(method: str, host: str, query: dict[str, str], body: str, region: str) -> dict[str, Any]:
    """volcenginesdkcore: the one that today's SDKs use."""
    headers = {"Host": host, "Content-Type": "application/json" if body else "text/plain", "X-Sdk-Request": "attempt=1"}
    New.sign("/", method, headers, body, None, query, KEY, SECRET, region, SERVICE)
    return _vector("volcenginesdkcore", method, headers, query, body)


def by_old(method: str, host: str, query: dict[str, str], body: str, region: str) -> dict[str, Any]:
    """volcengine: the older SDK."""
    request = Request()
    request.set_shema("http")
    request.set_method(method)
    request.set_host(host)
    request.set_path("/")
    request.set_query(query)
    request.set_headers({"Host": host} | ({"Content-Type": "application/json"} if body else {}))
    request.set_body(body)
    Old.sign(request, Credentials(KEY, SECRET, SERVICE, region))
    return _vector("volcengine", method, request.headers, query, body)


def _vector(signer: str, method: str, headers: dict[str, str], query: dict[str, str], body: str) -> dict[str, Any]:
    return {
        "signer": signer,
        "method": method,
        "query": urlencode(query),
        "headers": {name.lower(): value for name, value in headers.items()},
        "body": body,
    }


def main() -> None:
    made = [
        sign(method, host, query, body, region)
        for sign in (by_new, by_old)
        for method, body in (("GET", ""), ("POST", BODY))
        for host, region in (("localhost:8780", "cn-north-1"), ("live.example.com:443", "ap-southeast-1"))
        for query in (QUERY, ODD)
    ]
    text = json.dumps({"access_key": KEY, "secret": SECRET, "requests": made}, indent=1, ensure_ascii=False)
    FILE.write_text(text + "\n")


if __name__ == "__main__":
    main()
