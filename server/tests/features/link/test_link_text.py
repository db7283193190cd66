"""Links that were changed a little on their way: they still name the same token."""

import json
from base64 import urlsafe_b64encode
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given, strategies as st
from kaibo.features.link.link_text import PUNCTUATION, counted, spellings
from kaibo.features.link.token import LaunchToken, NotAToken, StoredLink, find, mint

KEY = bytes(range(32))
VECTORS = json.loads((Path(__file__).resolve().parents[4] / "spec/vectors/launch_token.json").read_text())
FORMER = [vector["token"] for vector in VECTORS["former"]]
TOKENS = [vector["token"] for vector in VECTORS["tokens"]] + [mint(StoredLink("ln_" + "A" * 22), KEY)] + FORMER
ADDRESSES = st.sampled_from(
    ["", "https://kaibo.example.com/l/", "  <https://localhost:8780/l/", "入口：http://[::1]:8780/l/"]
)
ADDED = (
    *(
        ".",
        ",",
        ";",
        ":",
        "!",
        "?",
        ")",
        "]",
        "}",
        ">",
        '"',
        "'",
        "`",
        "*",
        "~",
        "|",
        "\\",
        "/",
        "=",
        "&",
        "-",
        "_",
        "__",
    ),
    *("。", "，", "、", "；", "：", "！", "？", "）", "」", "』", "》", "”", "’", "…", "～", "－", "＿"),
    *(
        " ",
        "\t",
        "\n",
        "\r\n",
        "\u00a0",
        "\u3000",
        "\u200b",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\u200e",
        "\ufe0f",
    ),
    *("%20", "%0A", "%E3%80%82", "%EF%BC%8C", "%E2%80%8B", "%5F", "%2D", "=20", "=3D", "&nbsp;", "&gt;", "<br>", "**"),
)
"""Autolinkers, mailers and input methods leave this behind an address."""
SENTENCES = ("请大家准时", "See you at 8", "[1]", "?utm_source=chat", "#top", "https://kaibo.example.com/w/show")
"""The rest of the line, when a program takes it along. A letter of a token cannot come first."""


@given(
    st.sampled_from(TOKENS),
    ADDRESSES,
    st.lists(st.sampled_from(ADDED), max_size=6).map("".join),
    st.sampled_from(["", *(f"，{sentence}" for sentence in SENTENCES)]),
)
@example(FORMER[0], "", "", "")
@example(FORMER[0], "", "-_", "")
@example(FORMER[1], "", "_" * 400, "")
def test_link_with_something_behind_it_names_the_same_token(token: str, address: str, added: str, rest: str) -> None:
    text = address + token + added + rest
    assert find(text, {1: KEY}).text == token
    assert counted(text) == counted(token)
    assert len(spellings(text)) < 8, "a made-up text costs little"


@given(st.sampled_from(FORMER), st.sampled_from(["", ".", "。", "_", " "]))
def test_former_link_without_its_last_letter_still_opens(token: str, added: str) -> None:
    assert find(token.rstrip(PUNCTUATION) + added, {1: KEY}).text == token


@given(st.sampled_from(TOKENS), st.data())
def test_percent_encoded_letters_count_as_themselves(token: str, data: st.DataObject) -> None:
    encoded = data.draw(st.lists(st.booleans(), min_size=len(token), max_size=len(token)))
    text = "".join(f"%{ord(letter):02X}" if coded else letter for letter, coded in zip(token, encoded, strict=True))
    assert find(text, {1: KEY}).text == token
    assert find(quote(f"https://kaibo.example.com/l/{token}", safe=""), {1: KEY}).text == token


def test_links_of_ten_thousand_names_do_not_end_in_punctuation() -> None:
    names = [
        "".join(chr(0x4E00 + 37 * number % 20_000) for _ in range(1 + number % 7)) + str(number)
        for number in range(10_000)
    ]
    made = [mint(LaunchToken(1, 1, name, browser=bool(at % 2)), KEY) for at, name in enumerate(names)]
    assert {token[-1] for token in made}.isdisjoint(PUNCTUATION)
    assert len(set(made)) == len(names)
    assert [find(token, {1: KEY}).token for token in made] == [
        LaunchToken(1, 1, name, browser=bool(at % 2)) for at, name in enumerate(names)
    ]


@given(st.binary(min_size=16, max_size=16))
def test_links_of_stored_ids_do_not_end_in_punctuation(number: bytes) -> None:
    assert mint(StoredLink("ln_" + urlsafe_b64encode(number).decode().rstrip("=")), KEY)[-1] not in PUNCTUATION


@given(st.text(max_size=200))
@example("")
@example("/l/")
@example("%")
@example("\ud800")
def test_any_other_text_names_no_token(text: str) -> None:
    with pytest.raises(NotAToken):
        find(text, {1: KEY})
