"""Write manifest.json beside the installers, and sign it as manifest.json.minisig.

The signature is minisign's (https://jedisct1.github.io/minisign/), over the file's BLAKE2b hash. Servers offer what
the manifest lists (docs/launch-link.md); the app takes only what the key signed that it
was built with.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from kaibo_companion import __version__

ROOT = Path(__file__).resolve().parent.parent.parent
VERSION = __version__
INSTALLERS = {  # file, system, architecture
    f"kaibo-companion_{VERSION}_amd64.deb": ("linux", "x86_64"),
    f"kaibo-companion_{VERSION}_arm64.deb": ("linux", "aarch64"),
    f"kaibo-companion-{VERSION}-setup.exe": ("windows", "x86_64"),
    f"kaibo-companion-{VERSION}-arm64.dmg": ("macos", "arm64"),
    f"kaibo-companion-{VERSION}-x86_64.dmg": ("macos", "x86_64"),
}


class Keys(NamedTuple):
    """The key files of minisign. `secret` can ship updates, `public` goes into the app."""

    secret: Path
    public: Path


def keys() -> Keys:
    """Return the key that KAIBO_COMPANION_KEY names, or this person's own, which is created when needed."""
    named = os.environ.get("KAIBO_COMPANION_KEY")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "kaibo"
    secret = Path(named).resolve() if named else config / "companion.key"
    public = secret.with_suffix(".pub")
    if not named and not secret.is_file():
        config.mkdir(parents=True, exist_ok=True)
        _minisign("-G", "-W", "-s", secret, "-p", public)
        print(f"Created the key that signs updates: {secret}. This file can ship updates. Keep a copy of it.")
    if not secret.is_file():
        sys.exit(f"KAIBO_COMPANION_KEY names {secret}, which does not exist.")
    if not public.is_file():
        _minisign("-R", "-s", secret, "-p", public)
    return Keys(secret, public)


def sign(folder: Path) -> None:
    """Sign all installers of this version in `folder`."""
    files = []
    for name, (system, architecture) in INSTALLERS.items():
        if (folder / name).is_file():
            data = (folder / name).read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            files.append({"System": system, "Arch": architecture, "File": name, "Size": len(data), "Sha256": digest})
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({"Version": VERSION, "Files": files}, indent=2) + "\n")
    _minisign("-S", "-s", keys().secret, "-m", manifest, "-t", f"kaibo-companion {VERSION}")


def _minisign(*arguments: object) -> None:
    """Run minisign. It asks on the terminal for a key's password."""
    ran = subprocess.run(["minisign", *map(str, arguments)], stdout=subprocess.DEVNULL, check=False)
    if ran.returncode:
        sys.exit("minisign failed")


if __name__ == "__main__":
    sign(ROOT / "dist/companion")
