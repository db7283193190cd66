"""Verify the Python of the Windows package as far as its signatures reach.

Programs and libraries carry the Python Software Foundation's signature. The standard library is a zip of compiled
modules without one. But the signed catalogue beside it, python.cat, names the SHA-256 of every source of that release.
So a module is confirmed when a source that the catalogue names compiles into it, wherever that source comes from. Here
it comes from the Python that runs this: 3.11.9 has all of them, a neighbour most. Fails when anything is not what it
should be. It lists what cannot be confirmed, with the names and constants that this Python's module has not.
"""

import hashlib
import marshal
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path
from types import CodeType

import fetch

ROOTS = "/etc/ssl/certs/ca-certificates.crt"
CODE = [name for name in dir(CodeType) if name.startswith("co_") and name not in ("co_filename", "co_lnotab")]
HEADER = 16  # bytes before the code of a compiled module
MICROSOFT = "vcruntime140*.dll"  # tree.py takes Qt's instead: their root is not among Debian's


def main() -> None:
    if sys.version_info[:2] != (3, 11):
        sys.exit("Run this by a Python 3.11: another one compiles otherwise.")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "python"
        fetch.python(folder)
        for file in sorted({*folder.glob("*.*"), folder / "python.cat"} - set(folder.glob(MICROSOFT))):
            if file.suffix in (".exe", ".dll", ".pyd", ".cat"):
                _signed(file)
        _library(folder / "python311.zip", _content((folder / "python.cat").read_bytes()))


def _signed(file: Path) -> None:
    """Verify the Foundation's signature, valid at its time stamp. Revocation is not checked."""
    options: list[str | Path] = ["-CAfile", ROOTS, "-TSA-CAfile", ROOTS, "-ignore-cdp", "-ignore-crl", "-in", file]
    said = subprocess.run(["osslsigncode", "verify", *options], capture_output=True, text=True, check=False)
    if said.returncode or "/O=Python Software Foundation/" not in said.stdout:
        sys.exit(f"{file.name}: not signed by the Python Software Foundation\n{said.stdout[-2000:]}")
    print(f"signed: {file.name}")


def _content(catalogue: bytes) -> bytes:
    """Return the signed part: ContentInfo → [0] → SignedData → version, algorithms, this (RFC 2315 §9.1)."""
    at, _ = _head(catalogue, 0)
    _, at = _head(catalogue, at)  # the object's kind
    at, _ = _head(catalogue, at)
    at, _ = _head(catalogue, at)
    for _ in ("version", "algorithms"):
        _, at = _head(catalogue, at)
    return catalogue[slice(*_head(catalogue, at))]


def _head(data: bytes, at: int) -> tuple[int, int]:
    """Return where the DER value at `at` begins and ends."""
    length, begin = data[at + 1], at + 2
    if length & 0x80:
        size = length & 0x7F
        length, begin = int.from_bytes(data[begin : begin + size], "big"), begin + size
    return begin, begin + length


def _library(archive: Path, named: bytes) -> None:
    confirmed, open_ones = 0, []
    with zipfile.ZipFile(archive) as files:
        modules = [name for name in files.namelist() if name.endswith(".pyc")]
        for name in modules:
            code = marshal.loads(files.read(name)[HEADER:])
            source = Path(sysconfig.get_path("stdlib"), name).with_suffix(".py")
            if not source.is_file():
                open_ones.append(f"{name}: no such module here")
                continue
            text = source.read_bytes()
            ours = compile(text, "", "exec", dont_inherit=True, optimize=2)
            forms = text, text.replace(b"\n", b"\r\n")  # line ends of Windows
            if not any(hashlib.sha256(form).digest() in named for form in forms):
                more = sorted(_words(code) - _words(ours))
                open_ones.append(
                    f"{name}: " + ("the same code" if _same(code, ours) else f"adds {', '.join(more)}"[:1000])
                )
            elif _same(code, ours):
                confirmed += 1
            else:
                sys.exit(f"{name}: not what its source compiles into")
    print("\n".join(open_ones))
    print(f"confirmed: {confirmed} of {len(modules)} modules; above are those whose sources are not this Python's")


def _same(one: object, other: object) -> bool:
    """Compare code as `marshal` stores it, without file names and layout."""
    if isinstance(one, CodeType) and isinstance(other, CodeType):
        return all(_same(getattr(one, name), getattr(other, name)) for name in CODE if not callable(getattr(one, name)))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and (one == other or repr(one) == repr(other))


def _words(code: CodeType) -> set[str]:
    found = set(code.co_names)
    for one in code.co_consts:
        found |= {one.co_qualname, *_words(one)} if isinstance(one, CodeType) else {repr(one)[:120]}
    return found


if __name__ == "__main__":
    main()
