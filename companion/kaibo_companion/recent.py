"""The shows that this person was in, and the one that they are in now: what brings them back after a crash."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kaibo_companion.deep_link import BadLink, origin
from kaibo_companion.trust import keep

KEPT = 8


@dataclass(frozen=True)
class Visit:
    """A session on this device. `cookie` is its only key, as Set-Cookie writes it: Chromium would keep it half a minute
    in memory, and a crash on air must lose nothing. `inside`: the app is, or was when it crashed."""

    server: str
    path: str
    link: str
    cookie: str
    name: str
    role: int
    inside: bool = False


@dataclass(frozen=True)
class Recent:
    file: Path

    def all(self) -> list[Visit]:
        """Newest first. A file that cannot be read counts as empty: nothing is lost that a link does not bring back."""
        try:
            visits = [Visit(**one) for one in json.loads(self.file.read_text())]
            return [one for one in visits if origin(one.server) == one.server and one.path.startswith("/s/")]
        except (OSError, ValueError, TypeError, AttributeError, BadLink):
            return []

    def enter(self, visit: Visit) -> None:
        """It is the newest now, and the one that the app is in."""
        others = [
            replace(one, inside=False) for one in self.all() if (one.server, one.link) != (visit.server, visit.link)
        ]
        self._keep([replace(visit, inside=True), *others][:KEPT])

    def leave(self) -> None:
        """The app is in none."""
        self._keep([replace(one, inside=False) for one in self.all()])

    def left_inside(self) -> Visit | None:
        return next((one for one in self.all() if one.inside), None)

    def _keep(self, visits: list[Visit]) -> None:
        keep(self.file, [asdict(one) for one in visits])
