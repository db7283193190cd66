"""The server's time. The clock of this computer may be wrong, and the page's times are the server's."""

import time
from email.utils import parsedate_to_datetime

from PySide6.QtCore import QObject

from kaibo_companion.network import Answer, Network, Transfer

SILENCE_MS = 10_000
LARGEST = 64 * 1024  # bytes of an answer


class ServerTime(QObject):
    """The time of one server. Until it has answered, and when it does not, the time is this computer's."""

    def __init__(self, user_agent: str) -> None:
        super().__init__()
        self._network = Network(self, user_agent, SILENCE_MS)
        self._transfer: Transfer | None = None
        self._ahead = 0.0

    def now(self) -> float:
        """Return the server's time in unix seconds. It may be wrong by a second."""
        return time.time() + self._ahead

    @property
    def idle(self) -> bool:
        """Whether the server has answered, or failed to."""
        return self._transfer is None

    def follow(self, server: str) -> None:
        """Ask this server for its time: each answer has it (RFC 9110 §6.6.1)."""
        if self._transfer:
            self._transfer.drop()
        self._ahead = 0.0
        self._transfer = Transfer(self._network.get(f"{server}/health"), LARGEST, self._read)

    def _read(self, answer: Answer) -> None:
        self._transfer = None
        try:
            self._ahead = parsedate_to_datetime(answer.date).timestamp() - time.time()
        except ValueError:
            return
