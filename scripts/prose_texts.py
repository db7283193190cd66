"""Find the prose in a file: its paragraphs, comments, docstrings and messages, each with its line."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NOTES = re.compile(r"#\s*(noqa|type:|pragma|pylint|fmt:|!)|^\s*(biome-ignore|@ts-|eslint|<reference)")
LISTED = re.compile(r"\s*([-*+]|\d+[.)])\s+")
ALIGNED = re.compile(r"\S {2,}\S|^\s*(>>>|\$ |\|)|\s=\s")
MESSAGES = {"help", "description", "epilog"}
"""Keyword arguments that people read, of argparse."""
SENTENCE = re.compile(r"[.!?…][\"”’)]*\s*$")
FEWEST = 3
"""Words of a literal that is prose."""


class Text(NamedTuple):
    """A paragraph. `first_line`: it starts the docstring of a function. `heading`: it is a name or a label."""

    line: int
    text: str
    first_line: bool = False
    heading: bool = False


def markdown(path: Path) -> Iterator[Text]:
    """Yield the paragraphs, list items, table cells and headings of a Markdown file, without its code."""
    lines: list[str] = []
    start, fence = 1, ""
    for number, line in enumerate([*path.read_text().splitlines(), ""], 1):
        mark = re.match(r"\s*(```+|~~~+)", line)
        if fence or mark:
            yield from _paragraph(start, lines)
            fence = "" if fence and mark and mark[1].startswith(fence) else fence or (mark[1] if mark else "")
        elif line.lstrip().startswith("|"):
            yield from _paragraph(start, lines)
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            yield from (Text(number, _plain(cell)) for cell in cells if re.search(r"[A-Za-z]", cell))
        elif not line.strip() or line.startswith("#"):
            yield from _paragraph(start, lines)
            yield from [Text(number, _plain(line.lstrip("# ")), heading=True)] if line.strip() else []
        else:
            if listed := LISTED.match(line):
                yield from _paragraph(start, lines)
            start = start if lines else number
            lines.append(line[listed.end() :] if listed else line.lstrip("> "))


def _paragraph(line: int, lines: list[str]) -> Iterator[Text]:
    if lines:
        yield Text(line, _plain("\n".join(lines)))
        lines.clear()


def _plain(text: str) -> str:
    """Take links and pictures out of Markdown: a link is its text."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"<!--.*?-->|<[a-z/][^>`]*>", "", text, flags=re.DOTALL).replace("**", "").replace(r"\|", "|")


def python(path: Path) -> Iterator[Text]:
    """Yield the docstrings, comments and messages of a Python file."""
    source = path.read_text()
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _docstrings(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield Text(node.lineno, node.name.replace("_", " "), heading=True)
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield from (Text(one.lineno, text) for one in node.exc.args if (text := _literal(one)))
        elif isinstance(node, ast.keyword) and node.arg in MESSAGES and (text := _literal(node.value)):
            yield Text(node.value.lineno, text)
    if path.name in ("errors.py", "words.py"):
        yield from _literals(tree)
    yield from _comments(source)


def _docstrings(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Text]:
    """Yield the docstring of a node, and those below the names that its body assigns."""
    function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    for place, inner in enumerate(node.body):
        if not isinstance(inner, ast.Expr) or not isinstance(inner.value, ast.Constant):
            continue
        if not isinstance(inner.value.value, str) or (
            place and not isinstance(node.body[place - 1], ast.Assign | ast.AnnAssign)
        ):
            continue
        wants_verb = function and place == 0 and not _is_named_by_a_noun(node)
        for offset, text in _doc_paragraphs(inner.value.value):
            yield Text(inner.lineno + offset, text, wants_verb and offset == 0)


def _is_named_by_a_noun(node: ast.AST) -> bool:
    """Tell whether a function is a property or a test, whose docstring may describe it."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    decorators = {ast.unparse(one).rpartition(".")[2] for one in node.decorator_list}
    return node.name.startswith("test_") or bool(decorators & {"property", "cached_property"})


def _doc_paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs and list items of a docstring with their offsets in lines; formulas and tables are none."""
    lines: list[str] = []
    start = 0
    for number, line in enumerate([*text.split("\n"), ""]):
        listed = LISTED.match(line) if number else None
        verbatim = number > 0 and ALIGNED.search(line.replace("`", ""))
        if not line.strip() or listed or verbatim:
            if lines:
                yield start, "\n".join(lines)
            lines = []
        if line.strip() and not verbatim:
            start = start if lines else number
            lines.append(line[listed.end() :] if listed else line.strip())


def _literal(node: ast.expr) -> str:
    """Give the text of a literal, with a code word for each value in it; "" for another node."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "`x`" for part in node.values)
    return ""


def _literals(tree: ast.Module) -> Iterator[Text]:
    """Yield the English sentences of a file of words."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield from _english(node.lineno, node.value)


def _english(line: int, text: str) -> Iterator[Text]:
    """Yield the text if it is English prose. Without a full stop it is a label, as free as a heading."""
    if len(text.split()) >= FEWEST and not CHINESE.search(text):
        yield Text(line, text, heading=SENTENCE.search(text) is None)


def _comments(source: str) -> Iterator[Text]:
    lines: list[str] = []
    start = last = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or NOTES.match(token.string):
            continue
        alone = not token.line[: token.start[1]].strip()
        if lines and (token.start[0] != last + 1 or not alone):
            yield Text(start, "\n".join(lines))
            lines = []
        start, last = start if lines else token.start[0], token.start[0] if alone else -1
        lines.append(token.string.lstrip("#: "))
    if lines:
        yield Text(start, "\n".join(lines))


SCRIPT = re.compile(
    r"""(?P<block>/\*.*?\*/)|(?P<line>//[^\n]*)|(?P<quoted>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
    r"""|`(?:\\.|[^`\\])*`|(?<=[(,=:\[!&|?{;\s])/(?![*/\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/""",
    re.DOTALL,
)


TITLE = re.compile(r"\b(describe|it|test)(\.\w+)?\(\s*\Z")
"""The text before the title of a test."""


def script(path: Path) -> Iterator[Text]:
    """Yield the comments and test titles of a script; of a file of words, its English sentences too."""
    source = path.read_text()
    has_words = path.stem == "words" or "words" in path.parts
    lines: list[str] = []
    start = end = 0
    for found in SCRIPT.finditer(source):
        number = source.count("\n", 0, found.start()) + 1
        if line := found["line"]:
            if lines and source[end : found.start()].strip(" \t") != "\n":
                yield Text(start, "\n".join(lines))
                lines = []
            if not NOTES.match(text := line.lstrip("/ ")):
                start, end = start if lines else number, found.end()
                lines.append(text)
        elif block := found["block"]:
            rows = [row.strip().removeprefix("*").strip() for row in block[2:-2].strip("*").split("\n")]
            for offset, text in _doc_paragraphs("\n".join(rows)):
                if not NOTES.match(text):
                    yield Text(number + offset, re.sub(r"@\w+(\s+\{[^}]*\})?", "", text).strip())
        elif (quoted := found["quoted"]) and (has_words or TITLE.search(source, 0, found.start())):
            yield from _english(number, quoted[1:-1])
    if lines:
        yield Text(start, "\n".join(lines))


def template(path: Path) -> Iterator[Text]:
    """Yield the English texts of a page: what stands between tags, and the literals of Jinja's expressions."""
    source = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->|\{#.*?#\}", _blank, path.read_text(), flags=re.DOTALL)
    for number, line in enumerate(source.splitlines(), 1):
        for expression in re.findall(r"\{\{(.*?)\}\}", line):
            for text in re.findall(r'"((?:\\.|[^"\\])*)"', expression):
                yield from _english(number, re.sub(r"<[^>]*>", "", text))
        for text in re.split(r"<[^>]*>|\{\{.*?\}\}|\{%.*?%\}", line):
            yield from _english(number, text.strip())


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def settings(path: Path) -> Iterator[Text]:
    """Yield the comments of a file whose comments start with # and end with the line."""
    lines: list[str] = []
    start = 1
    for number, line in enumerate([*path.read_text().splitlines(), ""], 1):
        alone = re.match(r"\s*#+\s?(?![!:])(.*)", line)
        if lines and not alone:
            yield Text(start, "\n".join(lines))
            lines = []
        if alone:
            start = start if lines else number
            lines.append(alone[1])
        elif (after := re.search(r"\s##?\s+([^\"']+)$", line)) and not CHINESE.search(line):
            yield Text(number, after[1])


READERS: dict[str, Callable[[Path], Iterator[Text]]] = {
    ".md": markdown,
    ".py": python,
    **dict.fromkeys((".ts", ".tsx", ".js", ".mjs"), script),
    ".html": template,
    **dict.fromkeys((".toml", ".sh", ".yml", ".yaml", "Makefile"), settings),
}
