"""axe-core in a page: what it finds against WCAG, by theme, width and language."""

import os
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Literal, NamedTuple

from playwright.sync_api import Page

from e2e.kaibo import ROOT

Theme = Literal["light", "dark"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental"]
"""All rules of these kinds are on. axe leaves out AAA, which Kaibo does not promise."""
LABELS = {"en": "English", "zh": "中文"}
SPEAK = """(label) => {
  const named = [...document.querySelectorAll("button")].find((button) => button.textContent.trim() === label);
  const button = named ?? document.querySelector("#language");
  button?.click();
  return !!button;
}"""
"""Changes a page's language by its own button, which may be in a closed menu."""
RUN = """async (tags) => {
  for (const moving of document.getAnimations()) try { moving.finish(); } catch { moving.cancel(); }
  const { violations } = await axe.run(document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false, iframes: false,
  });
  const line = (text) => (text ?? "").split("\\n").map((part) => part.trim()).filter(Boolean)[1] ?? "";
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${id} (${impact}): ${node.target.join(" ")} · ${line(node.failureSummary)}`));
}"""
"""Finishes what moves first, because a fading text has a contrast of the moment.

A frame is a page of its own, and ours are empty. Without `preload` axe asks for no style sheet of another site."""


class Look(NamedTuple):
    """One way to see a page."""

    language: str
    theme: Theme
    width: int


OPPOSITES = [Look("en", "light", 1280), Look("zh", "dark", 390)]
"""Each language, theme and width is in one of these two looks."""
LANGUAGES, WIDTHS = ("en", "zh"), (1280, 390)
THEMES: list[Theme] = ["light", "dark"]
ALL = [Look(language, theme, width) for language, theme, width in product(LANGUAGES, THEMES, WIDTHS)]


@cache
def script() -> str:
    return (ROOT / "e2e/node_modules/axe-core/axe.min.js").read_text()


def looks() -> list[Look]:
    """Return two opposite looks. AXE_LOOKS=all: every combination, for soak."""
    return ALL if os.environ.get("AXE_LOOKS") == "all" else OPPOSITES


@dataclass
class Audit:
    """Collects what axe finds. `seen` counts the looks."""

    found: dict[str, list[str]] = field(default_factory=dict)
    seen: int = 0

    def look(self, page: Page, state: str = "", again: str = "") -> None:
        """Look at a page in its present state. `state` names what the page's own state does not tell.

        `again`: a button that brings the state back after a change of the language."""
        page.evaluate(script())  # the debugger's door: the page's content policy does not hold it back
        where = page.evaluate("(({ page, state, reason }) => [page, state, reason].join(' '))(document.body.dataset)")
        for look in looks():
            self._show(page, look)
            if again and page.get_attribute(again, "aria-expanded") != "true":
                page.click(again)
            violations: list[str] = page.evaluate(RUN, TAGS)
            self.seen += 1
            if violations:
                self.found[f"{where} {state} {' '.join(map(str, look))}"] = violations
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 800})
        speak(page, "en")

    def _show(self, page: Page, look: Look) -> None:
        page.emulate_media(color_scheme=look.theme)
        page.set_viewport_size({"width": look.width, "height": 844 if look.width == 390 else 800})
        speak(page, look.language)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    def found_nothing(self) -> None:
        """Fail with all that axe found in these looks."""
        assert self.seen
        assert not self.found, f"\n{self.told()}"

    def told(self) -> str:
        """Return one line for each finding, and its looks after it."""
        lines: dict[str, list[str]] = {}
        for where, violations in self.found.items():
            for violation in violations:
                lines.setdefault(violation, []).append(where)
        return "\n".join(f"{violation}\n    " + "\n    ".join(where) for violation, where in sorted(lines.items()))


def speak(page: Page, language: str) -> None:
    """Bring a page to a language by its own switch."""
    if str(page.evaluate("document.documentElement.lang")).startswith(language):
        return
    assert page.evaluate(SPEAK, LABELS[language]), f"no switch of the language at {page.url}"
    page.wait_for_function("(language) => document.documentElement.lang.startsWith(language)", arg=language)
