"""Files for machines that a company manages: their browsers open this server's links in the app without a question, and
the app trusts this server without one. Pure."""

import json
import plistlib
from typing import Any
from uuid import NAMESPACE_URL, uuid5

POLICY = "AutoLaunchProtocolsFromOrigins"
"""Of Chromium since 85 and of Firefox since 90, which names single origins: no other site gains by it."""
SCHEME = "kaibo"
README = "README.txt"
LINUX = {
    "Chrome": "linux/etc/opt/chrome/policies/managed/kaibo.json",
    "Edge": "linux/etc/opt/edge/policies/managed/kaibo.json",
    "Chromium": "linux/etc/chromium/policies/managed/kaibo.json",
}
FIREFOX = "linux/etc/firefox/policies/policies.json"
APP = {"linux": "linux/etc/kaibo-companion/policy.json", "windows": "windows/policy.json", "macos": "macos/policy.json"}
WINDOWS = "windows/kaibo-browsers.reg"
MACOS = "macos/kaibo-browsers.mobileconfig"
CHROMIUM_KEYS = (r"Google\Chrome", r"Microsoft\Edge", "Chromium")
CHROMIUM_DOMAINS = ("com.google.Chrome", "com.microsoft.Edge", "org.chromium.Chromium")


def files(origin: str) -> dict[str, bytes]:
    """By path below the folder that they are written to. `origin`: the server's public address."""
    list_ = [{"protocol": SCHEME, "allowed_origins": [origin]}]
    chromium = _json({POLICY: list_})
    return {
        **dict.fromkeys(LINUX.values(), chromium),
        FIREFOX: _json({"policies": {POLICY: list_}}),
        **dict.fromkeys(APP.values(), _json({"Servers": [origin]})),
        WINDOWS: _registry(json.dumps(list_)),
        MACOS: _profile(origin, list_),
        README: _readme(origin).encode(),
    }


def _json(value: object) -> bytes:
    return f"{json.dumps(value, indent=2)}\n".encode()


def _registry(text: str) -> bytes:
    """For regedit: Chrome and Edge read one line of JSON (REG_SZ), Firefox as many as there are (REG_MULTI_SZ)."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    lines = f"{text}\0\0".encode("utf-16-le")
    keys = [
        rf"[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\{key}]" + f'\r\n"{POLICY}"="{quoted}"\r\n' for key in CHROMIUM_KEYS
    ]
    firefox = r"[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Mozilla\Firefox]" + f'\r\n"{POLICY}"=hex(7):{lines.hex(",")}\r\n'
    return "\r\n".join(["Windows Registry Editor Version 5.00\r\n", *keys, firefox]).encode("utf-16")


def _profile(origin: str, list_: list[dict[str, Any]]) -> bytes:
    """A configuration profile, whose identifiers stay the same: installing it again replaces it."""

    def payload(kind: str, identifier: str, name: str, **more: object) -> dict[str, object]:
        return {
            "PayloadType": kind,
            "PayloadVersion": 1,
            "PayloadIdentifier": identifier,
            "PayloadUUID": str(uuid5(NAMESPACE_URL, f"{origin} {identifier}")).upper(),
            "PayloadDisplayName": name,
            **more,
        }

    ours = "live.kaibo.browsers"
    within = [payload(one, f"{ours}.{one}", f"Kaibo: {one}", **{POLICY: list_}) for one in CHROMIUM_DOMAINS]
    firefox = "org.mozilla.firefox"
    more = {"EnterprisePoliciesEnabled": True, POLICY: list_}
    within.append(payload(firefox, f"{ours}.{firefox}", f"Kaibo: {firefox}", **more))
    name = f"Kaibo: {origin} opens the app"
    return plistlib.dumps(payload("Configuration", ours, name, PayloadScope="System", PayloadContent=within))


def _readme(origin: str) -> str:
    places = [f"  {name:10}/{path.removeprefix('linux/')}" for name, path in LINUX.items()]
    return f"""\
Kaibo on managed machines: links of {origin}
open in the app without a question, and the app trusts that server without one.
No other site gains a right by these files.

Linux. As root: cp -rn linux/etc/. /etc/
{chr(10).join(places)}
  Firefox   /{FIREFOX.removeprefix("linux/")}
  the app   /{APP["linux"].removeprefix("linux/")}
  Firefox and the app each read one file. Where there is one already, cp -n leaves
  it: put the entries of ours into it. For the app, "OnlyThese": true besides
  "Servers" lets people open no other server.

Windows. As administrator: reg import kaibo-browsers.reg (in windows/), or the same
values by group policy. Chrome, Edge, Chromium, Firefox. Where the policy
{POLICY} is set already, add our entry to it instead.
The app: windows/policy.json to C:\\Program Files\\kaibo-companion.

macOS. macos/kaibo-browsers.mobileconfig, by your device management, or opened and
agreed to in System Settings. Chrome, Edge, Chromium, Firefox.
The app: macos/policy.json to /Library/Application Support/kaibo-companion.

Browsers take them up when they start; chrome://policy, edge://policy and
about:policies show them.
"""
