"""Write spec/vectors/signature.json: requests that the vendor's own SDKs sign, with made-up keys.

It needs npm's registry: npm installs the Node SDK into a temporary folder.
"""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode

import tools
from volcengine.auth.SignerV4 import SignerV4 as Old
from volcengine.base.Request import Request
from volcengine.base.Service import Service
from volcengine.Credentials import Credentials
from volcengine.Policy import Policy, Statement
from volcengine.ServiceInfo import ServiceInfo
from volcenginesdkcore.signv4 import SignerV4 as New

FILE = Path(__file__).resolve().parent.parent / "spec/vectors/signature.json"
NODE = Path(__file__).with_name("signature_vectors.js")
NODE_SDK = "@volcengine/openapi@1.36.2"
KEY, SECRET, SERVICE, REGION = "AKLTexample", "c2VjcmV0IGZvciB0aGUgdmVjdG9ycw==", "livesaas", "cn-north-1"
HOST = "localhost:8780"
QUERY = {"Action": "GetDownloadLiveClient", "Version": "2023-08-01"}
ODD = {
    **QUERY,
    "Name": "a b+c*~/?=&%",
    "Empty": "",
    "": "no name",
    "Note": "文",
    "List.1.Sub": "x",
    "文": "1",
    "~": "2",
}
TWICE: dict[str, Any] = {**QUERY, "Tag": ["b", "a", "c d"]}
BODY = '{"ActivityId": 1840847565136997, "UserName": "\\u9648"}'
FORM = {"ActivityId": "1840847565136997", "SiteTags.1.Index": "1", "SiteTags.1.Value": "a b", "Name": "文 +"}
JSON_TYPE, FORM_TYPE = "application/json", "application/x-www-form-urlencoded"


def credentials(token: str = "") -> Credentials:
    return Credentials(KEY, SECRET, SERVICE, REGION, token)


def by_new(method: str, host: str, query: dict[str, Any], body: str, region: str = REGION) -> dict[str, Any]:
    """Sign with volcenginesdkcore, the one that today's SDKs use."""
    headers = {"Host": host, "Content-Type": JSON_TYPE if body else "text/plain", "X-Sdk-Request": "attempt=1"}
    New.sign("/", method, headers, body, None, query, KEY, SECRET, region, SERVICE)
    return _vector("volcenginesdkcore", method, headers, query, body)


def form_by_new() -> dict[str, Any]:
    """Yield a body in the form of volcenginesdkcore: dotted keys."""
    headers = {"Host": HOST, "Content-Type": FORM_TYPE}
    New.sign("/", "POST", headers, "", FORM, QUERY, KEY, SECRET, REGION, SERVICE)
    return _vector("volcenginesdkcore", "POST", headers, QUERY, urlencode(FORM))


def by_old(method: str, host: str, query: dict[str, Any], body: str, region: str = REGION) -> dict[str, Any]:
    """Sign with volcengine, the older SDK. It signs a list in the query in an order of its own."""
    request = Request()
    request.set_shema("http")
    request.set_method(method)
    request.set_host(host)
    request.set_path("/")
    request.set_query(query)
    request.set_headers({"Host": host} | ({"Content-Type": JSON_TYPE} if body else {}))
    request.set_body(body)
    Old.sign(request, Credentials(KEY, SECRET, SERVICE, region))
    return _vector("volcengine", method, request.headers, query, body)


def presigned_by_old(token: str = "") -> dict[str, Any]:
    request = Request()
    request.set_method("GET")
    request.set_path("/")
    request.set_query(dict(ODD))
    text = Old.sign_url(request, credentials(token))
    return _presigned("volcengine", text, bool(token))


def presigned_by_new(host: str | None, token: str | None = None) -> dict[str, Any]:
    text = New.sign_url("/", "GET", ODD, KEY, SECRET, REGION, SERVICE, token, host)
    return _presigned("volcenginesdkcore", text, bool(token), host or HOST)


def by_node() -> list[dict[str, Any]]:
    """Sign with @volcengine/openapi.

    It signs neither Host nor Content-Type. It signs the token, but no list in the query."""
    with tempfile.TemporaryDirectory() as folder:
        npm, env = tools.npm()
        subprocess.run([*npm, "install", "--silent", NODE_SDK], cwd=folder, env=env, check=True)
        settings = {"key": KEY, "secret": SECRET, "service": SERVICE, "region": REGION, "query": QUERY, "odd": ODD}
        command = ["node", str(NODE), folder, json.dumps({**settings, "twice": TWICE, "body": BODY})]
        output = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
    return [{**request, "headers": {**request["headers"], "host": HOST}} for request in json.loads(output)]


def session() -> dict[str, Any]:
    """Make a session token of the old SDK, valid for two hundred years. Sign a request with it."""
    statement = Statement.new_allow_statement(["livesaas:Get*"], ["trn:livesaas:*:*:activity/1840847565136997"])
    service = Service(ServiceInfo("localhost", {}, credentials(), 5, 5), {})
    made = service.sign_sts2(Policy([statement]), 200 * 365 * 24 * 3600)
    request = Request()
    request.set_method("POST")
    request.set_path("/")
    request.set_query(dict(QUERY))
    request.set_headers({"Host": HOST, "Content-Type": JSON_TYPE})
    request.set_body(BODY)
    Old.sign(request, Credentials(made.access_key_id, made.secret_access_key, SERVICE, REGION, made.session_token))
    return {**_vector("volcengine", "POST", request.headers, QUERY, BODY), "secret": made.secret_access_key}


def _presigned(signer: str, query: str, token: bool, host: str = HOST) -> dict[str, Any]:
    kind = "presigned with a token" if token else "presigned"
    return {"signer": signer, "kind": kind, "method": "GET", "query": query, "headers": {"host": host}, "body": ""}


def _vector(signer: str, method: str, headers: dict[str, str], query: dict[str, Any], body: str) -> dict[str, Any]:
    return {
        "signer": signer,
        "kind": "headers",
        "method": method,
        "query": urlencode(query, doseq=True),
        "headers": {name.lower(): value for name, value in headers.items()},
        "body": body,
    }


def main() -> None:
    requests = [
        sign(method, host, query, body, region)
        for sign in (by_new, by_old)
        for method, body in (("GET", ""), ("POST", BODY))
        for host, region in (("localhost:8780", REGION), ("live.example.com:443", "ap-southeast-1"))
        for query in (QUERY, ODD)
    ]
    requests += [form_by_new(), by_old("GET", HOST, TWICE, "", "any_region.1"), *by_node()]
    requests += [presigned_by_old(), presigned_by_old("opaque+/="), presigned_by_new(None), presigned_by_new(HOST)]
    requests += [presigned_by_new(None, "opaque+/="), presigned_by_new("live.example.com:443", "opaque+/=")]
    for request in requests:
        assert parse_qs(request["query"])["Action"], request
        assert dict(parse_qsl(request["query"], keep_blank_values=True))
    data = {"access_key": KEY, "secret": SECRET, "requests": requests, "session": session()}
    FILE.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
