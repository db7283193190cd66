"""The shows that this person was in, and the one that they are in now: what brings them back after a crash."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kaibo_companion.deep_link import BadLink, origin
from kaibo_companion.kept import keep

KEPT = 8
TRIES = 2  # starts that go back into a show, without one of them staying there


@dataclass(frozen=True)
class Entered:
    """A session on this device. `cookie` is its only key, as Set-Cookie writes it: Chromium would keep it half a minute
    in memory, and a crash on air must lose nothing."""

    path: str
    cookie: str


@dataclass(frozen=True)
class Visit:
    """A show, by the link that led here. `inside`: the app is there, or was when it crashed; `tries`:
    how many starts have gone back since it was there for a while."""

    server: str
    link: str
    session: Entered
    name: str
    role: int
    inside: bool = False
    tries: int = 0

    @property
    def path(self) -> str:
        return self.session.path


@dataclass(frozen=True)
class Recent:
    file: Path

    def all(self) -> list[Visit]:
        """Newest first. A file that cannot be read counts as empty: nothing is lost that a link does not bring back."""
        try:
            found = json.loads(self.file.read_text("utf-8"))
            visits = [Visit(**{**one, "session": Entered(**one["session"])}) for one in found]
            return [one for one in visits if origin(one.server) == one.server and one.path.startswith("/s/")]
        except (OSError, ValueError, TypeError, KeyError, AttributeError, BadLink):
            return []

    def enter(self, visit: Visit, tries: int = 0) -> None:
        """It is the newest now, and the one that the app is in."""
        others = [
            replace(one, inside=False) for one in self.all() if (one.server, one.link) != (visit.server, visit.link)
        ]
        self._keep([replace(visit, inside=True, tries=tries), *others][:KEPT])

    def settle(self) -> None:
        """The app has been there for a while, or knows why it is not."""
        self._keep([replace(one, tries=0) for one in self.all()])

    def rebind(self, visit: Visit, link: str) -> None:
        """It is another link by which the app is in this show: links were made anew, and the old one opens nothing."""
        mine = (visit.server, visit.path)
        self._keep([replace(one, link=link) if (one.server, one.path) == mine else one for one in self.all()])

    def leave(self) -> None:
        """The app is in none."""
        self._keep([replace(one, inside=False) for one in self.all()])

    def by_link(self, server: str, link: str) -> Visit | None:
        return next((one for one in self.all() if (one.server, one.link) == (server, link)), None)

    def left_inside(self) -> Visit | None:
        return next((one for one in self.all() if one.inside), None)

    def _keep(self, visits: list[Visit]) -> None:
        keep(self.file, [asdict(one) for one in visits])
