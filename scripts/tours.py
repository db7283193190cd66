"""Run the tours that take the pictures: each one walks through pages of a real Kaibo."""

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from e2e.kaibo import Kaibo

Tour = Callable[[Playwright, Kaibo, str], None]
"""Takes the pictures of some pages in one language."""


@contextlib.contextmanager
def serving(**settings: str) -> Iterator[tuple[Playwright, Kaibo]]:
    """Start a Kaibo with these settings, in a temporary folder. End it afterwards.

    That is the working folder meanwhile, because a browser names a camera from a file by the file's path.
    """
    with tempfile.TemporaryDirectory() as temporary, contextlib.chdir(temporary), sync_playwright() as playwright:
        kaibo = Kaibo(Path(temporary) / "data", **settings).start()
        try:
            yield playwright, kaibo
        finally:
            kaibo.stop()


def run(tour: Tour, languages: Iterable[str], **settings: str) -> None:
    """Run a tour in each language, at one Kaibo."""
    with serving(**settings) as (playwright, kaibo):
        for language in languages:
            tour(playwright, kaibo, language)
