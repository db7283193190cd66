"""What the app itself says, in Chinese and in English; the pages have their own words."""

from PySide6.QtCore import QLocale

CHINESE = QLocale.system().language() == QLocale.Language.Chinese

WORDS = {
    "app": ("Kaibo 开播", "Kaibo"),
    "paste": ("粘贴你的链接", "Paste your link"),
    "paste_hint": ("就是发给你的那个直播链接。", "The one you were sent for the show."),
    "link": ("直播链接", "Launch link"),
    "open": ("打开", "Open"),
    "opening": ("正在打开……", "Opening…"),
    "bad_link": (
        "这不是 Kaibo 的链接。请复制完整的链接再试。",
        "This isn’t a Kaibo link. Copy the whole link and try again.",
    ),
    "newer_link": (
        "这个链接要用更新的 Kaibo 打开。请更新应用，或用浏览器进入。",
        "This link needs a newer Kaibo. Update the app, or carry on in the browser.",
    ),
    "recent": ("最近的直播", "Recent shows"),
    "recent_none": ("你进入过的直播会列在这里。", "Shows you have joined will be listed here."),
    "enter": ("进入", "Enter"),
    "host": ("主播", "Host"),
    "guest": ("嘉宾", "Guest"),
    "trust_title": ("第一次来这里，是这个地方吗？", "First time here. Is this the right place?"),
    "trust": (
        "这个链接通向一个没去过的地方。认识它再继续。",
        "The link leads to a place this app hasn’t visited before. Go on only if you know it.",
    ),
    "trust_no": ("不打开", "Don’t open"),
    "trust_yes": ("我认识，继续", "I know it, go on"),
    "trust_locked": (
        "你的公司没有允许打开 {server}。请问问管理员。",
        "Your company doesn’t let this app open {server}. Ask your administrator.",
    ),
    "policy_broken": (
        "公司的设置文件读不懂，所以现在打不开任何链接。请把这句话告诉管理员：{why}",
        "Your company’s policy file can’t be read, so no link opens. Tell your administrator: {why}",
    ),
    "switch_title": ("你正在直播，要换一场吗？", "You’re on air. Switch shows?"),
    "switch": (
        "“{name}”正在播。换过去以后，观众会看到封面，直到你回来。",
        "“{name}” is on air. If you switch, viewers see the cover until you come back.",
    ),
    "switch_no": ("留在这场", "Stay on air"),
    "switch_yes": ("换过去", "Switch"),
    "close_title": ("你正在直播，要关掉吗？", "You’re on air. Close Kaibo?"),
    "close": (
        "关掉以后，观众会看到封面，直到你回来。",
        "If you close it, viewers see the cover until you come back.",
    ),
    "close_no": ("继续直播", "Stay on air"),
    "close_yes": ("关掉", "Close"),
    "move_title": ("你已经在另一台设备上了", "You’re already in on another device"),
    "move": ("要换到这里吗？那边会收到通知。", "Move here? The other device will be told."),
    "move_no": ("不换", "Stay there"),
    "move_yes": ("换到这里", "Move here"),
    "share_title": ("共享什么？", "What do you want to share?"),
    "share": (
        "选中的画面会给 {server} 看到。",
        "{server} will see what you choose.",
    ),
    "share_no": ("不共享", "Don’t share"),
    "share_yes": ("共享", "Share"),
    "share_wayland": (
        "这个桌面（Wayland）不让应用共享屏幕。请用浏览器进入直播，在那里共享。",
        "This desktop (Wayland) doesn’t let the app share the screen. Open the show in your browser and share there.",
    ),
    "share_none": ("没有可以共享的画面。", "There is nothing to share."),
    "ok": ("好", "OK"),
    "unreachable": (
        "连不上 {server}。看看网络，再点一次链接。",
        "{server} doesn’t answer. Check the network and click the link again.",
    ),
    "refused": ("这个链接现在打不开。再点一次链接看看。", "This link doesn’t open now. Click the link again."),
    "TicketSpent": (
        "这次点击已经用过或过期了。再点一次链接。",
        "This click was used or is too old. Click the link again.",
    ),
    "LinkExpired": ("这个链接过期了。请要一个新的。", "This link has expired. Ask for a new one."),
    "LinkRevoked": ("这个链接已停用。请要一个新的。", "This link was turned off. Ask for a new one."),
    "LinkUsedUp": ("这个链接已经用过了。请要一个新的。", "This link was already used. Ask for a new one."),
    "LinkNotYet": ("你来早了。到时间再点一次链接。", "You’re early. Click the link again when it’s time."),
    "UnknownLink": ("这个链接打不开。问问发给你的人。", "This link doesn’t work. Ask whoever sent it."),
    "StageFull": ("台上坐满了。过一会儿再点一次链接。", "The stage is full. Click the link again in a while."),
    "ShowIsOver": ("直播已经结束。", "The show is over."),
}


def say(word: str, **named: str) -> str:
    """In the system's language."""
    return WORDS[word][0 if CHINESE else 1].format(**named)


def refusal(code: str, server: str) -> str:
    """A refused call's, by its code; "" is no answer at all."""
    return say("unreachable", server=server) if not code else say(code if code in WORDS else "refused")
