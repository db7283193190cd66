"""Build the folder to install: the app, Python, and only those parts of Qt that the app loads."""

import ast
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import fetch

APP = Path(__file__).resolve().parent.parent.parent / "kaibo_companion"
TEXTS = Path("/usr/share/common-licenses")  # on Debian, where this is built
OBJDUMP = "x86_64-w64-mingw32-objdump"
PATH_FILE = "python311.zip\n.\nlib\n"  # python311._pth: the only places where this Python looks for modules
PLUGINS = {  # Qt loads these by name: windows, pictures, TLS, the state of the network
    "iconengines/qsvgicon",
    "imageformats/qico",
    "imageformats/qjpeg",
    "imageformats/qsvg",
    "imageformats/qwebp",
    "networkinformation/qnetworklistmanager",
    "platforms/qwindows",
    "styles/qmodernwindowsstyle",
    "tls/qschannelbackend",
}
LANGUAGES = r"(en|zh)[-_A-Za-z]*"
DATA = re.compile(  # without QML, Chromium's developer tools and other languages
    r"resources/(icudtl\.dat|v8_context_snapshot\.bin|qtwebengine_resources(_[0-9a-z]+)?\.pak)"
    rf"|translations/(qtbase_{LANGUAGES}\.qm|qtwebengine_locales/{LANGUAGES}\.pak)|[a-z_]+\.py"
)
# The tree asks Windows 10, version 1903 and later, for these libraries and its API sets, and for no others.
# fmt: off
WINDOWS = {
    "advapi32", "authz", "bcrypt", "bthprops.cpl", "cabinet", "cfgmgr32", "comctl32", "comdlg32", "crypt32",
    "d3d11", "d3d12", "d3d9", "d3dcompiler_47", "dbghelp", "dcomp", "dhcpcsvc", "dnsapi", "dwmapi", "dwrite",
    "dxgi", "fontsub", "gdi32", "hid", "icuuc", "imm32", "iphlpapi", "kernel32", "mmdevapi", "mpr", "mscms", "msi",
    "msvcrt", "ncrypt", "netapi32", "ntdll", "ole32", "oleaut32", "pdh", "propsys", "rpcrt4", "secur32", "setupapi",
    "shell32", "shlwapi", "uiautomationcore", "urlmon", "user32", "userenv", "uxtheme", "version", "winhttp",
    "winmm", "winspool.drv", "winusb", "ws2_32", "wtsapi32",
}
# fmt: on


def build(tree: Path, update_key: Path) -> None:
    """Build the folder. Fail when a library needs one that is neither in the folder nor part of Windows."""
    fetch.python(tree)
    for name in ("python.exe", "python.cat"):  # for consoles, and signatures of absent files
        (tree / name).unlink()
    _tell_licences(tree)
    (tree / "python311._pth").write_text(PATH_FILE)
    lib = tree / "lib"
    fetch.packages(lib)
    shutil.rmtree(lib / "bin", ignore_errors=True)
    shutil.copytree(APP, lib / "kaibo_companion", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(update_key, lib / "kaibo_companion/update.pub")
    _trim(lib / "PySide6")
    for mine in tree.glob("vcruntime140*.dll"):  # Microsoft's own, from Qt's wheel
        shutil.copy(lib / "PySide6" / mine.name, mine)
    for name in ("include", "lib"):
        shutil.rmtree(lib / "shiboken6" / name)
    for left in [*lib.rglob("*.pyi"), *lib.glob("shiboken6/*.lib"), *lib.glob("*/py.typed")]:
        left.unlink()
    ours = {file.name.lower() for file in tree.rglob("*") if file.suffix in (".dll", ".pyd")}
    for file in programs(tree):
        missing = [name for name in imported(file) if name not in ours and not _of_windows(name)]
        if missing:
            raise SystemExit(f"{file.relative_to(tree)} asks for {', '.join(missing)}, which nothing brings")


def _tell_licences(tree: Path) -> None:
    """Add the licences. LGPL-3 requires its text and that of GPL-3 beside the libraries."""
    (into := tree / "licenses").mkdir()
    (tree / "LICENSE.txt").rename(into / "LICENSE-Python.txt")
    shutil.copy(Path(__file__).with_name("notice.txt"), into / "NOTICE.txt")
    for name in ("Apache-2.0", "GPL-3", "LGPL-3"):
        shutil.copy(TEXTS / name, into / f"{name}.txt")


def programs(folder: Path) -> list[Path]:
    """Return all files that Windows loads."""
    return sorted(file for file in folder.rglob("*") if file.suffix in (".dll", ".exe", ".pyd"))


def imported(file: Path) -> list[str]:
    """Return the libraries that a file imports, in lower case."""
    said = subprocess.run([OBJDUMP, "-p", file], capture_output=True, text=True, check=True).stdout
    return [name.lower() for name in re.findall(r"^\s*DLL Name: (\S+)$", said, re.M)]


def _of_windows(name: str) -> bool:
    return name.startswith("api-ms-win-") or name.removesuffix(".dll") in WINDOWS


def _trim(qt: Path) -> None:
    """Keep the bindings that the app needs, the plugins of the list, and all libraries that these load."""
    bindings = _closure(
        _asked_for(), lambda name: re.findall(r"^import PySide6\.(Qt\w+)", (qt / f"{name}.pyi").read_text(), re.M)
    )
    roots = [f"{name}.pyd" for name in bindings] + ["qtwebengineprocess.exe"]
    roots += [f"plugins/{name}.dll" for name in PLUGINS]
    there = {str(file.relative_to(qt)).lower(): file for file in qt.rglob("*") if file.is_file()}
    kept = _closure(
        (name.lower() for name in roots), lambda name: [one for one in imported(there[name]) if one in there]
    )
    for name, file in there.items():
        if name not in kept and not DATA.fullmatch(str(file.relative_to(qt))):
            file.unlink()
    for folder in sorted((one for one in qt.rglob("*") if one.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _asked_for() -> set[str]:
    """Return the bindings that the app's sources import."""
    source = "\n".join(file.read_text() for file in APP.rglob("*.py"))
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) and node.module]
    within = {node.module.split(".")[1] for node in imports if node.module and node.module.startswith("PySide6.")}
    return within | {one.name for node in imports if node.module == "PySide6" for one in node.names}


def _closure(roots: Iterable[str], leads_to: Callable[[str], list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += leads_to(one)
    return found
