"""Who may open the app's studio, and what a company may say about it."""

import json
from pathlib import Path

import pytest
from kaibo_companion.trust import BadPolicy, CompanyPolicy, Trust, read_company_policy

HERE, THERE = "https://live.example.com", "https://other.example.com"


def test_nobody_is_trusted_at_first_and_a_yes_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "app/trusted.json"
    assert not Trust(file, CompanyPolicy()).knows(HERE)
    Trust(file, CompanyPolicy()).remember(HERE)
    assert Trust(file, CompanyPolicy()).knows(HERE)
    assert not Trust(file, CompanyPolicy()).knows(THERE)
    assert file.stat().st_mode & 0o077 == 0


def test_a_yes_can_be_taken_back(tmp_path: Path) -> None:
    trust = Trust(tmp_path / "trusted.json", CompanyPolicy())
    for server in (HERE, THERE, HERE):
        trust.remember(server)
    assert trust.by_person() == [THERE, HERE]
    trust.forget(HERE)
    assert trust.by_person() == [THERE]


@pytest.mark.parametrize("text", ["", "{", "{}", "[1]", '["http://example.com"]', "[null]", "\x00"])
def test_a_broken_file_trusts_nobody(tmp_path: Path, text: str) -> None:
    file = tmp_path / "trusted.json"
    file.write_text(text)
    trust = Trust(file, CompanyPolicy())
    assert not trust.knows(HERE)
    trust.remember(HERE)
    assert trust.knows(HERE)


def test_a_company_lists_servers_that_are_not_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps({"Servers": [f"{HERE}:443"]}))
    trust = Trust(tmp_path / "trusted.json", read_company_policy(file))
    assert trust.knows(HERE)
    assert trust.may_ask(THERE)


def test_a_policy_that_windows_saved_is_read(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps({"Servers": [HERE], "OnlyThese": True}), "utf-8-sig")
    assert read_company_policy(file) == CompanyPolicy(frozenset({HERE}), only=True)


def test_a_company_may_lock_the_list(tmp_path: Path) -> None:
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
def test_a_policy_that_cannot_be_read_is_told_of(tmp_path: Path, text: str) -> None:
    file = tmp_path / "policy.json"
    file.write_text(text)
    with pytest.raises(BadPolicy, match="policy.json"):
        read_company_policy(file)


def test_without_a_policy_the_person_decides(tmp_path: Path) -> None:
    assert read_company_policy(tmp_path / "none.json") == CompanyPolicy()
