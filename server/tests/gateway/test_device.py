"""Hosts see the name of a guest's device only if it is on our list."""

import pytest
from kaibo.gateway.device import BROWSERS, LONGEST, SYSTEMS, Device, device, known

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)"
LINUX = "Mozilla/5.0 (X11; Linux x86_64)"


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (f"{WINDOWS} Chrome/140.0.0.0 Safari/537.36", "Chrome", "Windows"),
        (f"{WINDOWS} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge", "Windows"),
        (f"{WINDOWS} Chrome/138.0.0.0 Safari/537.36 OPR/122.0.0.0", "Opera", "Windows"),
        (f"{WINDOWS} Chrome/123.0.0.0 Safari/537.36 QQBrowser/19.3.6200.400", "QQ Browser", "Windows"),
        (f"{WINDOWS} Chrome/91.0 Safari/537.36 dingtalk-win/1.0.0 nw(0.14.7) DingTalk(7.6.45)", "DingTalk", "Windows"),
        (f"{WINDOWS} Chrome/132.0.0.0 Safari/537.36 MicroMessenger/7.0.20 WindowsWechat", "WeChat", "Windows"),
        (f"{WINDOWS} Chrome/108.0 Safari/537.36 wxwork/4.1.36 MicroMessenger/7.0.1", "WeCom", "Windows"),
        (f"{WINDOWS} QtWebEngine/6.12.0 Chrome/140.0 Safari/537.36 KaiboCompanion/1.2.3", "Kaibo", "Windows"),
        (f"{MAC} Version/18.5 Safari/605.1.15", "Safari", "Mac OS X"),
        (f"{MAC} Chrome/118.0 Electron/27 Safari/537.36 Lark/7.40.8 ChannelName/Feishu", "Feishu", "Mac OS X"),
        (f"{PHONE} Version/18.5 Mobile/15E148 Safari/604.1", "Mobile Safari", "iOS"),
        (f"{PHONE} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1", "Chrome Mobile iOS", "iOS"),
        (f"{PHONE} Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI", "WeChat", "iOS"),
        (f"{PHONE} Mobile/15E148 QQ/9.1.75.603 V1_IPH_SQ_9.1.75", "QQ", "iOS"),
        (f"{ANDROID} Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome Mobile", "Android"),
        (f"{ANDROID} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36", "Samsung Internet", "Android"),
        (f"{ANDROID} Version/4.0 Chrome/100.0.4896.58 UCBrowser/17.4.2.1397 Mobile", "UC Browser", "Android"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) HuaweiBrowser/5.1.6.340", "Huawei Browser", "HarmonyOS"),
        (f"{LINUX} Gecko/20100101 Firefox/140.0", "Firefox", "Linux"),
        ("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Ubuntu"),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/140.0.0.0 Safari/537.36", "Chrome", "Chrome OS"),
    ],
)
def test_known_browser_is_named(agent: str, browser: str, system: str) -> None:
    assert device(agent) == (browser, system)


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Your-Producer-Click-Grant-Bot/1.0",
        "Mozilla/5.0 (compatible; Your-Producer-Click-Grant-Bot/1.0)",
        "Your-Boss-Spider/2",
        "curl/8.5.0",
        "x" * 100_000,
        "\u0000\u202e",
    ],
)
def test_made_up_name_is_not_shown(agent: str) -> None:
    assert device(agent) == Device("", "")


def test_only_the_beginning_of_a_header_is_read() -> None:
    assert device("x" * LONGEST + f"{WINDOWS} Chrome/140.0.0.0 Safari/537.36") == Device("", "")


def test_unknown_stored_name_is_left_out() -> None:
    assert known("Your-Producer-Click-Grant-Bot", "Your-System") == Device("", "")
    assert known("Firefox", "Your-System") == Device("Firefox", "")
    assert all(known(browser, system) == (browser, system) for browser in BROWSERS for system in SYSTEMS)
