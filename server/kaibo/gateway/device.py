"""The name of a caller's device. Pure.

Hosts read this name before they let a person in. So it holds only names that this file knows: the rest of a User-Agent
is text from a stranger.
"""

from typing import NamedTuple

import ua_parser
from ua_parser import Domain

LONGEST = 512
"""Characters of a User-Agent that the server reads. Browsers inside apps send up to four hundred.

Each character costs time, because the parser tries hundreds of regular expressions.
"""
APPS = {
    "KaiboCompanion/": "Kaibo",
    "wxwork/": "WeCom",
    "MicroMessenger/": "WeChat",
    "DingTalk": "DingTalk",
    "Lark/": "Feishu",
    "Feishu/": "Feishu",
    " QQ/": "QQ",
}
"""Apps with a browser inside, by the mark that they add to the User-Agent. The first mark that fits wins."""
FAMILIES = (
    "Amazon Silk, Android, Baidu Browser, Baidu Explorer, Brave, Chrome, Chrome Mobile, Chrome Mobile WebView, "
    "Chrome Mobile iOS, Chromium, DuckDuckGo, DuckDuckGo Mobile, Edge, Edge Mobile, Electron, Facebook, Firefox, "
    "Firefox Mobile, Firefox iOS, HeadlessChrome, HeyTap Browser, Huawei Browser, Instagram, LINE, Maxthon, "
    "Microsoft Teams, MiuiBrowser, Mobile Safari, Mobile Safari UI/WKWebView, Opera, Opera GX, Opera Mini, "
    "Opera Mobile, Opera Touch, QQ Browser, QQ Browser Mini, QQ Browser Mobile, Qt Web Engine, Quark, Quark PC, "
    "360 Secure Browser, Safari, Samsung Internet, Sogou Explorer, UC Browser, Vivaldi, VivoBrowser, WeChat Browser, "
    "Weibo, Whale, Yandex Browser"
)
"""Browsers, as ua-parser names them."""
BROWSERS = frozenset(FAMILIES.split(", ")) | frozenset(APPS.values())
HARMONY = ("OpenHarmony", "HarmonyOS")
OSES = (
    "Android, Chrome OS, Debian, Fedora, FreeBSD, HarmonyOS, KaiOS, Linux, Linux Mint, Mac OS X, OpenBSD, Red Hat, "
    "SUSE, Ubuntu, Windows, Windows Phone, iOS, iPadOS, macOS, tvOS, webOS"
)
SYSTEMS = frozenset(OSES.split(", "))


class Device(NamedTuple):
    """The names of a device. "" stands for an unknown one."""

    browser: str = ""
    system: str = ""

    @property
    def text(self) -> str:
        """Return both names as the audit log has them, such as "Chrome · Linux"."""
        return " · ".join(filter(None, self))


def device(user_agent: str) -> Device:
    """Name the browser and the system of a User-Agent header."""
    text = user_agent[:LONGEST]
    parsed = ua_parser.parser(text, Domain.USER_AGENT | Domain.OS)
    family = parsed.user_agent.family if parsed.user_agent else ""
    system = parsed.os.family if parsed.os else ""
    app = next((name for mark, name in APPS.items() if mark in text), "")
    return known(app or family, "HarmonyOS" if any(mark in text for mark in HARMONY) else system)


def known(browser: str, system: str) -> Device:
    """Leave out every name that is not listed above. A row from an older server may hold any text."""
    return Device(browser if browser in BROWSERS else "", system if system in SYSTEMS else "")
