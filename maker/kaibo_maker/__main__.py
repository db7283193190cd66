"""`python -m kaibo_maker FOLDER`: make what the order in this folder asks for (docs/recording.md)."""

import asyncio
import logging
import os
import sys
from pathlib import Path

import av

from kaibo_maker import order
from kaibo_maker.make import Maker

BAD_ORDER = 2


async def make(folder: Path) -> int:
    return await Maker(order.read(folder / "order.json"), folder).run()


def main() -> int:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    av.logging.set_level(av.logging.ERROR)
    logging.getLogger("livekit").setLevel(logging.ERROR)  # it warns of each frame that a newer one replaced
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return BAD_ORDER
    try:
        return asyncio.run(make(Path(sys.argv[1])))
    except order.BadOrder as error:
        print(error, file=sys.stderr)
        return BAD_ORDER


def _end(code: int) -> None:
    """End the process at once. All files are closed by now.

    LiveKit's library closes its threads when Python ends, and aborts the process now and then while it does.
    """
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _end(main())
