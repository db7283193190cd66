"""The texts of the app's own windows, in Chinese and English. The pages have their own texts."""

from PySide6.QtCore import QLocale

CHINESE = QLocale.system().language() == QLocale.Language.Chinese

UNTRUSTED = "Untrusted"  # a code of ours beside the server's: this computer does not trust the certificate
WORDS = {
    "app": ("Kaibo 开播", "Kaibo"),
    "paste": ("粘贴你的链接", "Paste your link"),
    "paste_hint": (
        "就是发给你的那个直播链接。收到的是一串口令？也在这里输入。",
        "The one you were sent for the show. Got a join code instead? Type it here.",
    ),
    "link": ("链接或口令", "Link or join code"),
    "place": ("口令是哪里的？", "Where is the join code for?"),
    "place_none": (
        "还不知道口令是哪里的。填上网址，例如 live.example.com。",
        "The join code doesn’t say where it is for. Type the address, such as live.example.com.",
    ),
    "bad_place": (
        "这不是能打开的网址。例如 live.example.com。",
        "This isn’t an address that can be opened. It looks like live.example.com.",
    ),
    "open": ("打开", "Open"),
    "opening": ("正在打开…", "Opening…"),
    "bad_link": (
        "这不是 Kaibo 的链接。请复制完整的链接再试。",
        "This isn’t a Kaibo link. Copy the whole link and try again.",
    ),
    "plain_link": (
        "应用只打开 https 的地址。请要一个 https 链接，或用浏览器打开。",
        "The app opens only https addresses. Ask for an https link, or open it in the browser.",
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
        "这个链接通向一个没用过的服务器。信任它再继续。",
        "The link leads to a server this app hasn’t used before. Continue only if you trust it.",
    ),
    "trust_no": ("不打开", "Don’t open"),
    "trust_yes": ("信任并继续", "Trust and continue"),
    "trust_locked": (
        "你的公司没有允许打开 {server}。请问问管理员。",
        "Your company doesn’t let this app open {server}. Ask your administrator.",
    ),
    "policy_broken": (
        "公司的设置文件读不懂，所以现在打不开任何链接。请把这句话告诉管理员：{why}",
        "Your company’s policy file can’t be read, so no link opens. Tell your administrator: {why}",
    ),
    "whose_title": ("要进入这场直播吗？", "Enter this show?"),
    "whose": (
        "这个链接可能来自别人。认识这场直播再进入。",
        "This link may come from someone else. Enter only if you know the show.",
    ),
    "as_host": ("你将以主播身份进入。", "You’ll join as the host."),
    "as_guest": ("你将以嘉宾“{name}”的身份进入。", "You’ll join as guest {name}."),
    "as_some_guest": ("你将以嘉宾身份进入。", "You’ll join as a guest."),
    "whose_no": ("暂不进入", "Not now"),
    "switch_title": ("你正在直播，要换一场吗？", "You’re on air. Switch shows?"),
    "switch": (
        "“{name}”正在播。换过去以后，观众会看到封面，直到你回来。",
        "“{name}” is on air. If you switch, viewers see the cover until you come back.",
    ),
    "switch_no": ("留在这场", "Stay on air"),
    "switch_yes": ("换过去", "Switch"),
    "leave_title": ("你正在直播，要离开吗？", "You’re on air. Leave this show?"),
    "leave": (
        "“{name}”正在播。离开以后，观众会看到封面，直到你回来。",
        "“{name}” is on air. If you leave, viewers see the cover until you come back.",
    ),
    "leave_no": ("留在这场", "Stay on air"),
    "leave_yes": ("离开", "Leave"),
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
    "share_wayland_title": ("这里不能共享屏幕", "The screen can’t be shared here"),
    "share_wayland": (
        "这个桌面（Wayland）不让应用共享屏幕，浏览器可以。要在浏览器里继续这场直播吗？",
        "This desktop (Wayland) doesn’t let the app share the screen; a browser can. Continue this show there?",
    ),
    "share_wayland_no": ("留在这里", "Stay here"),
    "share_wayland_yes": ("在浏览器里继续", "Continue in the browser"),
    "continue_failed": (
        "{server} 没有让这场直播在浏览器里继续。把你收到的链接粘贴到浏览器里打开。",
        "{server} didn’t let this show go on in a browser. Paste the link you were sent into one.",
    ),
    "share_none": ("没有可以共享的画面。", "There is nothing to share."),
    "mini": ("Kaibo 小窗", "Kaibo, small window"),
    "mini_back": ("回到 Kaibo", "Open Kaibo"),
    "mini_fold": ("收起", "Collapse"),
    "mini_unfold": ("展开", "Expand"),
    "on_air": ("直播中", "On air"),
    "off_air": ("没有在播", "Not on air"),
    "waiting_title": ("有人在等你", "Someone is waiting for you"),
    "waiting": ("在直播“{name}”的后台。", "Backstage in “{name}”."),
    "microphone_on": ("麦克风开着", "Mic is on"),
    "microphone_off": ("麦克风关着", "Mic is off"),
    "camera_on": ("摄像头开着", "Camera is on"),
    "camera_off": ("摄像头关着", "Camera is off"),
    "microphone": ("麦克风", "Microphone"),
    "camera": ("摄像头", "Camera"),
    "menu": ("Kaibo(&K)", "&Kaibo"),
    "home": ("首页", "Home"),
    "quit": ("退出 Kaibo", "Quit Kaibo"),
    "record_saving": ("正在保存录制…", "Saving the recording…"),
    "record_saved": ("录好了，在这里：\n\n{file}", "Your recording is here:\n\n{file}"),
    "record_show": ("打开文件夹", "Show in folder"),
    "record_title": ("录制已保存", "Recording saved"),
    "record_end_title": ("正在录制，要停下吗？", "You’re recording. Stop?"),
    "record_end": (
        "已经录下的“{name}”会存好。",
        "The recording of “{name}” so far is kept.",
    ),
    "record_end_no": ("继续录制", "Keep recording"),
    "record_end_yes": ("停下", "Stop"),
    "record_stopped": ("录制停了", "Recording stopped"),
    "record_kept": ("已经录下的在这里：\n\n{file}", "What was recorded is here:\n\n{file}"),
    "record_full": (
        "磁盘快满了，录制停了。直播不受影响。",
        "The disk is almost full, so recording stopped. The show isn’t affected.",
    ),
    "record_lost": (
        "录制没能存好。看看磁盘和设置里的文件夹。",
        "The recording could not be saved. Check the disk and the folder in the settings.",
    ),
    "record_failed": (
        "录制写不进磁盘，已经停了。看看设置里的文件夹。直播不受影响。",
        "The recording can’t be written, so it stopped. Check the folder in the settings. The show isn’t affected.",
    ),
    "settings": ("设置", "Settings"),
    "settings_keys": ("全局快捷键", "Global hotkeys"),
    "settings_keys_on": ("在别的窗口里也能用快捷键", "Use hotkeys while other windows are in front"),
    "settings_keys_none": (
        "这个系统不让应用使用全局快捷键。",
        "This system doesn’t let the app use global hotkeys.",
    ),
    "settings_keys_taken": ("{key} 已被别的程序占用", "{key} is used by another program"),
    "settings_keys_unsupported": ("这个键盘上用不了 {key}", "{key} doesn’t work on this keyboard"),
    "settings_keys_bad": ("{key} 不能用作快捷键", "{key} can’t be a hotkey"),
    "key_microphone": ("麦克风开关", "Microphone on or off"),
    "key_camera": ("摄像头开关", "Camera on or off"),
    "key_go-live": ("开播", "Go live"),
    "key_next-scene": ("下一个场景", "Next scene"),
    "key_next-slide": ("讲稿下一页", "Next slide"),
    "settings_window": ("直播时", "While on air"),
    "settings_small_window": (
        "别的窗口在前面时，在最上层显示小窗",
        "Show a small window on top when another window is in front",
    ),
    "settings_recordings": ("录制保存在", "Recordings are kept in"),
    "settings_choose": ("换一个…", "Choose…"),
    "settings_start": ("启动", "Start"),
    "settings_at_login": (
        "登录系统时在后台启动，点链接就更快",
        "Start in the background at login, so that links open faster",
    ),
    "settings_updates": ("更新", "Updates"),
    "settings_updates_on": ("有新版本时告诉我", "Tell me when there is a newer version"),
    "settings_version": ("现在是 {version}", "This is {version}"),
    "settings_places": ("受信任的服务器", "Trusted servers"),
    "settings_places_none": ("还没有。", "None yet."),
    "settings_place_forget": ("忘掉", "Forget"),
    "settings_help": ("帮助", "Help"),
    "close_settings": ("好", "Done"),
    "update_get": ("更新到 {version}", "Update to {version}"),
    "ok": ("好", "OK"),
    "update_nowhere": (
        "新版本由直播所在的服务器提供。先进入一场直播。",
        "New versions come from the servers that shows are on. Join a show first.",
    ),
    "forget_failed": (
        "没能忘掉 {server}：{why}",
        "{server} couldn’t be forgotten: {why}",
    ),
    "at_login_failed": (
        "系统没有让 Kaibo 在登录时启动：{why}",
        "The system didn’t let Kaibo start at login: {why}",
    ),
    "update_check": ("看看有没有新版本", "Look for a new version"),
    "update": ("有新版本 {version}", "Kaibo {version} is here"),
    "update_why": (
        "从 {server} 下载，{size}。下载好以后由你决定什么时候安装。",
        "A download from {server}, {size}. You decide when to install it.",
    ),
    "update_no": ("以后再说", "Later"),
    "update_yes": ("下载", "Download"),
    "update_progress": ("正在下载…{percent}%", "Downloading… {percent}%"),
    "update_cancel": ("不下载了", "Stop the download"),
    "update_ready": ("{version} 已经下载好了，要安装吗？", "Kaibo {version} is downloaded. Install it?"),
    "update_install": ("打开安装程序", "Open the installer"),
    "update_closes": ("Kaibo 会为它关闭。", "Kaibo closes for it."),
    "update_not_now": (
        "先离开直播，再打开安装程序。",
        "Leave the show first, then open the installer.",
    ),
    "update_gone": (
        "下载好的文件不在了，或者读不了。再下载一次吗？",
        "The downloaded file is gone, or can’t be read. Download it again?",
    ),
    "update_not_opened": ("安装程序没有打开，它在这里：", "The installer didn’t open. It is here:"),
    "update_fetching": ("新版本正在下载。", "The new version is being downloaded."),
    "update_by_hand": ("也可以在终端里安装：{command}", "Or install it in a terminal: {command}"),
    "update_current": ("这就是最新的版本。", "This is the newest version."),
    "update_asked_today": ("今天已经看过了。", "Already looked today."),
    "update_no_key": (
        "这个应用不能自己更新。请用安装时的办法更新。",
        "This app doesn’t update itself. Update it the way it was installed.",
    ),
    "update_unreachable": ("{server} 现在没有提供新版本。", "{server} offers no new version right now."),
    "update_unsigned": (
        "{server} 上的新版本不是 Kaibo 的制作者签名的，所以没有下载。请告诉管理员。",
        "The version on {server} isn’t signed by the app’s makers, so it was left alone. Tell your administrator.",
    ),
    "update_unreadable": (
        "{server} 上的新版本说明读不懂。请告诉管理员。",
        "The app can’t read what {server} says about new versions. Tell your administrator.",
    ),
    "update_other_system": (
        "有新版本，但没有适合这台电脑的。",
        "There is a new version, but none for this kind of computer.",
    ),
    "update_failed_unreachable": (
        "下载中断了。看看网络，再试一次。",
        "The download was interrupted. Check the network and try again.",
    ),
    "update_failed_wrong": (
        "下载到的文件和签名的不一样，已经删掉。请告诉管理员。",
        "The file isn’t the one that was signed, so it was removed. Tell your administrator.",
    ),
    "update_failed_no_space": ("磁盘空间不够。", "There isn’t enough room on the disk."),
    "update_failed_disk": (
        "“下载”文件夹里存不了文件。看看它的权限，再试一次。",
        "The file can’t be saved in your downloads folder. Check its permissions and try again.",
    ),
    "report_save": ("保存问题报告", "Save a report"),
    "report_what": (
        "里面有日志、版本、设置和受信任的服务器，没有链接。发给帮你的人吧。",
        "It has the log, versions, settings and trusted servers, but no links. Send it to the person who helps you.",
    ),
    "report_saved": ("报告存在 {file}。", "The report is in {file}."),
    "report_failed": ("报告存不进去。换一个文件夹再试。", "The report can’t be saved there. Choose another folder."),
    "unreachable": (
        "连不上 {server}。看看网络，再点一次链接。",
        "{server} doesn’t answer. Check the network and click the link again.",
    ),
    "page_lost": (
        "连不上 {server}。看看网络，再从下面进入。",
        "{server} doesn’t answer. Check the network, then enter the show again below.",
    ),
    "restore_stopped": (
        "在“{name}”里意外退出了两次，所以没有自动回去。要回去就从下面进入。",
        "Kaibo closed unexpectedly twice in “{name}”, so it didn’t go back by itself. To go back, enter it below.",
    ),
    UNTRUSTED: (
        "这台电脑不信任 {server} 的证书。请管理员把它加进系统，或用浏览器继续。",
        "This computer doesn’t trust the certificate of {server}. Ask your administrator to add it, "
        "or carry on in the browser.",
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
    "ResourceNotFound.LaunchLink": (
        "这个链接打不开。问问发给你的人。",
        "This link doesn’t work. Ask the person who sent it.",
    ),
    "StageFull": ("连麦人数已满。过一会儿再点一次链接。", "The stage is full. Click the link again in a while."),
    "ResourceConflict.LinkCrowded": (
        "这个链接用的人太多了。请要一个你自己的。",
        "Too many people use this link. Ask for one of your own.",
    ),
    "SessionEnded": (
        "你在这场直播里的位置已经收回。再点一次链接。",
        "Your place in this show has ended. Click the link again.",
    ),
    "FlowLimitExceeded": ("试得太快了。等一分钟再试。", "Too many attempts. Wait a minute and try again."),
    "ResourceConflict.Over": ("直播已经结束。", "The show is over."),
}


def say(word: str, **named: str) -> str:
    """Return a text in the system's language, with these values filled in."""
    return WORDS[word][0 if CHINESE else 1].format(**named)


def refusal(code: str, server: str) -> str:
    """Return the text for the code of a refused call; "" stands for no answer."""
    return say((code if code in WORDS else "refused") if code else "unreachable", server=server)
