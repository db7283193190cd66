"""The common part of the libFuzzer targets. Atheris instruments on import, so each target is a process of its own."""

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import atheris

LONGEST_INPUT = 30_000


def fuzz(seeds: Iterable[bytes], one: Callable[[bytes], None]) -> None:
    """Feed `one` until libFuzzer's options on the command line stop it.

    If `one` raises or hangs, libFuzzer prints the input and the process fails."""

    def tried(data: bytes) -> None:
        try:
            one(data)
        except BaseException:
            print(f"\nThe input: {data!r}\n", file=sys.stderr, flush=True)
            raise

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for number, seed in enumerate(seeds):
            (corpus / f"{number:04}").write_bytes(seed)
        options = [f"-max_len={LONGEST_INPUT}", "-timeout=5", f"-artifact_prefix={folder}/"]
        atheris.Setup([sys.argv[0], *options, *sys.argv[1:], str(corpus)], tried)
        atheris.Fuzz()
