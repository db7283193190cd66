"""The addresses of one LiveKit, of which some may not answer. All callers of a process share what each learns."""

import logging
import random
import time

AGAIN_SECONDS = 10.0
"""How long an address that did not answer stays last. After that the server asks it again."""
log = logging.getLogger("kaibo.media")


class Addresses:
    """The addresses of the nodes of a LiveKit cluster, or the one address of all of them."""

    def __init__(self, urls: str) -> None:
        """Take `http://…` addresses, with commas between."""
        self.all = tuple(urls.split(","))
        self._silent: dict[str, float] = {}
        """The addresses that did not answer, and when to ask them again, in seconds of the monotonic clock."""

    @property
    def several(self) -> bool:
        return len(self.all) > 1

    def answering(self) -> dict[str, bool]:
        """Tell for each address whether it answered the last request. One that nobody asked yet counts as answering."""
        return {url: url not in self._silent for url in self.all}

    def order(self) -> list[str]:
        """Return all addresses in the order in which to try them: those that answer first."""
        return sorted(self.all, key=lambda url: self._silent.get(url, 0.0))

    def spread(self) -> list[str]:
        """Return them as `order` does, but in a random order of those that answer. So these share long work."""
        return sorted(random.sample(self.all, len(self.all)), key=lambda url: self._silent.get(url, 0.0))

    def silent(self) -> list[str]:
        """Return the addresses that did not answer and that it is time to ask again. The caller asks them now."""
        now = time.monotonic()
        due = [url for url, until in self._silent.items() if until <= now]
        for url in due:
            self._silent[url] = now + AGAIN_SECONDS
        return due

    def failed(self, url: str) -> None:
        """Note that an address did not answer, and log it once."""
        if self.several and url not in self._silent:
            log.warning("LiveKit at %s does not answer; the server uses its other addresses", url)
        self._silent[url] = time.monotonic() + AGAIN_SECONDS

    def answered(self, url: str) -> None:
        """Note that an address answered."""
        if self._silent.pop(url, None) is not None and self.several:
            log.warning("LiveKit at %s answers again", url)
