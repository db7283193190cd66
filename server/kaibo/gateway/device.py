"""What a caller's device is called. People decide by it whom they let in, so it is only what is known here: the rest of
a User-Agent is what a stranger wrote. Pure."""

from typing import NamedTuple

import ua_parser
from ua_parser import Domain

LONGEST = 512
"""Characters of a User-Agent that are read. Browsers inside apps send up to four hundred; each costs time, because the
parser tries hundreds of regular expressions."""
APPS = {
    "KaiboCompanion/": "Kaibo",
    "wxwork/": "WeCom",
    "MicroMessenger/": "WeChat",
    "DingTalk": "DingTalk",
    "Lark/": "Feishu",
    "Feishu/": "Feishu",
    " QQ/": "QQ",
}
"""Apps with a browser inside, by what they add to its name; the first one fits."""
FAMILIES = (
    "Amazon Silk, Android, Baidu Browser, Baidu Explorer, Brave, Chrome, Chrome Mobile, Chrome Mobile WebView, "
    "Chrome Mobile iOS, Chromium, DuckDuckGo, DuckDuckGo Mobile, Edge, Edge Mobile, Electron, Facebook, Firefox, "
    "Firefox Mobile, Firefox iOS, HeadlessChrome, HeyTap Browser, Huawei Browser, Instagram, LINE, Maxthon, "
    "Microsoft Teams, MiuiBrowser, Mobile Safari, Mobile Safari UI/WKWebView, Opera, Opera GX, Opera Mini, "
    "Opera Mobile, Opera Touch, QQ Browser, QQ Browser Mini, QQ Browser Mobile, Qt Web Engine, Quark, Quark PC, "
    "360 Secure Browser, Safari, Samsung Internet, Sogou Explorer, UC Browser, Vivaldi, VivoBrowser, WeChat Browser, "
    "Weibo, Whale, Yandex Browser"
)
"""As ua-parser names them."""
BROWSERS = frozenset(FAMILIES.split(", ")) | frozenset(APPS.values())
HARMONY = ("OpenHarmony", "HarmonyOS")
OSES = (
    "Android, Chrome OS, Debian, Fedora, FreeBSD, HarmonyOS, KaiOS, Linux, Linux Mint, Mac OS X, OpenBSD, Red Hat, "
    "SUSE, Ubuntu, Windows, Windows Phone, iOS, iPadOS, macOS, tvOS, webOS"
)
SYSTEMS = frozenset(OSES.split(", "))


class Device(NamedTuple):
    """A name is "" where it is not known."""

    browser: str = ""
    system: str = ""


def device(user_agent: str) -> Device:
    """Name the browser and the system that a User-Agent header tells of."""
    text = user_agent[:LONGEST]
    seen = ua_parser.parser(text, Domain.USER_AGENT | Domain.OS)
    family = seen.user_agent.family if seen.user_agent else ""
    system = seen.os.family if seen.os else ""
    app = next((name for mark, name in APPS.items() if mark in text), "")
    return known(app or family, "HarmonyOS" if any(mark in text for mark in HARMONY) else system)


def known(browser: str, system: str) -> Device:
    """Leave out what is none of the names above: a row that an older server wrote may hold any."""
    return Device(browser if browser in BROWSERS else "", system if system in SYSTEMS else "")
