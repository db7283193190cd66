"""The command `kaibo` of a town's servers.

Their pages read no view again without a nudge, so that a lost nudge shows. A server logs each room that it reads.
It soon hears of a server that starts, and soon looks at quiet shows and for ghosts. Its machine's clock can be wrong.
No server makes recordings. The previous release has no such setting, and refuses what it does not know.
"""

import logging
import os
import time

from kaibo import app
from kaibo.cli.main import main
from kaibo.features.program import feature, reconcile
from kaibo.gateway import stream
from kaibo.media.engine import Participant
from kaibo.media.livekit import LiveKitEngine
from kaibo.settings import Settings

HOUR, SOON = 3600.0, 2.0
LOOKED = "looked at"
AHEAD = "TOWN_SECONDS_AHEAD"
"""This variable says how far the clock of the machine is ahead."""
log = logging.getLogger("kaibo.looks")
participants, right_ns = LiveKitEngine.participants, time.time_ns


async def noted(self: LiveKitEngine, room: str) -> list[Participant]:
    """Log the look at a room."""
    log.info("%s %s", LOOKED, room)
    return await participants(self, room)


if __name__ == "__main__":
    stream.HEARTBEAT = HOUR
    app.RENEW_SECONDS = 1.0  # type: ignore[attr-defined]
    reconcile.QUIET_PERIOD = reconcile.PERIOD
    feature.CHECK_SECONDS = SOON  # type: ignore[attr-defined]
    ahead_ns = int(os.environ.get(AHEAD, "0")) * 1_000_000_000
    time.time_ns = lambda: right_ns() + ahead_ns
    time.time = lambda: time.time_ns() / 1e9
    if "makers" in Settings.model_fields:
        os.environ["KAIBO_MAKERS"] = "0"
    LiveKitEngine.participants = noted  # type: ignore[method-assign]
    main()
