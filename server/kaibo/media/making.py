"""The interface of makers: the processes that record shows from the media engine (docs/recording.md)."""

from pathlib import Path
from typing import NamedTuple, Protocol


class Order(NamedTuple):
    """One run of one recording. It never changes."""

    recording: str
    run: int
    folder: Path
    """The recording's folder."""
    engine: str
    """The media engine's addresses, with commas between."""
    key: str
    secret: str
    room: str
    """Of the program."""
    identity: str
    """The maker's in that room."""
    width: int
    height: int
    fps: int
    title: str
    """The words on the cover."""


class Wanted(NamedTuple):
    """The server's wish for a maker now."""

    publisher: str
    """The identity whose picture and sound are the program; "" for none."""
    stop: bool = False
    keep: bool = True
    """Whether the segments that begin now belong to the recording."""


class Maker(Protocol):
    """One maker process on this machine."""

    @property
    def alive(self) -> bool:
        """Tell whether the process runs."""
        ...

    def want(self, wanted: Wanted) -> None:
        """Tell the maker what is wanted, or that the server still lives. Raises OSError."""
        ...

    @property
    def overloaded(self) -> bool:
        """Tell whether it leaves out pictures, because the machine cannot keep up. It may block."""
        ...

    def kill(self) -> None:
        """Kill the process."""
        ...


class Makers(Protocol):
    """The makers of this machine. They outlive the server, and the next server finds them. Every method may block."""

    most: int
    """How many may run at once."""

    def living(self) -> int:
        """Count those that run."""
        ...

    def find(self, recording: str, run: int) -> Maker | None:
        """Find the maker of a run, also one that an earlier server started, or that ended. None without one."""
        ...

    def start(self, order: Order, wanted: Wanted) -> Maker:
        """Start a maker. Raises OSError."""
        ...

    def forget(self, recording: str, run: int) -> None:
        """Delete what is left of a maker that ended. Kill one that still runs."""
        ...

    def stop(self) -> None:
        """Stop all of them, because their media engine stops."""
        ...

    def known(self) -> list[tuple[str, int]]:
        """List the makers of this machine as (recording, run)."""
        ...
