"""A test maker of the app: it has a key, and signs with Debian's minisign."""

import subprocess
from pathlib import Path


class Signer:
    """`folder` is created, and holds the secret key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self._run("-G", "-W", "-p", "key.pub", "-s", "key.sec")
        self.pub = (folder / "key.pub").read_bytes()

    def sign(self, data: bytes, *options: str, comment: str = "kaibo 0.2.0") -> bytes:
        (self.folder / "file").write_bytes(data)
        self._run("-S", *options, "-s", "key.sec", "-m", "file", "-x", "file.minisig", "-t", comment)
        return (self.folder / "file.minisig").read_bytes()

    def _run(self, *arguments: str) -> None:
        subprocess.run(["minisign", *arguments], cwd=self.folder, check=True, capture_output=True, input=b"")
