"""Which servers the app trusts, and what a company's policy says."""

import json
from pathlib import Path

import pytest
from kaibo_companion.trust import BadPolicy, CompanyPolicy, Trust, read_company_policy

HERE, THERE = "https://live.example.com", "https://other.example.com"


def test_server_is_trusted_only_after_a_yes(tmp_path: Path) -> None:
    file = tmp_path / "app/trusted.json"
    assert not Trust(file, CompanyPolicy()).knows(HERE)
    Trust(file, CompanyPolicy()).remember(HERE)
    assert Trust(file, CompanyPolicy()).knows(HERE)
    assert not Trust(file, CompanyPolicy()).knows(THERE)
    assert file.stat().st_mode & 0o077 == 0


def test_forgotten_server_is_not_trusted(tmp_path: Path) -> None:
    trust = Trust(tmp_path / "trusted.json", CompanyPolicy())
    for server in (HERE, THERE, HERE):
        trust.remember(server)
    assert trust.by_person() == [THERE, HERE]
    trust.forget(HERE)
    assert trust.by_person() == [THERE]


def test_old_spelling_stays_trusted(tmp_path: Path) -> None:
    file = tmp_path / "trusted.json"
    file.write_text(
        '["https://Live.Example.com:443", "http://[0:0:0:0:0:0:0:1]:8780", "https://会议.example"]', "utf-8"
    )
    trust = Trust(file, CompanyPolicy())
    for server in (HERE, "http://[::1]:8780", "https://xn--6oqu09l.example"):
        assert trust.knows(server)
        trust.remember(server)
    assert trust.by_person() == [HERE, "http://[::1]:8780", "https://xn--6oqu09l.example"]


@pytest.mark.parametrize("text", ["", "{", "{}", "[1]", '["http://example.com"]', "[null]", "\x00"])
def test_broken_file_trusts_no_server(tmp_path: Path, text: str) -> None:
    file = tmp_path / "trusted.json"
    file.write_text(text)
    trust = Trust(file, CompanyPolicy())
    assert not trust.knows(HERE)
    trust.remember(HERE)
    assert trust.knows(HERE)


def test_company_server_opens_without_question(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps({"Servers": [f"{HERE}:443"]}))
    trust = Trust(tmp_path / "trusted.json", read_company_policy(file))
    assert trust.knows(HERE)
    assert trust.may_ask(THERE)


def test_company_may_write_any_spelling(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps({"Servers": ["https://会议.example", "https://[2001:DB8:0::1]"]}))
    assert read_company_policy(file).servers == {"https://xn--6oqu09l.example", "https://[2001:db8::1]"}


def test_policy_with_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps({"Servers": [HERE], "OnlyThese": True}), "utf-8-sig")
    assert read_company_policy(file) == CompanyPolicy(frozenset({HERE}), only=True)


def test_locked_policy_ignores_the_persons_servers(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps({"Servers": [HERE], "OnlyThese": True}))
    trust = Trust(tmp_path / "trusted.json", read_company_policy(file))
    trust.remember(THERE)
    assert trust.knows(HERE)
    assert not trust.knows(THERE)
    assert not trust.may_ask(THERE)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"Servers": "https://a.example"}', '{"Servers": ["http://a.example"]}', '{"Servers": [1]}',
     '{"Servers": [], "OnlyThese": 1}', '{"Servers": [], "Only": true}'],
)  # fmt: skip
def test_broken_policy_is_an_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "policy.json"
    file.write_text(text)
    with pytest.raises(BadPolicy, match="policy.json"):
        read_company_policy(file)


def test_missing_policy_lets_the_person_decide(tmp_path: Path) -> None:
    assert read_company_policy(tmp_path / "none.json") == CompanyPolicy()
