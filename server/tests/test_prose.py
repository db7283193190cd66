"""Each rule of the prose finds the sentence that breaks it, and lets the one pass that keeps it."""

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import prose
import pytest

ROOT = Path(__file__).resolve().parents[2]
LONG = "The server reads one request and then the next one until the client has closed the connection to the server."
"""Twenty words."""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the check as `make check` does, but in this process, because the start of a process takes long."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = prose.main([str(one) for one in arguments])
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def rules(folder: Path, name: str, text: str) -> list[str]:
    """List the lines and rules of the findings in one file."""
    path = folder / name
    path.write_text(text)
    done = run(path)
    assert done.returncode == bool(done.stdout), done.stderr
    return [":".join(line.removeprefix(f"{path}:").split(": ")[:2]) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("bad", "rule", "good"),
    [
        (f"Now {LONG}", "21 words", LONG),
        ("Read it: one, two: three.", "semicolons and colons", "Read https://a.example at 19:30: it is short."),
        ("It reads; it writes; it ends.", "semicolons and colons", "It reads; it writes."),
        ("Who has the link is in.", "starts with a clause", "Who has the link?"),
        ("Whatever the link says counts.", "starts with a clause", "A person who has the link is in."),
        ("The page is made anew.", '"anew"', "The page is made again."),
        ("Ask whoever has it.", '"whoever"', "Ask the person who has it."),
        ("It names somebody there.", '"somebody"', "It names a person there."),
        ("This is what befell it.", '"befell"', "This is what happened."),
        ("It has the rights of now.", '"of now"', "As of now it has rights."),
        ("The show is no more.", '"is no more"', "This is no more work than that."),
        ("That is so.", '"is so"', "That is so small."),
        ("Be it a page or a file.", '"be it"', "Maybe it is a page."),
        ("They came by it.", '"by it"', "It starts by itself."),
        ("Besides a name it has an id.", '"besides"', "It stands beside the door."),
    ],
)
def test_rule_finds_what_breaks_it_alone(tmp_path: Path, bad: str, rule: str, good: str) -> None:
    assert rules(tmp_path, "bad.md", f"# A page\n\n{bad}\n") == [f"3:{rule}"]
    assert rules(tmp_path, "good.md", f"# A page\n\n{good}\n") == []


def test_code_and_a_list_of_code_count_as_one_word(tmp_path: Path) -> None:
    code = LONG.replace("one request", "`two or three` requests").replace("the client", "`a`, `b`, `c`, `d` and `e`")
    assert rules(tmp_path, "page.md", code) == []


def test_heading_may_start_with_a_clause(tmp_path: Path) -> None:
    assert rules(tmp_path, "page.md", "## What the server does here\n") == []
    assert rules(tmp_path, "page.md", "## What the server makes anew\n") == ['1:"anew"']


def test_markdown_is_read_by_paragraph_item_and_cell(tmp_path: Path) -> None:
    half = LONG.removesuffix(" to the server.")
    page = f"{half}\n\n- {half}\n- {half}\n\n| {half} | [{half}](anew) |\n\n```\nanew\n```\n\n`anew` ![anew](anew)\n"
    assert rules(tmp_path, "page.md", page) == []
    assert rules(tmp_path, "page.md", f"One.\n{half}\n{half}\n") == ["2:34 words"]


PYTHON = '''"""Of a module, anew."""

LIMIT = 1  # anew
"""Of a name, anew."""


class Thing:
    """Of a class, anew."""

    # Of two lines,
    # anew.
    def get(self) -> str:
        """Get it.

        Anew.
        """
        return "anew"

    def fail(self, name: str) -> None:
        """Fail."""
        raise ValueError(f"{name} is made anew")
'''


def test_docstrings_comments_and_messages_of_python_are_read(tmp_path: Path) -> None:
    found = rules(tmp_path, "thing.py", PYTHON)
    assert found == [f'{line}:"anew"' for line in (1, 3, 4, 8, 10, 15, 21)]


@pytest.mark.parametrize("first", ["Returns it.", "The thing.", "Whether it is.", "`name` is read.", "200 for it."])
def test_docstring_that_starts_without_a_verb_is_found(tmp_path: Path, first: str) -> None:
    assert rules(tmp_path, "thing.py", f'def get() -> None:\n    """{first}"""\n') == ["2:no imperative"]


@pytest.mark.parametrize(
    "code",
    [
        'def get() -> None:\n    """Get it."""\n',
        'def go() -> None:\n    """Process the rest."""\n',
        'def test_it() -> None:\n    """The thing."""\n',
        'class Thing:\n    """The thing."""\n',
        'class Thing:\n    @property\n    def name(self) -> str:\n        """The name."""\n',
    ],
)
def test_verb_is_wanted_of_functions_alone(tmp_path: Path, code: str) -> None:
    assert rules(tmp_path, "thing.py", code) == []


SCRIPT = """/** Of a block,
 *  anew. */
// Of two lines,
// anew.
const url = "https://a.example/anew"; // anew
const pattern = /\\/\\/ anew/;
"""


def test_comments_of_scripts_are_read(tmp_path: Path) -> None:
    for name in ("thing.ts", "thing.tsx", "thing.js"):
        assert rules(tmp_path, name, SCRIPT) == ['1:"anew"', '3:"anew"', '5:"anew"']


def test_titles_of_tests_are_read(tmp_path: Path) -> None:
    assert rules(tmp_path, "test_it.py", "def test_link_is_made_anew() -> None: ...\n") == ['1:"anew"']
    assert rules(tmp_path, "it.test.ts", 'it("makes the link anew", () => run("made anew by it"));\n') == ['1:"anew"']


def test_comments_of_settings_are_read(tmp_path: Path) -> None:
    for name in ("settings.toml", "run.sh", "Makefile"):
        assert rules(tmp_path, name, '# Of a line, anew.\na = "# anew"\nb: c  # anew\n') == ['1:"anew"', '3:"anew"']


def test_line_of_the_changelog_is_short(tmp_path: Path) -> None:
    line = f"- {LONG} It ends.\n"
    assert rules(tmp_path, "CHANGELOG.md", f"# Changelog\n\n- {LONG}\n{line}") == ["4:22 words in a line"]
    assert rules(tmp_path, "other.md", line) == []


def test_words_of_pages_are_read(tmp_path: Path) -> None:
    words = 'export const en = {\n\ttitle: "Open the link anew",\n\tkey: "anew",\n};\n'
    assert rules(tmp_path, "words.ts", words) == ['2:"anew"']
    assert rules(tmp_path, "words.py", 'WORDS = {\n    "a": ("重新", "Open the link anew"),\n}\n') == ['2:"anew"']
    page = '<p class="anew">\n{{ both("重新", "Open the link anew") }}\n<b>Open it anew</b></p>\n'
    page += '<script>a = "it is made anew"</script>\n'
    assert rules(tmp_path, "page.html", page) == ['2:"anew"', '3:"anew"']


def test_vague_words_are_shown_on_request(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Nobody knows.\n")
    assert run(page).stdout == ""
    assert run("--soft", page).stdout == f'{page}:1: "nobody": Nobody knows.\n'


def test_findings_are_counted_per_folder(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one/page.md").write_text("It is made anew, whoever asks.\n")
    (tmp_path / "page.md").write_text("It is made again.\n")
    counted = run("--count", tmp_path)
    assert counted.returncode == 0
    assert [line.split() for line in counted.stdout.splitlines()] == [
        ["0", str(tmp_path)],
        ["2", str(tmp_path / "one")],
        ["2", "in", "all"],
    ]


def test_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "scripts/prose.py", tmp_path / "none"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, f"there is no {tmp_path / 'none'}\n")
