"""The endpoint that --lan chooses, the settings that it keeps, and the ones that it refuses."""

from pathlib import Path
from typing import Any

import pytest
from kaibo.host.certificate import CertificateUnusable
from kaibo.host.endpoint import Contradiction, Endpoint
from kaibo.host.lan import address
from kaibo.host.lan.address import NoAddress
from kaibo.settings import Settings

HERE = address.address("")


def lan(folder: Path, wish: str = "", **settings: Any) -> Settings:
    return Endpoint.choose(Settings(**settings), folder, wish).settings


def test_default_settings_become_those_of_the_local_network(tmp_path: Path) -> None:
    chosen = lan(tmp_path)
    assert (chosen.host, chosen.address, chosen.media_ip) == ("0.0.0.0", f"https://{HERE}:8780", HERE)
    assert lan(tmp_path, HERE) == chosen
    assert lan(tmp_path, host="127.0.0.1", public_url="", media_ip="127.0.0.1") == chosen, "the example file's values"
    assert lan(tmp_path, port=443).address == f"https://{HERE}", "as browsers write it"


def test_named_settings_stay(tmp_path: Path) -> None:
    named = {"host": HERE, "public_url": "https://studio.local:9000", "media_ip": "192.168.7.7"}
    chosen = lan(tmp_path, **named)
    assert {name: getattr(chosen, name) for name in named} == named
    assert lan(tmp_path, host=HERE).address == f"https://{HERE}:8780"
    assert lan(tmp_path, host="::").host == "::"


def test_forwarded_addresses_are_not_believed(tmp_path: Path) -> None:
    assert lan(tmp_path).proxies == lan(tmp_path, public_url="https://studio.local:8780").proxies == ""
    assert lan(tmp_path, trusted_proxies="10.0.0.5").proxies == "10.0.0.5", "named proxies stay"


@pytest.mark.parametrize(
    ("wish", "settings", "why"),
    [
        ("", {"public_url": f"http://{HERE}:8780"}, "it serves https, and public_url is http://"),
        ("", {"tls_cert": "live.pem", "tls_key": "live.key"}, "tls_cert names another"),
        (HERE, {"host": "192.168.7.7"}, f"{HERE} is not 192.168.7.7, which the setting host names"),
    ],
)
def test_contradiction_is_refused(tmp_path: Path, wish: str, settings: dict[str, Any], why: str) -> None:
    with pytest.raises(Contradiction, match=why):
        lan(tmp_path, wish, **settings)
    assert not list(tmp_path.iterdir()), "no authority may be made"


@pytest.mark.parametrize("host", ["localhost", "203.0.113.77"])
def test_unreachable_host_is_refused(tmp_path: Path, host: str) -> None:
    with pytest.raises(NoAddress, match=host):
        lan(tmp_path, host=host)


def test_authority_for_other_names_is_not_changed(tmp_path: Path) -> None:
    lan(tmp_path)
    with pytest.raises(CertificateUnusable, match=r"ca\.pem was not made for studio\.example\.com; delete it"):
        lan(tmp_path, public_url="https://studio.example.com:8780")
    (tmp_path / "ca.pem").unlink()
    assert lan(tmp_path, public_url="https://studio.example.com:8780").address == "https://studio.example.com:8780"


def test_certificate_setting_makes_the_address_https(tmp_path: Path) -> None:
    assert Endpoint.choose(Settings(), tmp_path, None).tls is None
    assert Settings(tls_cert="live.pem").address == "https://localhost:8780"
    assert Settings(tls_cert="live.pem", public_url="https://live.example.com").address == "https://live.example.com"


@pytest.mark.parametrize(("there", "missing"), [("tls_cert", "tls_key"), ("tls_key", "tls_cert")])
def test_one_file_of_two_is_refused(tmp_path: Path, there: str, missing: str) -> None:
    with pytest.raises(CertificateUnusable, match=f"{there} is set without {missing}"):
        Endpoint.choose(Settings(**{there: "live.pem"}), tmp_path, None)  # type: ignore[arg-type]
