"""The people of one test, and a show on air that the tests of one module share."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

from playwright.sync_api import Browser, Error

from e2e.kaibo import Kaibo, Show
from e2e.person import Browsers, Person, sit_down
from e2e.results import Keeper, log_since

T = TypeVar("T")
Bring = Callable[..., Person]
"""Brings a person, as `People.bring` does."""


class People:
    """People who come one by one and leave together. `from_where` gives the options of each context.

    `snapshots`: traces show the page at each step."""

    def __init__(self, browsers: Browsers, from_where: Callable[[], dict[str, Any]], snapshots: bool) -> None:
        self._browsers, self._from_where, self._snapshots = browsers, from_where, snapshots
        self._named: list[tuple[str, Person]] = []
        self._alone: list[Browser] = []

    @property
    def here(self) -> list[Person]:
        return [person for _, person in self._named]

    def bring(self, name: str = "", *flags: str, alone: bool = False, **options: Any) -> Person:
        """Bring a person by the name of their camera and voice; without a name they have no devices.

        Flags are for the browser, options for its context. `alone`: the browser has no other people."""
        browser = (self._browsers.alone if alone else self._browsers.shared)(name, *flags)
        if alone:
            self._alone.append(browser)
        arrived = sit_down(browser, **(self._from_where() | options))
        arrived.context.tracing.start(snapshots=self._snapshots)
        self._named.append((f"{len(self._named)}-{name or 'viewer'}", arrived))
        return arrived

    def keep(self, folder: Path) -> None:
        """Write a picture and the elements of each person's pages, and the trace."""
        for name, person in self._named:
            with suppress(Exception):  # a person may have left, and their browser may be dead
                _keep(person, name, folder)

    def leave(self) -> None:
        for person in self.here:
            if person.browser.is_connected():
                person.context.close()
        while self._alone:
            self._browsers.end(self._alone.pop())
        self._named.clear()


class Shared(Generic[T]):
    """A show whose set-up is the same for the tests of a module. `set_up` brings its people and puts it on air.

    After a test that failed, the next one gets a new show. It does so too when a person is in another state."""

    def __init__(self, server: Kaibo, people: People, set_up: Callable[[Show, Bring], T]) -> None:
        self._server, self._people, self._set_up = server, people, set_up
        self.ready: tuple[Show, T] | None = None
        """The show that `give` returned last, with its people. None after a failure."""
        self._states: list[str] = []

    def give(self, keeper: Callable[[Keeper], None]) -> tuple[Show, T]:
        """Return the show, and what `set_up` returned."""
        keeper(log_since(self._server.log_file, self._server.log_file.stat().st_size))
        keeper(self._keep)
        if not self.ready or not self._is_whole():
            self.close()
            show = self._server.show()
            self.ready = (show, self._set_up(show, self._people.bring))
            self._states = [person.state() for person in self._people.here]
        return self.ready

    def close(self) -> None:
        self.ready = None
        self._people.leave()

    def _is_whole(self) -> bool:
        """Tell whether all people are as they were at first. Close the tabs that tests opened."""
        try:
            for person in self._people.here:
                for page in person.context.pages:
                    if page != person.page:
                        page.close()
            return [person.state() for person in self._people.here] == self._states
        except Error:  # a page was closed, or a browser is dead
            return False

    def _keep(self, folder: Path) -> None:
        """Write what a failure leaves. Nothing is known about the show after one."""
        self.ready = None
        self._people.keep(folder)


def _keep(person: Person, name: str, folder: Path) -> None:
    for number, page in enumerate(person.context.pages):
        page.screenshot(path=folder / f"{name}-{number}.png", timeout=5000)
        (folder / f"{name}-{number}.html").write_text(page.content())
    person.context.tracing.stop(path=folder / f"{name}-trace.zip")
