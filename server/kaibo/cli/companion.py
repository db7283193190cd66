"""The commands `kaibo companion …`. They offer the desktop app on the launch page, and prepare managed machines.

They are safe while the server runs. The server offers the new files at once.
"""

import json
import sys
from pathlib import Path

from kaibo.app_offer import mdm, offer as companion
from kaibo.app_offer.offer import BadOffer
from kaibo.cli.stopped import Stopped
from kaibo.disk import write_public
from kaibo.host.data_folder import DataFolder
from kaibo.settings import Settings


def bring(settings: Settings, source: Path, *, unsigned: bool) -> None:
    """Offer the installers in a folder, and print them. They replace the old offer. Raises Stopped."""
    if not settings.companion:
        DataFolder(settings.data)
    try:
        companion.put(source, settings.offered, unsigned=unsigned)
    except BadOffer as wrong:
        raise Stopped(str(wrong)) from None
    except OSError as error:
        raise Stopped(f"{error.filename or settings.offered}: {error.strerror}") from None
    listed(settings)


def listed(settings: Settings) -> None:
    """Print the offered installers, one JSON line each."""
    offer = companion.offer(settings.offered)
    for installer in offer.manifest.files:
        about = {"Version": offer.manifest.version, **installer.model_dump(by_alias=True), "Signed": offer.signed}
        print(json.dumps({**about, "There": offer.file(installer.file) is not None}))
    if not offer.manifest.files:
        print(f"kaibo: the server offers no app ({settings.offered})", file=sys.stderr)


def policy(settings: Settings, folder: Path) -> None:
    """Write files with which managed machines open this server's links in the app without a question.

    Print where each file goes. Raises Stopped.
    """
    if not settings.public_url:
        print(f"kaibo: public_url is not set; the files are only for {settings.address}, this machine", file=sys.stderr)
    try:
        for name, content in mdm.files(settings.address).items():
            write_public(folder / name, content)  # browsers of every user read the files
    except OSError as error:
        raise Stopped(f"{error.filename or folder}: {error.strerror}") from None
    print((folder / mdm.README).read_text(), end="")
