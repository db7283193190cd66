"""Installers that a test server offers. Their content is their name."""

import hashlib
import json
from pathlib import Path

FILES = [
    ("windows", "x86_64", "kaibo-0.1.0.exe", 90),
    ("linux", "arm64", "kaibo_0.1.0_arm64.deb", 101),
    ("linux", "x86_64", "kaibo_0.1.0_amd64.deb", 104),
    ("macos", "x86_64", "kaibo-0.1.0-intel.dmg", 2),
    ("macos", "arm64", "kaibo-0.1.0.dmg", 1234),
]
"""System, processor, name, and the size in MB that the list tells."""


def offer(folder: Path, *systems: str) -> Path:
    """Make a folder of installers for these systems; without any, for all. Return the folder."""
    folder.mkdir()
    listed = []
    for system, arch, name, size in FILES:
        if not systems or system in systems:
            (folder / name).write_bytes(name.encode())
            digest = hashlib.sha256(name.encode()).hexdigest()
            listed.append({"System": system, "Arch": arch, "File": name, "Size": size << 20, "Sha256": digest})
    (folder / "manifest.json").write_text(json.dumps({"Version": "0.1.0", "Files": listed}))
    return folder
