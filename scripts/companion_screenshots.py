"""Write docs/screenshots/companion/: the desktop app's own windows and the studio in it, in both languages."""

import json
import tempfile
import time
from pathlib import Path

from e2e.desktop import YES, Desktop, screen
from e2e.kaibo import Kaibo, until

FOLDER = Path(__file__).resolve().parent.parent / "docs/screenshots/companion"
LANGUAGES = {"en": "en_US.UTF-8", "zh": "zh_CN.UTF-8"}
TITLES = {
    "en": {
        "app": "Kaibo",
        "trust": "First time here",
        "picker": "want to share",
        "settings": "Settings",
        "mini": "small",
    },
    "zh": {"app": "Kaibo", "trust": "第一次来这里", "picker": "共享什么", "settings": "设置", "mini": "小窗"},
}


def tour(desktop: Desktop, kaibo: Kaibo, code: str) -> None:
    titles = TITLES[code]

    def shoot(name: str, window: str) -> None:
        desktop.window(titles[window])
        time.sleep(1)  # until the window is painted
        desktop.shoot(FOLDER / f"{name}-{code}.png", titles[window])

    desktop.start()
    desktop.window(titles["app"])
    desktop.type(kaibo.guest_url("Mia"))
    desktop.press("Return")
    shoot("trust", "trust")
    desktop.press(*YES)
    desktop.wait_page("guest", "preview")
    desktop.start(kaibo.deep_link(kaibo.said["HostUrl"]))
    desktop.wait_page("studio", "preview")
    desktop.page("document.getElementById('go-live').click()")
    desktop.wait_page("studio", "live")
    desktop.page("document.getElementById('record').click()")
    until(lambda: desktop.page("document.querySelector('video').currentTime > 2"), 10, "a picture")
    shoot("studio", "app")
    desktop.page("document.getElementById('share-screen').click()")
    shoot("picker", "picker")
    desktop.press("Escape")
    desktop.window(titles["app"])
    desktop.minimise("Kaibo")
    shoot("small-window", "mini")
    desktop.page("document.getElementById('record').click()")
    desktop.kill()
    recent = desktop.home / ".local/share/kaibo-companion/recent.json"
    recent.write_text(json.dumps([{**entry, "inside": False} for entry in json.loads(recent.read_text())]))
    desktop.start()
    shoot("home", "app")
    desktop.press("Tab", "Tab", "Tab", "Tab", "Return")
    shoot("settings", "settings")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for code, language in LANGUAGES.items():
        with tempfile.TemporaryDirectory() as temporary:
            server, manager, display = screen()
            kaibo = Kaibo(Path(temporary) / "data").start()
            desktop = Desktop(Path(temporary) / "home", display, language)
            try:
                tour(desktop, kaibo, code)
            finally:
                desktop.kill()
                kaibo.stop()
                for process in (manager, server):
                    process.terminate()
                    process.wait(10)


if __name__ == "__main__":
    main()
