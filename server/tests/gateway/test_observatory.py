"""Mozilla's HTTP Observatory, rule by rule, on every kind of answer.

It is the whole list of tests (developer.mozilla.org/en-US/observatory/docs/tests_and_scoring). None may take points
off."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from kaibo.app import build
from kaibo.dependencies import Dependencies
from kaibo.host.data_folder import DataFolder
from kaibo.media.memory import MemoryEngine
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from starlette.testclient import TestClient

from tests.gateway.door import Caller, access_of

ORIGIN = "https://kaibo.example.com"
WEB = Path(__file__).resolve().parents[3] / "web/dist"
HALF_A_YEAR = 15_768_000


class Site:
    """Run a server behind https. Yield it with a link and the pages that people open."""

    def __init__(self, http: TestClient, caller: Caller) -> None:
        self.http = http
        activity = caller.call("CreateActivityAPIV2", Name="A show")
        links = caller.call("GetDownloadLiveClient", "2023-08-01", ActivityId=activity["ActivityId"])
        token = links["Url"].rpartition("/")[2]
        opened = self.post("/client/OpenLaunch", Token=token).json()["Result"]
        self.entered = self.post("/client/RedeemTicket", Ticket=opened["Ticket"], Nonce="n" * 22)
        watch = activity["ViewUrl"].removeprefix(ORIGIN)
        self.pages = ["/", f"/l/{token}", "/l/made-up", "/go", "/enter", "/s/se_1", watch, "/api", "/nothing/here"]
        self.documents = ["/launch/icons.svg", "/launch/mark.png", "/launch/x/events", "/assets/none.js", "/health"]
        self.workers = [f"/assets/{file.name}" for file in sorted((WEB / "assets").glob("*.worker-*.js"))]
        scripts = [f"/assets/{file.name}" for file in sorted((WEB / "assets").glob("session-*.js"))]
        self.others = ["/launch/page.css", "/launch/page.js", "/openapi.json", *scripts]

    def get(self, path: str) -> Any:
        return self.http.get(path, headers={"Accept": "text/html", "Accept-Encoding": "identity"})

    def post(self, path: str, **body: object) -> Any:
        return self.http.post(path, json=body, headers={"Origin": ORIGIN})


@pytest.fixture(scope="module")
def site(sqlite_form: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("observatory")
    (folder / "kaibo.db").write_bytes(sqlite_form.read_bytes())
    vault = Vault(DataFolder(folder / "data").master_keys())
    dependencies = Dependencies(open_store(f"sqlite:///{folder}/kaibo.db"), vault, MemoryEngine(), None)
    app = build(Settings(public_url=ORIGIN, data=folder / "data", web=str(WEB)), dependencies)
    with TestClient(app, base_url=ORIGIN) as http:
        yield Site(http, access_of(http, dependencies))


def policy(answer: Any) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["content-security-policy"].split(";")]
    return {name: values for name, *values in parts}


def csp(answer: Any) -> bool:
    """Check that the policy allows nothing by default and no inline script or style.

    It also allows no eval, no plug-ins, no data: and no whole schemes for code."""
    found = policy(answer)
    code = [*found["script-src"], *found["style-src"], *found.get("worker-src", []), *found["default-src"]]
    loose = ("'unsafe", "data:", "blob:", "http:", "https:", "*", "filesystem:")
    return (
        found["default-src"] == ["'none'"]
        and found["frame-ancestors"] == ["'none'"]
        and found["base-uri"] == ["'none'"]
        and found["form-action"] in (["'none'"], ["'self'"])
        and "http:" not in [*found["img-src"], *found["media-src"]]
        and not any(value.startswith(loose) for value in code)
    )


def hsts(answer: Any) -> bool:
    match = re.search(r"max-age=(\d+)", answer.headers.get("strict-transport-security", ""))
    return match is not None and int(match[1]) >= HALF_A_YEAR


def cors(answer: Any) -> bool:
    return not any(name.startswith("access-control-") for name in answer.headers)


def corp(answer: Any) -> bool:
    return bool(answer.headers["cross-origin-resource-policy"] == "same-origin")


def framing(answer: Any) -> bool:
    return policy(answer)["frame-ancestors"] == ["'none'"] and answer.headers["x-frame-options"] == "DENY"


def sniffing(answer: Any) -> bool:
    return bool(answer.headers["x-content-type-options"] == "nosniff")


def referrer(answer: Any) -> bool:
    return bool(answer.headers["referrer-policy"] == "no-referrer")


def cookies(answer: Any) -> bool:
    """Check that a GET sets no cookie. Another test covers the cookies of calls."""
    return "set-cookie" not in answer.headers


def scripts(answer: Any) -> bool:
    """Check that every script, style and frame has the same origin. Then none needs a hash (SRI)."""
    kinds = ("text/html",)
    if not answer.headers.get("content-type", "").startswith(kinds):
        return True
    loaded = re.findall(r'<(?:script|link|iframe|embed|object)\b[^>]*?(?:src|href|data)="([^"]*)"', answer.text)
    inline = re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", answer.text)
    return not inline and all(re.match(r"/(?!/)|data:,$|https://kaibo\.example\.com/", one) for one in loaded)


def redirection(answer: Any) -> bool:
    """Check that no redirect leads to another host."""
    return not answer.is_redirect or str(answer.headers["location"]).startswith(ORIGIN)


RULES: dict[str, Callable[[Any], bool]] = {
    "content-security-policy": csp,
    "strict-transport-security": hsts,
    "cross-origin-resource-sharing": cors,
    "cross-origin-resource-policy": corp,
    "x-frame-options": framing,
    "x-content-type-options": sniffing,
    "referrer-policy": referrer,
    "cookies": cookies,
    "subresource-integrity": scripts,
    "redirection": redirection,
}


FOR_DOCUMENTS = {"content-security-policy", "x-frame-options", "referrer-policy"}
"""The rules about headers that a browser reads for documents and workers alone."""


@pytest.mark.parametrize("rule", RULES)
def test_every_answer_meets_every_rule(site: Site, rule: str) -> None:
    documents = [*site.pages, *site.documents, *site.workers]
    for path in [*documents, *([] if rule in FOR_DOCUMENTS else site.others)]:
        answer = site.get(path)
        assert RULES[rule](answer), (rule, path, dict(answer.headers))
    refused = site.post("/client/OpenLaunch", Token="made-up")
    assert rule in FOR_DOCUMENTS or RULES[rule](refused), (rule, dict(refused.headers))


def test_only_documents_and_workers_bring_the_headers_of_documents(site: Site) -> None:
    many = {"content-security-policy", "permissions-policy", "cross-origin-opener-policy", *FOR_DOCUMENTS}
    for path in [*site.pages, *site.documents, *site.workers]:
        assert many <= set(site.get(path).headers), path
    for path in site.others:
        assert not many & set(site.get(path).headers), path


def test_every_worker_of_the_pages_is_known(site: Site) -> None:
    scripts = [file.read_text() for file in (WEB / "assets").glob("*.js")]
    made = {path for text in scripts for path in re.findall(r"new Worker\([^)]*?(/assets/[\w.-]+)", text)}
    named = {path for text in scripts for path in re.findall(r"[\"'`](/assets/[\w.-]+\.worker-[\w-]+\.js)", text)}
    assert made
    assert made | named == set(site.workers)  # a library makes its worker by the path that it is given


def test_checked_pages_are_the_built_ones(site: Site) -> None:
    for path in site.pages:
        assert site.get(path).headers["content-type"].startswith("text/html"), path


BROKEN = {
    "content-security-policy": ("content-security-policy", "script-src 'self' 'unsafe-inline'"),
    "strict-transport-security": ("strict-transport-security", "max-age=60"),
    "cross-origin-resource-sharing": ("access-control-allow-origin", "*"),
    "cross-origin-resource-policy": ("cross-origin-resource-policy", "cross-origin"),
    "x-frame-options": ("x-frame-options", "SAMEORIGIN"),
    "x-content-type-options": ("x-content-type-options", ""),
    "referrer-policy": ("referrer-policy", "unsafe-url"),
    "cookies": ("set-cookie", "a=b"),
    "redirection": ("location", "https://evil.example/"),
}
"""Headers that break a rule. Scripts are checked in the page."""


@pytest.mark.parametrize("rule", BROKEN)
def test_broken_rule_is_found(site: Site, rule: str) -> None:
    answer = site.get("/go")
    header, value = BROKEN[rule]
    kept = [(name, given) for name, given in answer.headers.items() if name not in (header, "content-length")]
    if header == "content-security-policy":
        value = answer.headers[header].replace("script-src 'self'", value)
    broken = httpx2.Response(302 if header == "location" else 200, headers=[*kept, (header, value)], text=answer.text)
    assert not RULES[rule](broken)


@pytest.mark.parametrize(
    "more", ["<script>1</script>", '<p style="color:red">', '<script src="https://cdn.example/a.js">']
)
def test_script_of_another_origin_is_found(site: Site, more: str) -> None:
    answer = site.get("/go")
    kept = {"content-type": answer.headers["content-type"]}
    assert not scripts(httpx2.Response(200, headers=kept, text=answer.text + more))


def test_session_cookie_is_strict_secure_and_for_its_page(site: Site) -> None:
    parts = site.entered.headers["set-cookie"].split("; ")
    assert {"HttpOnly", "Secure", "SameSite=strict"} <= set(parts)
    assert any(part.startswith("Path=/s/se_") for part in parts)
    assert not any(part.startswith("Domain") for part in parts)


def test_each_page_may_use_the_camera_and_little_else(site: Site) -> None:
    for path in site.pages:
        allowed = dict(part.strip().split("=") for part in site.get(path).headers["permissions-policy"].split(","))
        own = {name for name, who in allowed.items() if who == "(self)"}
        assert own == {"camera", "microphone", "display-capture"}
        assert all(who in ("()", "(self)") for who in allowed.values())
