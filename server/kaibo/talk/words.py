"""Refused words in messages, whatever their case and form. Pure.

A tree of letters finds all words in one look from each letter of the text. Five thousand words cost no more than one.
"""

import re
from collections.abc import Iterable
from typing import Any

from kaibo.folded import fold

END = ""
"""The key that marks the end of a word in the tree."""


MARKS = re.compile(r"(?<=[a-z0-9\u00df-\u024f])[\u0300-\u036f\u0489\u20d0-\u20f0]+")
"""Marks on letters that have no such form, as in a struck-through text."""


def letters(text: str) -> str:
    """Fold a text, and drop marks that only disguise its letters."""
    return MARKS.sub("", fold(text))


class Words:
    """A list of words, ready to look for."""

    def __init__(self, words: Iterable[str]) -> None:
        self._tree: dict[str, Any] = {}
        for word in words:
            branch = self._tree
            for letter in letters(word).strip():
                branch = branch.setdefault(letter, {})
            if branch is not self._tree:
                branch[END] = True

    def in_text(self, text: str) -> bool:
        """Tell whether a text holds one of the words."""
        if not self._tree:
            return False
        folded = letters(text)
        return any(self._begins(folded, start) for start, letter in enumerate(folded) if letter in self._tree)

    def _begins(self, folded: str, start: int) -> bool:
        """Tell whether a word begins at this place."""
        branch = self._tree
        for at in range(start, len(folded)):
            following = branch.get(folded[at])
            if following is None:
                return False
            if END in following:
                return True
            branch = following
        return False
