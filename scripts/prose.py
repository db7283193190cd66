"""Check the prose of the repository: short sentences, known words, an actor in each (CONTRIBUTING.md, "How we write").

    scripts/prose.py               check the folders that pyproject.toml holds to the rules (`tool.prose`)
    scripts/prose.py PATH …        check these files and folders
    scripts/prose.py --count       count the findings of each folder
    scripts/prose.py --soft PATH   also show the words that are only counted

A finding is `path:line: rule: sentence`. The exit code is 1 when there is one, 0 with --count.
"""

import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from prose_texts import READERS

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = {"node_modules", "dist", "build", "data", "vectors", "screenshots", "__pycache__"}
GENERATED = {"spec/actions.md", "web/src/net/schema.ts", "web/src/console/schema.ts"}

MOST_WORDS = 20
MOST_STOPS = 1
"""Semicolons and colons of one sentence."""
FEWEST_WORDS = 4
"""Of a sentence that starts with a clause: shorter ones are labels, such as "What to do"."""

BANNED = {
    word: re.compile(pattern, re.IGNORECASE)
    for word, pattern in {
        "anew": r"\banew\b",
        "befell": r"\bbefell\b",
        "of now": r"(?<!as )\bof now\b",
        "is no more": r"\b(is|are) no more\b(?! \w+ than)",
        "is so": r"\b(is|are) so\b(?=[.,;:)]|$| (as well|here|there|too|in|for|when|while|where)\b)",
        "be it": r"\bbe it\b",
        "by it": r"\bby it\b",
        "whoever": r"\bwhoever\b",
        "somebody": r"\bsomebody\b",
        "besides": r"\bbesides\b",
    }.items()
}
"""Words that a finding names. "by itself" and "as of now" are fine."""
COUNTED = {
    "nobody": re.compile(r"\bnobody\b", re.IGNORECASE),
    "everybody": re.compile(r"\beverybody\b", re.IGNORECASE),
    "of who": re.compile(r"\b(of|for|by|to|with|from) who\b", re.IGNORECASE),
}
"""Words that are often vague and sometimes right: they are only counted."""

CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
PLACED = "\ufffc"
"""Stands for a piece of code: one word, which may begin a sentence."""
CODES = re.compile(rf"{PLACED}+(?:(?:, | and | or |, and |, or | · |/){PLACED}+)+")
"""A list of pieces of code: one word as well."""
STOP = re.compile(r"[;:](?=\s(?!%s)|$)")
"""A colon before %s is one of a message with a gap: the vendor's texts stay as they are."""
END = re.compile(rf"(?<=[.!?])\s+|(?<=[.!?…])[\"”’'»)\]*]*\s+(?=[\"“‘'(\[*_]*[A-Z0-9{PLACED}\u4e00-\u9fff])")
SHORT = re.compile(r"\b(e\.g|i\.e|etc|vs|cf|No|Art|RFC)\.$")
CLAUSE = re.compile(
    r"[\"“(*_]*(who|whom|whose|whoever|what|whatever|whichever|that which|the ones? who)\b", re.IGNORECASE
)
STARTS_WITH = "starts with a clause"
"""A rule that headings are free of."""
WORD = re.compile(rf"[^\W_]|{PLACED}")

STARTS = frozenset(
    """a an the what whether who whoever how where when why which this that these those it its there one ones somebody
    nobody everybody anybody something nothing everything all as for in of on at by with without from to no not each
    every some any another their our my his her they we you i if only same and or two three until once while because
    here more true false none null default people""".split()  # noqa: SIM905
)
"""First words of no imperative."""
VERBS = frozenset({"alias", "bias"})
"""Imperatives that end in s, but not in ss or us."""


class Finding(NamedTuple):
    path: Path
    line: int
    rule: str
    sentence: str

    def __str__(self) -> str:
        return f"{_shown(self.path)}:{self.line}: {self.rule}: {self.sentence}"


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Split a text into sentences. Yield each with its offset; a piece of code counts as one word."""
    plain = CODE.sub(lambda code: PLACED * len(code[0]), text)
    start = 0
    for end in END.finditer(plain):
        if SHORT.search(plain[: end.start()]):
            continue
        yield start, plain[start : end.start()]
        start = end.end()
    if plain[start:].strip():
        yield start, plain[start:]


def words(sentence: str) -> int:
    """Count the words of a sentence: what holds a letter or a digit. A list of pieces of code is one word."""
    return sum(bool(WORD.search(word)) for word in CODES.sub(PLACED, sentence).split())


def faults(sentence: str, *, soft: bool = False) -> Iterator[str]:
    """Yield the rules that a sentence breaks."""
    if (count := words(sentence)) > MOST_WORDS:
        yield f"{count} words"
    if len(STOP.findall(sentence)) > MOST_STOPS:
        yield "semicolons and colons"
    if CLAUSE.match(sentence) and count >= FEWEST_WORDS and not sentence.rstrip('"”)*_ ').endswith("?"):
        yield STARTS_WITH
    for word, pattern in (BANNED | COUNTED if soft else BANNED).items():
        if pattern.search(sentence):
            yield f'"{word}"'


def imperative(text: str) -> bool:
    """Tell whether a docstring may start with an imperative verb. It knows many words that are none."""
    first = re.match(r"[A-Za-z]+", text)
    if first is None or (word := first[0].lower()) in STARTS:
        return False
    return word in VERBS or not word.endswith("s") or word.endswith(("ss", "us"))


def check(path: Path, *, soft: bool = False) -> list[Finding]:
    """Find what breaks a rule in one file."""
    found = []
    for text in READERS[_kind(path)](path):
        if path.name == "CHANGELOG.md" and (count := words(CODE.sub(PLACED, text.text))) > MOST_WORDS:
            found.append(Finding(path, text.line, f"{count} words in a line", _cut(text.text)))
        if text.first_line and not imperative(text.text):
            found.append(Finding(path, text.line, "no imperative", _cut(text.text)))
        for offset, sentence in sentences(text.text):
            line = text.line + text.text.count("\n", 0, offset)
            original = text.text[offset : offset + len(sentence)]
            rules = [rule for rule in faults(sentence, soft=soft) if not (text.heading and rule == STARTS_WITH)]
            found += [Finding(path, line, rule, _cut(original)) for rule in rules]
    return sorted(found, key=lambda one: one.line)


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files below these paths that hold prose, without what is generated or installed."""
    for path in paths:
        if path.is_file():
            yield from [path] if _kind(path) in READERS else []
            continue
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(one for one in inner if one not in SKIPPED and not one.startswith("."))
            found = (Path(folder, name) for name in sorted(names))
            yield from (one for one in found if _kind(one) in READERS and _shown(one) not in GENERATED)


def held() -> list[Path]:
    """Read which files pyproject.toml holds to the rules: `held`, without those of `later`."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text()).get("tool", {}).get("prose", {})
    later = {ROOT / path for path in rules.get("later", [])}
    return [path for path in files(ROOT / path for path in rules.get("held", [])) if path not in later]


def main(arguments: Sequence[str]) -> int:
    """Print the findings, or their counts. Return the exit code."""
    options = {one for one in arguments if one.startswith("-")}
    paths = [Path(one).resolve() for one in arguments if one not in options]
    if options - {"--count", "--soft"} or (missing := [path for path in paths if not path.exists()]):
        print(__doc__ if options - {"--count", "--soft"} else f"there is no {missing[0]}", file=sys.stderr)
        return 2
    if "--count" in options:
        return _count(paths or [ROOT])
    found = [one for path in (files(paths) if paths else held()) for one in check(path, soft="--soft" in options)]
    for one in found:
        print(one)
    return 1 if found else 0


def _count(paths: Iterable[Path]) -> int:
    per_folder: Counter[str] = Counter()
    for path in files(paths):
        per_folder[_shown(path.parent)] += len(check(path))
    for folder, count in sorted(per_folder.items()):
        print(f"{count:6} {folder}")
    print(f"{per_folder.total():6} in all")
    return 0


def _kind(path: Path) -> str:
    return path.suffix or path.name


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _cut(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
