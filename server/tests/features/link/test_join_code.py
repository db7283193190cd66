"""Join codes: links that a person types."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from kaibo.call import Limits
from kaibo.features.link import join_code
from kaibo.features.link.errors import UnknownLink
from kaibo.store import Store

from tests.gateway.door import HOST, refusal, serving
from tests.pages.launch.visitor import Visitor
from tests.show import make_show

pytestmark = pytest.mark.anyio


async def keys(visitor: Visitor) -> Any:
    return await visitor.signed("GetTemporaryLoginTokenAPI", "2020-06-01", activity_id=visitor.show.id)


async def opened(visitor: Visitor, key: str) -> str:
    return str((await visitor.client("OpenKey", key=key)).url)


async def test_join_code_is_another_spelling_of_the_host_link(visitor: Visitor) -> None:
    made, links = await keys(visitor), await visitor.links()
    assert await opened(visitor, made.secret_key) == links.url
    assert made.activity_id == visitor.show.id
    assert (await keys(visitor)).secret_key == made.secret_key
    session = await visitor.show.session(await visitor.enter(await opened(visitor, made.tmp_secret_key)))
    assert session.role == 0


async def test_join_code_is_read_in_every_spelling(visitor: Visitor) -> None:
    key = (await keys(visitor)).secret_key
    assert len(key) == 29
    assert set(key) <= set(join_code.LETTERS + "-")
    for text in (key.lower(), key.replace("-", ""), key.replace("-", " "), f"  {key}\n", key.replace("1", "l")):
        assert await opened(visitor, text) == await opened(visitor, key)


FULL_WIDTH = {letter: chr(ord(letter) + 0xFEE0) for letter in join_code.LETTERS + "-" + join_code.LETTERS.lower()}
APART = ["-", "–", "—", "－", "‐", "ー", "\u3000", "\xa0", "\u2009", "\u200b", "·", ".", "。"] + [" ", "- ", " – ", ""]


@given(st.data())
def test_join_code_of_an_input_method_is_the_typed_one(data: st.DataObject) -> None:
    letters = data.draw(st.text(join_code.LETTERS, min_size=24, max_size=24))
    spellings = [[one, one.lower(), FULL_WIDTH[one], FULL_WIDTH[one.lower()]] for one in letters]
    shown = [data.draw(st.sampled_from(spelling)) for spelling in spellings]
    groups = ["".join(shown[at : at + 4]) for at in range(0, 24, 4)]
    text = groups[0] + "".join(data.draw(st.sampled_from(APART)) + group for group in groups[1:])
    before, after = data.draw(st.sampled_from([("", ""), (" ", "\n"), ("口令：", "。"), ("「", "」\u200b")]))
    assert join_code.activity_in(before + text + after) == letters[:11]


async def test_pasted_join_code_opens_its_link(visitor: Visitor) -> None:
    key = (await keys(visitor)).secret_key
    full_width = "".join(FULL_WIDTH[letter] for letter in key)
    spaced = (key.replace("-", space) for space in ("–", "\u3000", " – "))
    for text in (full_width, *spaced, f"Code: {key}, from 8 on.", f"口令：{full_width}。24 小时内有效"):
        assert await opened(visitor, text) == await opened(visitor, key)


def test_app_opens_a_join_code_without_a_browser(sqlite_form: Path, tmp_path: Path) -> None:
    """The app follows docs/companion.md: no cookie, no page, and the server's own address as Origin."""
    store = tmp_path / "kaibo.db"
    store.write_bytes(sqlite_form.read_bytes())
    with serving(f"sqlite:///{store}") as (caller, _):
        show = caller.call("CreateActivityAPIV2", Name="A show")["ActivityId"]
        key = caller.call("GetTemporaryLoginTokenAPI", ActivityId=show)["TmpSecretKey"]

        def post(name: str, **body: Any) -> Any:
            answer = caller.http.post(f"/client/{name}", json=body, headers={"Origin": f"http://{HOST}"})
            assert answer.status_code == 200, answer.text
            return answer.json()["Result"]

        url = post("OpenKey", Key=key.lower())["Url"]
        assert url.startswith(f"http://{HOST}/l/")
        caller.http.cookies.clear()
        ticket = post("OpenLaunch", Token=url.rpartition("/")[2])["Ticket"]
        assert post("PeekTicket", Ticket=ticket)["Name"] == "A show"
        assert post("RedeemTicket", Ticket=ticket, Nonce="n" * 22, App=True)["Path"].startswith("/s/se_")
        wrong = caller.http.post("/client/OpenKey", json={"Key": key[:-1] + "!"}, headers={"Origin": f"http://{HOST}"})
        assert refusal(wrong) == (404, "ResourceNotFound.LaunchLink")
        assert refusal(caller.http.post("/client/OpenKey", json={"Key": key})) == (403, "WrongOrigin")


@pytest.mark.parametrize("hours", [0.01, 0.5, 24, 24 * 30])
async def test_temporary_join_code_ends_at_its_stated_time(store: Store, hours: float) -> None:
    visitor = Visitor(await make_show(store, Limits(tmp_link_seconds=int(hours * 3600))))
    wanted = visitor.now // 1000 + visitor.show.limits.tmp_link_seconds
    codes = await keys(visitor)
    assert wanted < codes.expire_time <= wanted + visitor.show.limits.tmp_link_seconds / 100 + 1
    visitor.now = codes.expire_time * 1000 - 1
    assert await visitor.open(await opened(visitor, codes.tmp_secret_key))
    visitor.now += 1
    with pytest.raises(UnknownLink):
        await opened(visitor, codes.tmp_secret_key)
    assert await opened(visitor, codes.secret_key)


async def test_changed_letter_makes_a_join_code_unknown(visitor: Visitor) -> None:
    key = (await keys(visitor)).secret_key.replace("-", "")
    for at, letter in enumerate(key):
        other = key[:at] + join_code.LETTERS[(join_code.LETTERS.index(letter) + 7) % 32] + key[at + 1 :]
        with pytest.raises(UnknownLink):
            await opened(visitor, other)
    for text in ("", "x", key[:-1], key + "0", "U" * 24, "0" * 24, "Z" * 24, "é" * 24):
        with pytest.raises(UnknownLink):
            await opened(visitor, text)


async def test_join_code_of_a_deleted_show_opens_nothing(visitor: Visitor) -> None:
    key = (await keys(visitor)).secret_key
    await visitor.show.delete()
    with pytest.raises(UnknownLink):
        await opened(visitor, key)


async def test_wrong_join_code_names_the_same_activity(visitor: Visitor) -> None:
    key = (await keys(visitor)).secret_key
    assert join_code.activity_in(key) == join_code.activity_in(key.lower()[:-1] + "0")
