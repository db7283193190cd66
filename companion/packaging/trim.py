"""Choose which of PyInstaller's files go into the package: only libraries that something loads."""

import re
from importlib.metadata import distribution, packages_distributions
from pathlib import PurePath

from parts import all_needed, needed
from PyInstaller.depend.bindepend import get_imports
from PyInstaller.utils.hooks import collect_data_files, collect_submodules

Entry = tuple[str, str, str]  # name in the folder, file, kind
QT = "PySide6/Qt"
PLUGINS = {  # Qt loads these by name: windows, pictures, TLS, keyboards, the desktop's style
    "iconengines/libqsvgicon",
    "imageformats/libqico",
    "imageformats/libqjpeg",
    "imageformats/libqsvg",
    "imageformats/libqwebp",
    "networkinformation/libqnetworkmanager",
    "platforminputcontexts/libcomposeplatforminputcontextplugin",
    "platforminputcontexts/libibusplatforminputcontextplugin",
    "platforms/libqoffscreen",
    "platforms/libqwayland",
    "platforms/libqxcb",
    "platformthemes/libqxdgdesktopportal",
    "tls/libqopensslbackend",
    "wayland-decoration-client/libadwaita",
    "wayland-decoration-client/libbradient",
    "wayland-graphics-integration-client/libdmabuf-server",
    "wayland-graphics-integration-client/libqt-plugin-wayland-egl",
    "wayland-shell-integration/libxdg-shell",
    "xcbglintegrations/libqxcb-egl-integration",
    "xcbglintegrations/libqxcb-glx-integration",
}
LANGUAGES = r"(en|zh)[-_A-Za-z]*"
QT_FILES = re.compile(  # without QML, Chromium's developer tools and other languages
    rf"{QT}/(resources/(icudtl\.dat|v8_context_snapshot\.bin|qtwebengine_resources[a-z0-9_]*\.pak)"
    rf"|translations/(qtbase_{LANGUAGES}\.qm|qtwebengine_locales/{LANGUAGES}\.pak)|libexec/qt\.conf)"
)
HOST = ("/lib/", "/lib64/", "/usr/lib/")


def modules(app: str) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """Return all modules of the app and of what it asks for, and all files beside them. PyInstaller knows Qt.

    Third, the modules that stay out: this machine has the tests' packages as well.
    """
    part = distribution(app)
    own = {one.name for one in (part, *needed(part)) if not one.name.lower().startswith(("pyside6", "shiboken6"))}
    whole = {one.name for one in (part, *all_needed(part))}
    owners = packages_distributions()
    tops = sorted(top for top, of in owners.items() if own & set(of) and top.isidentifier())
    hidden = [name for top in tops for name in collect_submodules(top, filter=_no_test)]
    hidden += [top for top, of in owners.items() if top.startswith("_") and whole & set(of)]  # compiled code's imports
    files = [file for top in tops for file in collect_data_files(top, excludes=["**/tests"])]
    return hidden, files, sorted(top for top, of in owners.items() if not whole & set(of))


def _no_test(name: str) -> bool:
    return not {"test", "tests"} & set(name.split("."))


def kept(binaries: list[Entry], datas: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the files that the package keeps.

    It leaves out Qt's libraries that nothing loads, Qt's data that the app does not use, and this machine's libraries.
    The last come from the distribution's packages, which the package names. One in here would stand in the way of a
    newer graphics driver's.
    """
    staying = [one for one in binaries if not _of_qt(one) and not _of_host(one)]
    roots = [one for one in binaries if one[2] == "EXTENSION" or _loaded_by_name(one[0])]
    needed = {name for root in roots for name, _ in get_imports(root[1])}
    qt = [one for one in binaries if _of_qt(one) and (one in roots or PurePath(one[0]).name in needed)]
    names = {one[0] for one in (*staying, *qt)}
    rest = [one for one in datas if _stays(one, names)]
    return [*staying, *qt], rest


def _of_qt(entry: Entry) -> bool:
    return entry[0].startswith(("PySide6/", "shiboken6/")) and entry[2] != "EXTENSION"


def _of_host(entry: Entry) -> bool:
    """Return whether it is a library of the distribution, which PyInstaller puts at the top; not Python's own."""
    return "/" not in entry[0] and entry[1].startswith(HOST) and not entry[0].startswith("libpython")


def _loaded_by_name(name: str) -> bool:
    plugin = name.removeprefix(f"{QT}/plugins/")
    return plugin.removesuffix(".so") in PLUGINS or name == f"{QT}/libexec/QtWebEngineProcess"


def _stays(entry: Entry, names: set[str]) -> bool:
    name, file, kind = entry
    if kind == "SYMLINK":
        return str(PurePath(PurePath(name).parent, file)) in names
    if name.startswith(f"{QT}/"):
        return QT_FILES.fullmatch(name) is not None
    return not name.endswith(".chk")  # checksums of this machine's NSS
