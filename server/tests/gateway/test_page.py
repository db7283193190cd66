"""The shells of the web build, its files, and the page for an unknown address."""

import gzip
import hashlib
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from kaibo.gateway import page, plain_files
from kaibo.gateway.assets import Assets
from kaibo.gateway.negotiation import FOREVER
from kaibo.gateway.plain_files import PLAIN_FILES, PlainFiles
from starlette.applications import Starlette
from starlette.testclient import TestClient

BROTLI = b"as brotli writes it"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a-1234.js").write_text("1")
    (tmp_path / "secret.txt").write_text("secret")
    for name in ("enter", "session", "api"):
        text = f'<!doctype html><html lang="zh-CN"><title>{name}</title><body data-page={name}>'
        (tmp_path / f"{name}.html").write_text(text)
    return tmp_path


@pytest.fixture
def serve() -> Callable[[Path], TestClient]:
    def made(dist: Path) -> TestClient:
        routes = [*page.routes(dist), Assets(dist / "assets").route()]
        return TestClient(Starlette(routes=routes, exception_handlers={404: page.missing}))

    return made


@pytest.mark.parametrize(
    ("path", "name"),
    [("/enter", "enter"), ("/s/se_anything", "session"), ("/api", "api")],
)
def test_shell_is_public_and_changes_nothing(
    serve: Callable[[Path], TestClient], dist: Path, path: str, name: str
) -> None:
    answer = serve(dist).get(path)
    assert answer.status_code == 200
    assert f"<title>{name}</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert "set-cookie" not in answer.headers
    assert serve(dist).post(path).status_code == 405


def test_search_engines_list_no_page_of_a_show(serve: Callable[[Path], TestClient], dist: Path) -> None:
    for path in ("/enter", "/s/se_anything"):
        for method in ("GET", "HEAD"):
            assert serve(dist).request(method, path).headers["x-robots-tag"] == "noindex"
    assert "x-robots-tag" not in serve(dist).get("/api").headers


@pytest.mark.parametrize(
    ("path", "base"),
    [
        ("/s/se%5FAb-9_", "/s/se_Ab-9_"),
        ("/s/se_Ab%2D9_%E2%80%8B", "/s/se_Ab-9_"),
        ("/s/%22%3E%3Cscript%3E", "/s/"),
    ],
)
def test_page_tells_its_script_the_address_of_its_calls(
    serve: Callable[[Path], TestClient], dist: Path, path: str, base: str
) -> None:
    answer = serve(dist).get(path)
    assert f'<body data-base="{base}" data-page=' in answer.text
    assert "script" not in answer.text


def test_page_is_read_once_and_sent_again_only_when_it_changed(serve: Callable[[Path], TestClient], dist: Path) -> None:
    http = serve(dist)
    first = http.get("/enter", headers={"Accept-Language": "en"})
    (dist / "enter.html").unlink()
    known = {"If-None-Match": first.headers["etag"], "Accept-Language": "en"}
    again = http.get("/enter", headers=known)
    assert (again.status_code, again.text, again.headers["cache-control"]) == (304, "", "no-cache")
    chinese = http.get("/enter", headers=known | {"Accept-Language": "zh"})
    assert (chinese.status_code, chinese.headers["vary"]) == (200, "Accept-Language")
    assert [answer.text.count('lang="zh-CN"') for answer in (first, chinese)] == [0, 1]


def test_files_with_a_hash_in_their_name_are_cached_for_ever(serve: Callable[[Path], TestClient], dist: Path) -> None:
    answer = serve(dist).get("/assets/a-1234.js")
    assert (answer.text, answer.headers["cache-control"]) == ("1", FOREVER)
    for path in ("/assets/none.js", "/assets/..%2fsecret.txt", "/assets/../secret.txt"):
        missing = serve(dist).get(path)
        assert missing.status_code == 404
        assert missing.headers.get("cache-control") != FOREVER


@pytest.mark.parametrize(
    ("wish", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR ; q=1.0", "br"),
        ("", ""),
        ("identity, br;q=0.000", ""),
    ],
)
def test_compressed_copy_is_served_to_a_client_that_takes_it(
    serve: Callable[[Path], TestClient], dist: Path, wish: str, coding: str
) -> None:
    text = "const words = 1;" * 100
    zipped = gzip.compress(text.encode(), mtime=0)
    (dist / "assets/b-1234.js").write_text(text)
    (dist / "assets/b-1234.js.gz").write_bytes(zipped)
    (dist / "assets/b-1234.js.br").write_bytes(BROTLI)
    with serve(dist).stream("GET", "/assets/b-1234.js", headers={"Accept-Encoding": wish}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding", "") == coding
    assert body == {"br": BROTLI, "gzip": zipped, "": text.encode()}[coding]
    assert answer.headers["content-type"].startswith("text/javascript")
    assert (answer.headers["vary"], answer.headers["cache-control"]) == ("Accept-Encoding", FOREVER)


def test_file_is_read_once_and_sent_again_only_to_a_client_without_it(
    serve: Callable[[Path], TestClient], dist: Path
) -> None:
    http = serve(dist)
    first = http.get("/assets/a-1234.js")
    (dist / "assets/a-1234.js").unlink()
    assert http.get("/assets/a-1234.js").text == "1"
    known = http.get("/assets/a-1234.js", headers={"If-None-Match": first.headers["etag"]})
    assert (known.status_code, known.text, known.headers["cache-control"]) == (304, "", FOREVER)


def test_file_that_comes_later_is_served(serve: Callable[[Path], TestClient], dist: Path) -> None:
    http = serve(dist)
    assert http.get("/assets/c-1234.css").status_code == 404
    (dist / "assets/c-1234.css").write_text("a { color: red }")
    assert http.get("/assets/c-1234.css").headers["content-type"] == "text/css; charset=utf-8"


def test_compressed_copy_has_no_address_of_its_own(serve: Callable[[Path], TestClient], dist: Path) -> None:
    (dist / "assets/b-1234.js.br").write_bytes(BROTLI)
    assert serve(dist).get("/assets/b-1234.js.br").status_code == 404


@pytest.fixture
def plain(tmp_path: Path) -> TestClient:
    (tmp_path / "page.css").write_text("a { color: red }" * 100)
    (tmp_path / "mark.png").write_bytes(secrets.token_bytes(500))
    return TestClient(Starlette(routes=PlainFiles(tmp_path, "/launch").routes()))


def test_plain_file_of_this_version_is_kept_for_ever(plain: TestClient, tmp_path: Path) -> None:
    version = PlainFiles(tmp_path, "/launch").version
    caching = {
        path: plain.get(path).headers["cache-control"]
        for path in (f"/launch/{version}/page.css", "/launch/page.css", "/launch/0123456789ab/page.css")
    }
    assert list(caching.values()) == [FOREVER, "no-cache", "no-cache"]
    assert plain.get(f"/launch/{version}/none.css").status_code == 404
    assert plain.get(f"/launch/{version}/..%2fsecret.txt").status_code == 404
    (tmp_path / "page.css").write_text("b")
    assert PlainFiles(tmp_path, "/launch").version != version


def test_plain_file_comes_compressed_and_only_once(plain: TestClient) -> None:
    def got(file: str, **headers: str) -> tuple[int, str, int]:
        answer = plain.get(f"/launch/{file}", headers={"Accept-Encoding": "identity"} | headers)
        assert answer.headers["vary"] == "Accept-Encoding"
        return answer.status_code, answer.headers.get("content-encoding", ""), len(answer.content)

    zipped = {"Accept-Encoding": "gzip, br"}
    tag = plain.get("/launch/page.css").headers["etag"]
    assert got("page.css") == got("page.css", **zipped)[:1] + ("", 1600)
    assert got("page.css", **zipped)[1] == "gzip"
    assert got("mark.png", **zipped) == (200, "", 500)
    assert got("page.css", **zipped, **{"If-None-Match": tag}) == (304, "", 0)


def test_joined_files_come_as_one_in_their_order(tmp_path: Path) -> None:
    for name in ("a.js", "b.js"):
        (tmp_path / name).write_text(f"say('{name}');\n")
    files = PlainFiles(tmp_path, "/launch", {"both.js": ("b.js", "a.js")})
    http = TestClient(Starlette(routes=files.routes()))
    assert http.get(f"{files.base}/both.js").text == "say('b.js');\nsay('a.js');\n"
    assert files.version != PlainFiles(tmp_path, "/launch", {"both.js": ("a.js", "b.js")}).version


def test_plain_file_comes_in_the_small_form_of_this_very_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, small = tmp_path / "static/a.js", tmp_path / "small"
    source.parent.mkdir()
    small.mkdir()
    source.write_text("/* what it does */ say();\n")
    (small / hashlib.sha256(source.read_bytes()).hexdigest()).write_text("say();\n")
    monkeypatch.setattr(plain_files, "SMALL", small)

    def served() -> str:
        return TestClient(Starlette(routes=PlainFiles(source.parent, "/launch").routes())).get("/launch/a.js").text

    assert served() == "say();\n"
    source.write_text("/* since the build */ shout();\n")
    assert served() == source.read_text()


def test_pages_name_the_version_of_plain_files(serve: Callable[[Path], TestClient], dist: Path) -> None:
    (dist / "enter.html").write_text('<title>x</title><script src="/launch/theme.js"></script><body data-page=enter>')
    for answer in (serve(dist).get("/enter"), serve(dist).get("/nothing", headers={"Accept": "text/html"})):
        assert f'<script src="{PLAIN_FILES.base}/theme.js"></script>' in answer.text


def test_missing_build_is_explained(serve: Callable[[Path], TestClient], tmp_path: Path) -> None:
    answer = serve(tmp_path / "none").get("/enter")
    assert answer.status_code == 503
    assert "make up" in answer.text


@pytest.mark.parametrize(("wish", "language"), [("zh-CN,en;q=0.5", "zh"), ("en-US", "en")])
def test_unknown_address_is_404(serve: Callable[[Path], TestClient], dist: Path, wish: str, language: str) -> None:
    headers = {"Accept": "text/html,*/*", "Accept-Language": wish}
    answer = serve(dist).get("/nothing/<b>", headers=headers)
    assert answer.status_code == 404
    assert 'data-page="error"' in answer.text
    assert f'data-language="{language}"' in answer.text
    assert "<b>" not in answer.text
    assert serve(dist).get("/nothing", headers={"Accept": "*/*"}).text == "there is nothing here\n"
