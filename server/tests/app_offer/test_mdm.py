"""The files for managed machines, in the forms of their readers. Chromium itself reads one in e2e/."""

import json
import plistlib
import re
from pathlib import Path
from typing import Any

import pytest
from kaibo.app_offer.mdm import files
from kaibo_companion.trust import read_company_policy

from tests.command import kaibo

ORIGIN = "https://live.example.com"
WANTED = [{"protocol": "kaibo", "allowed_origins": [ORIGIN]}]
NAME = "AutoLaunchProtocolsFromOrigins"


def test_linux_files_trust_the_server() -> None:
    made_files = files(ORIGIN)
    for place in ("opt/chrome", "opt/edge", "chromium"):
        assert json.loads(made_files[f"linux/etc/{place}/policies/managed/kaibo.json"]) == {NAME: WANTED}
    assert json.loads(made_files["linux/etc/firefox/policies/policies.json"]) == {"policies": {NAME: WANTED}}


def test_companion_reads_its_own_file(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    for place in ("linux/etc/kaibo-companion", "windows", "macos"):
        file.write_bytes(files(ORIGIN)[f"{place}/policy.json"])
        found = read_company_policy(file)
        assert (found.servers, found.only) == (frozenset({ORIGIN}), False)


def registry() -> dict[str, str]:
    """Read the registry file like regedit: each key with the text of its one value."""
    raw = files(ORIGIN)["windows/kaibo-browsers.reg"]
    assert raw.startswith(b"\xff\xfe")
    text = raw.decode("utf-16")
    assert text.startswith("Windows Registry Editor Version 5.00\r\n\r\n")
    assert "\n" not in text.replace("\r\n", "")
    found = {}
    for key, name, value in re.findall(r'\[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\(.+)\]\r\n"(\w+)"=(.+)\r\n', text):
        assert name == NAME
        if value.startswith("hex(7):"):
            found[key] = bytes.fromhex(value.removeprefix("hex(7):").replace(",", "")).decode("utf-16-le")
        else:
            found[key] = re.sub(r"\\(.)", r"\1", value[1:-1])
    return found


def test_windows_registry_file_trusts_the_server() -> None:
    found = registry()
    assert found.pop(r"Mozilla\Firefox").endswith("}]\0\0")
    assert set(found) == {r"Google\Chrome", r"Microsoft\Edge", "Chromium"}
    assert all(json.loads(value) == WANTED for value in found.values())


def test_macos_profile_trusts_the_server() -> None:
    plist = files(ORIGIN)["macos/kaibo-browsers.mobileconfig"]
    profile: dict[str, Any] = plistlib.loads(plist)
    assert (profile["PayloadType"], profile["PayloadScope"]) == ("Configuration", "System")
    within = {one["PayloadType"]: one for one in profile["PayloadContent"]}
    assert set(within) == {"com.google.Chrome", "com.microsoft.Edge", "org.chromium.Chromium", "org.mozilla.firefox"}
    assert all(one[NAME] == WANTED and one["PayloadVersion"] == 1 for one in within.values())
    assert within["org.mozilla.firefox"]["EnterprisePoliciesEnabled"] is True
    ids = [profile["PayloadUUID"], *(one["PayloadUUID"] for one in within.values())]
    assert len(set(ids)) == 5
    assert plist == files(ORIGIN)["macos/kaibo-browsers.mobileconfig"]
    assert plist != files("https://other.example.com")["macos/kaibo-browsers.mobileconfig"]


def test_command_writes_the_files_and_says_where_each_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = kaibo(tmp_path, "companion", "policy", "out")
    assert "public_url is not set" in said.stderr
    monkeypatch.setenv("KAIBO_PUBLIC_URL", ORIGIN)
    said = kaibo(tmp_path, "companion", "policy", "out")
    assert (said.returncode, said.stderr) == (0, "")
    out = tmp_path / "out"
    written = {str(file.relative_to(out)): file.read_bytes() for file in out.rglob("*") if file.is_file()}
    assert written == files(ORIGIN)
    assert said.stdout.encode() == written["README.txt"]
    for name in written:
        assert name == "README.txt" or Path(name).name in said.stdout
    assert ORIGIN in said.stdout
