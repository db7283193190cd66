"""What `kaibo companion …` does: offering the desktop app on the launch page, and making it ready for machines that a
company manages. Safe while the server runs, which offers what is there from then on."""

import json
import sys
from pathlib import Path

from kaibo.app_offer import mdm as managed, offer as companion
from kaibo.app_offer.offer import BadOffer
from kaibo.cli.up import Stopped
from kaibo.disk import write_public
from kaibo.host.data_folder import DataFolder
from kaibo.settings import Settings


def bring(settings: Settings, source: Path, *, unsigned: bool) -> None:
    """Offer what stands in a folder, and print it. What was offered before is gone then."""
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
    """Print what is offered, one JSON line a file."""
    now = companion.offer(settings.offered)
    for one in now.manifest.files:
        about = {"Version": now.manifest.version, **one.model_dump(by_alias=True), "Signed": now.signed}
        print(json.dumps({**about, "There": now.file(one.file) is not None}))
    if not now.manifest.files:
        print(f"kaibo: no app is offered ({settings.offered})", file=sys.stderr)


def policy(settings: Settings, folder: Path) -> None:
    """Write what makes managed machines open this server's links in the app unasked, and print where each goes."""
    if not settings.public_url:
        print(f"kaibo: public_url is not set; these are for {settings.address}, this machine alone", file=sys.stderr)
    try:
        for name, content in managed.files(settings.address).items():
            write_public(folder / name, content)  # browsers of every user read them
    except OSError as error:
        raise Stopped(f"{error.filename or folder}: {error.strerror}") from None
    print((folder / managed.README).read_text(), end="")
