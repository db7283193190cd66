"""The Debian packages that the tests and the companion's installers need."""

from __future__ import annotations  # an older Python must still reach the message that it is too old

import os
import platform
import shutil
import sys
from pathlib import Path

from steps import run, stop

LIBRARIES = {  # Qt needs these, for a window and for a picture, and a machine without a desktop lacks them
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libasound.so.2": "libasound2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgbm.so.1": "libgbm1",
    "libnss3.so": "libnss3",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbfile.so.1": "libxkbfile1",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXrandr.so.2": "libxrandr2",
    "libXtst.so.6": "libxtst6",
}
QT = {f"/usr/lib/{platform.machine()}-linux-gnu/{file}": package for file, package in LIBRARIES.items()}
TESTS = {
    "chromium": "chromium",
    "chromium-headless-shell": "chromium-headless-shell",
    "firefox-esr": "firefox-esr",
    "/usr/lib/postgresql": "postgresql",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": "fonts-noto-cjk",
    "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf": "fonts-noto-color-emoji",
    "wrk": "wrk",
    "redis-server": "redis-server",
    "/usr/sbin/nginx": "nginx-light",
    "caddy": "caddy",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "xset": "x11-xserver-utils",
    "setxkbmap": "x11-xkb-utils",
    "tint2": "tint2",
    "dbus-daemon": "dbus-daemon",
    "gio": "libglib2.0-bin",
    "desktop-file-validate": "desktop-file-utils",
    "/usr/libexec/xscreensaver/xscreensaver-systemd": "xscreensaver",
    "xdg-open": "xdg-utils",
    "weston": "weston",
    "minisign": "minisign",
    "ffprobe": "ffmpeg",
    **QT,
}
SOAK = {"WebKitWebDriver": "webkit2gtk-driver"}
PACKAGING = {  # these build the companion's packages
    "desktop-file-validate": "desktop-file-utils",
    "dpkg-shlibdeps": "dpkg-dev",
    "minisign": "minisign",
    "strip": "binutils",
    **QT,  # the icons are drawn with Qt, and the package names the libraries of this machine
}
if sys.base_prefix == "/usr":  # Debian's Python has its library inside; PyInstaller needs the file
    PYTHON_LIBRARY = f"libpython3.{sys.version_info.minor}"
    PACKAGING[f"/usr/lib/{platform.machine()}-linux-gnu/{PYTHON_LIBRARY}.so.1.0"] = PYTHON_LIBRARY
WINDOWS = {  # these build the companion's installer for Windows
    "makensis": "nsis",
    "minisign": "minisign",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    **QT,
}
WINDOWS_CHECK = {"/usr/lib/wine/wine64": "wine64", "osslsigncode": "osslsigncode"}
SERVICES = {"nginx-light": "nginx", "caddy": "caddy"}
"""Packages that start a server on port 80 by themselves, with the name of its service."""


def install(reason: str, wanted: dict[str, str]) -> None:
    """Install the Debian packages that are missing. Each is known by a program or a file that it brings."""
    missing = [package for file, package in wanted.items() if not (shutil.which(file) or Path(file).exists())]
    if not missing:
        return
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    command = [*root, "apt-get", "install", "-y", "--no-install-recommends", *missing]
    by_hand = f"As root: {' '.join(command[len(root) :])}"
    if not shutil.which("apt-get") or (root and not shutil.which("sudo")):
        stop(f"{reason} {', '.join(missing)}", by_hand)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt: package lists", *root, "apt-get", "update", "-q", env=env, cure=by_hand)
    run(f"apt: {len(missing)} packages", *command, env=env, cure=by_hand)
    services = [SERVICES[package] for package in missing if package in SERVICES]
    if services and Path("/run/systemd/system").exists():
        stopping = [*root, "systemctl", "disable", "--now", *services]
        run("systemd: no new server on port 80", *stopping, cure=f"As root: {' '.join(stopping[len(root) :])}")
