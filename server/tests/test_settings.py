"""The example file, the defaults and the documentation agree."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from kaibo import call
from kaibo.cli.main import main
from kaibo.settings import SECRETS, Settings, UnknownSetting, load

ROOT = Path(__file__).resolve().parents[2]


def defaults() -> dict[str, Any]:
    return {name: field.default for name, field in Settings.model_fields.items()}


def test_example_file_holds_every_setting_with_its_default() -> None:
    example = tomllib.loads((ROOT / "kaibo.example.toml").read_text())
    assert example == {name: str(value) if isinstance(value, Path) else value for name, value in defaults().items()}


def test_every_setting_has_its_heading() -> None:
    headings = re.findall(r"^## (\w+)$", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    assert headings == list(defaults())


def test_each_source_overrides_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load({}).port == 8780
    (tmp_path / "kaibo.toml").write_text("port = 9001\ngrace_seconds = 5\n")
    assert (load({}).port, load({}).grace_seconds) == (9001, 5)
    monkeypatch.setenv("KAIBO_PORT", "9002")
    assert load({"KAIBO_PORT": "9002"}).port == 9002
    assert load({"KAIBO_PORT": "9002"}, port=9003).port == 9003
    assert load({}, port=9003).address == "http://localhost:9003"


def test_unknown_setting_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownSetting, match="KAIBO_PROT"):
        load({"KAIBO_PROT": "9000"})
    (tmp_path / "kaibo.toml").write_text("prot = 9001\n")
    monkeypatch.setattr("sys.argv", ["kaibo", "up"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert "setting prot: there is no such setting" in str(stopped.value)


def test_old_name_of_a_mode_works_with_one_warning(caplog: pytest.LogCaptureFixture) -> None:
    call._warn_of_old_name.cache_clear()
    for _ in range(2):
        assert load({}, guests="off-air").guests == "backstage"
    [warned] = [record.getMessage() for record in caplog.records if "off-air" in record.getMessage()]
    assert "is called backstage now" in warned


def test_wrong_value_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KAIBO_PUBLIC_URL", "live.example.com/x")
    monkeypatch.setattr("sys.argv", ["kaibo", "migrate"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert "setting public_url:" in str(stopped.value)


PUBLIC = "https://live.example.com"
OWN = "127.0.0.1,::1"


@pytest.mark.parametrize(
    ("given", "believed"),
    [
        ({}, ""),
        ({"public_url": PUBLIC}, OWN),
        ({"public_url": PUBLIC, "host": "localhost"}, OWN),
        ({"public_url": PUBLIC, "host": "::1"}, OWN),
        ({"public_url": "https://localhost"}, OWN),
        ({"public_url": "http://studio.example"}, OWN),
        ({"public_url": PUBLIC, "host": "0.0.0.0"}, ""),
        ({"public_url": PUBLIC, "host": "203.0.113.7"}, ""),
        ({"public_url": PUBLIC, "tls_cert": "live.pem", "tls_key": "live.key"}, ""),
        ({"public_url": "http://localhost:9000"}, ""),
        ({"public_url": "http://127.0.0.1:8780"}, ""),
        ({"public_url": "http://[::1]:8780"}, ""),
        ({"trusted_proxies": "127.0.0.1"}, "127.0.0.1"),
        ({"public_url": PUBLIC, "trusted_proxies": "10.0.0.5"}, "10.0.0.5"),
    ],
)
def test_loopback_is_trusted_only_where_a_proxy_must_be_on_it(given: dict[str, Any], believed: str) -> None:
    assert load({}, **given).proxies == believed


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://Live.Example.com:443", "https://live.example.com"),
        ("http://live.example.com:80", "http://live.example.com"),
        ("http://live.example.com:443", "http://live.example.com:443"),
    ],
)
def test_public_address_is_normalised_as_browsers_write_it(given: str, meant: str) -> None:
    assert load({}, public_url=given).address == meant


def test_shown_settings_name_their_source_and_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kaibo.toml").write_text('port = 9001\ngrace_seconds = 5\nlivekit_secret = "s3cret"\n')
    monkeypatch.setenv("KAIBO_PORT", "9002")
    monkeypatch.setenv("KAIBO_AUDIT_DAYS", "7")
    url = "postgresql://kaibo:s3cret@db/kaibo?sslpassword=s3cret&connect_timeout=3"
    shown = {each.name: each for each in load({}, port=9003, database_url=url).shown()}
    assert list(shown) == list(Settings.model_fields)
    sources = {name: shown[name].source for name in ("port", "grace_seconds", "audit_days", "host")}
    assert sources == {"port": "command line", "grace_seconds": "file", "audit_days": "environment", "host": "default"}
    assert shown["database_url"].value == "postgresql://•••@db/kaibo?sslpassword=•••&connect_timeout=3"
    assert "s3cret" not in str(shown)


def test_every_setting_that_sounds_secret_is_one() -> None:
    texts = [name for name, field in Settings.model_fields.items() if field.annotation is str]
    assert {name for name in texts if re.search("secret|password|passphrase|token", name)} == SECRETS
