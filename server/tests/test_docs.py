"""Every action and every error has its heading, links lead to a file, and SECURITY.md names real tests."""

import re
from pathlib import Path

import pytest
from kaibo.app import SIGNED
from kaibo.errors import ApiError

from tests.command import kaibo

ROOT = Path(__file__).resolve().parents[2]
COMPLAINTS = 40
"""How many rows the list of complaints has."""
CODE = [
    path
    for folder in ("server", "maker", "companion", "web/src", "scripts", "e2e", "bench")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".ts", ".tsx", ".js") and "node_modules" not in path.parts
]
PAGES = [path for folder in (".", "docs", "spec") for path in (ROOT / folder).glob("*.md")]


def every_error(base: type[ApiError] = ApiError) -> list[type[ApiError]]:
    """List the errors of the server. The import of `kaibo.app` has loaded every folder."""
    ours = [error for error in base.__subclasses__() if error.__module__.startswith("kaibo.")]
    return [base, *(error for own in ours for error in every_error(own))]


def headings(page: str) -> list[str]:
    return re.findall(r"^## (.+)$", (ROOT / page).read_text(), re.MULTILINE)


def test_every_action_has_its_heading() -> None:
    assert sorted(headings("docs/api.md")) == sorted(action.name for action in SIGNED)


def test_list_of_vendor_actions_matches_the_catalogue() -> None:
    text = (ROOT / "spec/actions.md").read_text()
    per_version = re.split(r"^## (\d{4}-\d\d-\d\d)$", text.partition("\n## Ours\n")[0], flags=re.MULTILINE)[1:]
    have = {
        (name, version)
        for version, table in zip(per_version[::2], per_version[1::2], strict=True)
        for name in re.findall(r"^\| (\w+) \| have \|$", table, re.MULTILINE)
    }
    have |= set(re.findall(r"^\| (\w+) \| (\d{4}-\d\d-\d\d) \| have \|$", text, re.MULTILINE))
    assert have == {(action.name, action.version) for action in SIGNED}


def test_every_error_has_its_heading_number_and_status() -> None:
    found = every_error()
    assert sorted(headings("docs/errors.md")) == sorted(error.code for error in found)
    text = (ROOT / "docs/errors.md").read_text()
    for error in found:
        assert f"## {error.code}\n{error.number} · HTTP {error.status} · “{error.text}”" in text


def test_every_kind_of_audit_event_has_its_line_and_its_words() -> None:
    table = (ROOT / "docs/api.md").read_text().partition("| Kind | event | Detail |")[2].partition("\n\n")[0]
    named = {name for line in table.splitlines()[2:] for name in line.split("|")[1].strip().split(", ")}
    words = (ROOT / "web/src/console/auditWords.ts").read_text()
    languages = re.findall(r"^\tkinds: \{\n(.*?)^\t\}", words, re.MULTILINE | re.DOTALL)
    assert len(languages) == 2
    for kinds in languages:
        assert set(re.findall(r'^\t\t"?([a-z-]+)"?: "', kinds, re.MULTILINE)) == named
    call = re.compile(r'note(?:_about)?\((?:self\.)?(?:call, )?\s*"([a-z-]+)"(?: if \w+ else "([a-z-]+)")?')
    texts = [path.read_text() for path in (ROOT / "server/kaibo").rglob("*.py")]
    written = {kind for text in texts for found in call.findall(text) for kind in found if kind}
    assert {"sign-in", "remove", "unsilence", "key"} <= written
    assert written <= named, written - named


def test_every_command_is_in_the_list_of_commands(tmp_path: Path) -> None:
    listed = (ROOT / "docs/run.md").read_text().partition("\n```\nkaibo up ")[2].partition("```")[0]
    told = kaibo(tmp_path, "--help").stdout
    commands = re.findall(r"^ {4}([a-z-]+)\b", told, re.MULTILINE)
    assert {"serve", "check", "drain", "master-key"} <= set(commands)
    for command in set(commands) - {"up"}:
        assert f"\nkaibo {command} " in listed, command


def test_every_error_has_a_number_of_its_own() -> None:
    found = every_error()
    assert len({error.number for error in found}) == len(found)


def test_every_listed_complaint_has_its_test() -> None:
    rows = re.findall(r"^\| ([\d, ]+) \|", (ROOT / "docs/launch-link.md").read_text(), re.MULTILINE)
    listed = [int(number) for row in rows for number in row.split(",")]
    assert listed == list(range(1, COMPLAINTS + 1)), "each row has its line"
    tests = [path.read_text() for folder in ("server/tests", "e2e") for path in (ROOT / folder).rglob("test_*.py")]
    names = re.findall(r"^(?:async )?def test_complaint_((?:\d\d_)+)", "\n".join(tests), re.MULTILINE)
    assert set(listed) == {int(number) for name in names for number in name.rstrip("_").split("_")}


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_every_promise_names_an_existing_test() -> None:
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|$", (ROOT / "SECURITY.md").read_text(), re.MULTILINE)
    promises = [re.findall(r"`([^`]+)`", row) for row in rows if row != "test"]
    assert promises
    assert all(promises), "a promise names no test"
    for file, _, name in (test.partition("::") for tests in promises for test in tests):
        path = ROOT / (file if file.startswith(("e2e/", "companion/")) else f"server/tests/{file}")
        assert path.is_file(), file
        assert not name or f"def {name}(" in path.read_text(), f"{file} has no {name}"


def test_cited_documents_have_the_cited_headings() -> None:
    for path in CODE:
        for page, cited in re.findall(r'(docs/[\w-]+\.md)((?:, "[^"\n]+")+)', path.read_text()):
            there = re.findall(r"^#+ (.+)$", (ROOT / page).read_text(), re.MULTILINE)
            for heading in re.findall(r'"([^"]+)"', cited):
                assert heading in there, f"{path.relative_to(ROOT)} cites {page}, {heading}"


def test_every_cited_document_is_in_the_repository() -> None:
    absent = re.compile(r"spec: (gateway|actions|status) §")
    assert [str(path) for path in CODE if path != Path(__file__) and absent.search(path.read_text())] == []
