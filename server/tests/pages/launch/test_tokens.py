"""The look's tokens. The dark theme is written twice and must be equal, and texts must be legible on every surface."""

import re
from pathlib import Path

import kaibo.pages.launch
import pytest

TEXT = (Path(kaibo.pages.launch.__file__).parent / "static/tokens.css").read_text()
SURFACES = ("paper", "surface", "sunken")
WORDS = [(word, on) for word in ("ink", "ink-2", "ink-3", "accent", "air-words") for on in SURFACES]
WORDS += [("on-ink", "ink"), ("on-air", "air"), ("good", "good-wash"), ("care", "care-wash"), ("air-words", "air-wash")]
MARKS = [("edge", on) for on in SURFACES] + [("air", on) for on in SURFACES]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def blocks() -> tuple[str, str, str]:
    """Read the tokens of the light theme, of the system's dark theme and of the chosen dark theme."""
    light = TEXT[TEXT.index(":root {") : TEXT.index("@media (prefers-color-scheme: dark)")]
    wished = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', TEXT, re.DOTALL)
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', TEXT, re.DOTALL)
    assert wished
    assert chosen
    return light, wished[1], chosen[1]


LIGHT, DARK = colours(blocks()[0]), {**colours(blocks()[0]), **colours(blocks()[1])}


def luminance(colour: str) -> float:
    """Compute the relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_both_dark_themes_are_equal() -> None:
    _, wished, chosen = blocks()
    assert wished.split() == chosen.split()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_and_marks_have_enough_contrast(theme: dict[str, str]) -> None:
    for word, on in WORDS:
        assert contrast(theme[word], theme[on]) >= 4.5, (word, on)
    for mark, on in MARKS:
        assert contrast(theme[mark], theme[on]) >= 3, (mark, on)
