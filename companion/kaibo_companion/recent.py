"""The shows that this person was in, and the current one. After a crash the app goes back to it."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kaibo_companion.files import write_json
from kaibo_companion.origin import BadLink, origin

KEPT = 8  # shows
TRIES = 2  # starts in a row that go back into a show before the app stops trying


@dataclass(frozen=True)
class Session:
    """A session on this device."""

    path: str
    cookie: str
    """The only key of the session, as Set-Cookie writes it.

    The app keeps it, because Chromium holds a new cookie in memory for half a minute. A crash would lose it.
    """


@dataclass(frozen=True)
class Visit:
    """A show, with the link that led here. The names of the fields are the names in the file."""

    server: str
    link: str
    """The id of the link."""
    session: Session
    name: str
    role: int
    inside: bool = False
    """Whether the app is in the show now, or was when it crashed."""
    tries: int = 0
    """How many starts in a row went back into the show without staying for a while."""

    @property
    def path(self) -> str:
        return self.session.path


@dataclass(frozen=True)
class Recent:
    """The recent shows in `file`. All methods but `all`, `by_link` and `left_inside` raise OSError."""

    file: Path

    def all(self) -> list[Visit]:
        """Return the shows, newest first. A broken file counts as empty: a link brings the show back."""
        try:
            stored = json.loads(self.file.read_text("utf-8"))
            visits = [Visit(**{**fields, "session": Session(**fields["session"])}) for fields in stored]
            return [replace(it, server=origin(it.server)) for it in visits if it.path.startswith("/s/")]
        except (OSError, ValueError, TypeError, KeyError, AttributeError, BadLink):
            return []

    def enter(self, visit: Visit, tries: int = 0) -> None:
        """Put a show first and mark it as the current one."""
        others = [
            replace(old, inside=False) for old in self.all() if (old.server, old.link) != (visit.server, visit.link)
        ]
        self._keep([replace(visit, inside=True, tries=tries), *others][:KEPT])

    def settle(self) -> None:
        """Reset the tries: the page was there for a while, or the app knows why it was not."""
        self._keep([replace(visit, tries=0) for visit in self.all()])

    def rebind(self, visit: Visit, link: str) -> None:
        """Give a show its new link: the host regenerated the links, and the old one opens nothing."""
        key = (visit.server, visit.path)
        self._keep([replace(old, link=link) if (old.server, old.path) == key else old for old in self.all()])

    def leave(self) -> None:
        """Note that the app is in no show."""
        self._keep([replace(visit, inside=False) for visit in self.all()])

    def by_link(self, server: str, link: str) -> Visit | None:
        """Return the show that this link led to, if the app was there."""
        return next((visit for visit in self.all() if (visit.server, visit.link) == (server, link)), None)

    def left_inside(self) -> Visit | None:
        """Return the show that the last start did not leave: it crashed there."""
        return next((visit for visit in self.all() if visit.inside), None)

    def _keep(self, visits: list[Visit]) -> None:
        write_json(self.file, [asdict(visit) for visit in visits])
