from collections.abc import Sequence
from functools import partial

from starlette.routing import BaseRoute

from kaibo.activity.recorded import SETTINGS
from kaibo.feature import Background, Feature, Periodic
from kaibo.features.recording import calls, keeping, switch, vendor, view
from kaibo.features.recording.live.routes import LiveFiles
from kaibo.features.recording.reading import Readings
from kaibo.features.recording.recorder import Recorder
from kaibo.features.recording.routes import ReplayFiles
from kaibo.services import Services


def routes(services: Services) -> Sequence[BaseRoute]:
    replays = ReplayFiles(services, Readings(services.limits.files))
    return [*LiveFiles(services).routes(), *replays.routes()]


def background(services: Services) -> Background:
    periodic = [Periodic(keeping.SECONDS, partial(keeping.run, services))]
    if services.makers is None or services.rtc is None:
        return Background(periodic=periodic)
    return Background(reconcile=Recorder(services, services.makers, services.rtc).run, periodic=periodic)


FEATURE = Feature(
    signed=(calls, vendor),
    session=(calls, switch),
    view=view.part,
    watch_view=view.watch_part,
    settings=SETTINGS,
    routes=routes,
    background=background,
)
