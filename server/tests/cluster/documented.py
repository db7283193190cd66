"""The files of docs/scale.md, with the addresses of a town on this machine."""

import re
from pathlib import Path

SCALE = (Path(__file__).resolve().parents[3] / "docs/scale.md").read_text()
FOREIGN = re.compile(r"example\.com|\b(10|203)\.\d+\.\d+\.\d+|8780|63?79|788\d")
"""Addresses and ports of the document, which this machine does not have."""


def file(name: str, here: dict[str, str]) -> str:
    """Return the file of the document that begins with this name in a comment.

    Replace each text of `here` by its value. Raise AssertionError when one does not occur, or a foreign address stays.
    """
    found = re.findall(rf"^```\w*\n# {re.escape(name)}\n(.*?)^```", SCALE, re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"docs/scale.md has {len(found)} files {name}"
    text = str(found[0])
    for there in here:
        assert there in text, f"{name} of docs/scale.md has no {there}"
    replaced = re.compile("|".join(map(re.escape, sorted(here, key=len, reverse=True))))
    assert not (foreign := FOREIGN.search(replaced.sub("", text))), foreign
    return replaced.sub(lambda match: here[match[0]], text)
