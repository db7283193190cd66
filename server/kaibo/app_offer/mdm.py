"""Policy files for managed machines (mobile device management). Pure.

With them the browsers open this server's links in the app without a question. The app trusts this server without one.
"""

import json
import plistlib
from typing import Any
from uuid import NAMESPACE_URL, uuid5

POLICY = "AutoLaunchProtocolsFromOrigins"
"""The policy of Chromium since 85 and of Firefox since 90. It names single origins, so no other site gains a right."""
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
    """Make the files, by their path below one folder. `origin` is the server's public address."""
    rules = [{"protocol": SCHEME, "allowed_origins": [origin]}]
    chromium = _json({POLICY: rules})
    return {
        **dict.fromkeys(LINUX.values(), chromium),
        FIREFOX: _json({"policies": {POLICY: rules}}),
        **dict.fromkeys(APP.values(), _json({"Servers": [origin]})),
        WINDOWS: _registry(json.dumps(rules)),
        MACOS: _profile(origin, rules),
        README: _readme(origin).encode(),
    }


def _json(value: object) -> bytes:
    return f"{json.dumps(value, indent=2)}\n".encode()


def _registry(text: str) -> bytes:
    """Write a file for regedit. Chrome and Edge read one line of JSON (REG_SZ), Firefox any number (REG_MULTI_SZ)."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    lines = f"{text}\0\0".encode("utf-16-le")
    keys = [
        rf"[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\{key}]" + f'\r\n"{POLICY}"="{quoted}"\r\n' for key in CHROMIUM_KEYS
    ]
    firefox = r"[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Mozilla\Firefox]" + f'\r\n"{POLICY}"=hex(7):{lines.hex(",")}\r\n'
    return "\r\n".join(["Windows Registry Editor Version 5.00\r\n", *keys, firefox]).encode("utf-16")


def _profile(origin: str, rules: list[dict[str, Any]]) -> bytes:
    """Write a configuration profile. Its identifiers stay the same, so a second installation replaces the first."""

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
    within = [payload(name, f"{ours}.{name}", f"Kaibo: {name}", **{POLICY: rules}) for name in CHROMIUM_DOMAINS]
    firefox = "org.mozilla.firefox"
    more = {"EnterprisePoliciesEnabled": True, POLICY: rules}
    within.append(payload(firefox, f"{ours}.{firefox}", f"Kaibo: {firefox}", **more))
    name = f"Kaibo: {origin} opens the app"
    return plistlib.dumps(payload("Configuration", ours, name, PayloadScope="System", PayloadContent=within))


def _readme(origin: str) -> str:
    places = [f"  {name:10}/{path.removeprefix('linux/')}" for name, path in LINUX.items()]
    return f"""\
Kaibo on managed machines: links of {origin}
open in the app without a question, and the app trusts that server without one.
These files give no right to any other site.

Linux. As root: cp -rn linux/etc/. /etc/
{chr(10).join(places)}
  Firefox   /{FIREFOX.removeprefix("linux/")}
  the app   /{APP["linux"].removeprefix("linux/")}
  Firefox and the app each read one file. cp -n does not change an existing file:
  add our entries to it. For the app, add "OnlyThese": true next to "Servers" to
  forbid all other servers.

Windows. As administrator: reg import kaibo-browsers.reg (in windows/), or set the
same values by group policy. For Chrome, Edge, Chromium, Firefox. If the policy
{POLICY} is set already, add our entry to it instead.
For the app, copy windows/policy.json to C:\\Program Files\\kaibo-companion.

macOS. Install macos/kaibo-browsers.mobileconfig by your device management, or open
it and agree in System Settings. For Chrome, Edge, Chromium, Firefox.
For the app, copy macos/policy.json to /Library/Application Support/kaibo-companion.

Browsers read the policies when they start. The pages chrome://policy, edge://policy
and about:policies show them.
"""
