"""Launch tokens: minted tokens read back, and texts that we did not sign are refused."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import assume, example, given, strategies as st
from kaibo.features.link.token import LaunchToken, NotAToken, link_id, mint, read
from kaibo.names import PERSON_MAX, clean

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
VECTORS = Path(__file__).resolve().parents[4] / "spec/vectors/launch_token.json"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def is_name(text: str) -> bool:
    try:
        return clean(text, PERSON_MAX) == text
    except ValueError:
        return False


NAMES = st.just("") | st.text(min_size=1, max_size=15).filter(is_name)
TOKENS = st.builds(
    LaunchToken,
    activity=st.integers(0, 2**63 - 1),
    role=st.sampled_from([0, 1]),
    name=NAMES,
    expires=st.just(0) | st.integers(1, 2**40),
    epoch=st.integers(1, 2**32 - 1),
)


@given(TOKENS)
def test_token_reads_back_what_was_minted(token: LaunchToken) -> None:
    assert read(mint(token, KEY), {1: KEY}) == token
    assert token.permanent == (token.expires == 0)


@given(TOKENS, TOKENS)
def test_different_links_have_different_tokens_and_ids(one: LaunchToken, other: LaunchToken) -> None:
    assert (mint(one, KEY) == mint(other, KEY)) == (one == other)
    assert (link_id(one, KEY) == link_id(other, KEY)) == (one == other)


@given(TOKENS, st.integers(0), st.sampled_from(LETTERS))
def test_changed_letter_is_refused(token: LaunchToken, where: int, letter: str) -> None:
    text = mint(token, KEY)
    where %= len(text)
    assume(text[where] != letter)
    with pytest.raises(NotAToken):
        read(text[:where] + letter + text[where + 1 :], {1: KEY})


@given(TOKENS, st.integers(0), st.sampled_from(["", "=", "==", "\n", " ", "A", "é", "/"]))
def test_token_has_one_spelling(token: LaunchToken, length: int, tail: str) -> None:
    text = mint(token, KEY)
    changed = text[: length % (len(text) + 1)] + tail
    assume(changed != text)
    with pytest.raises(NotAToken):
        read(changed, {1: KEY})


@given(st.text(max_size=120) | st.binary(max_size=80).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
@example("")
@example("\ud800")
@example(base64.urlsafe_b64encode(b"\x01\x02" + bytes(60)).decode())
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(NotAToken):
        read(text, {1: KEY})


@given(TOKENS)
def test_two_keys_are_valid_at_once_each_by_its_id(token: LaunchToken) -> None:
    old, new = mint(token, KEY, 1), mint(token, OTHER, 2)
    both = {1: KEY, 2: OTHER}
    assert read(old, both) == read(new, both) == token
    for text, keys in ((old, {2: OTHER}), (new, {1: KEY}), (old, {1: OTHER}), (mint(token, OTHER, 1), both)):
        with pytest.raises(NotAToken):
            read(text, keys)


def test_links_of_the_first_version_stay_readable() -> None:
    vectors = json.loads(VECTORS.read_text())
    for vector in vectors["tokens"]:
        text, said = vector.pop("token"), LaunchToken(**vector)
        assert read(text, {1: bytes.fromhex(vectors["key"])}) == said
        assert mint(said, bytes.fromhex(vectors["key"])) == text
    for vector in vectors["former"]:
        text, said = vector.pop("token"), LaunchToken(**vector)
        assert read(text, {1: bytes.fromhex(vectors["key"])}) == said
        assert mint(said, bytes.fromhex(vectors["key"])) != text
