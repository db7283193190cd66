"""How viewers get in: passwords with their limits, and the tokens of the integrator."""

import hashlib
import hmac
import time
from base64 import urlsafe_b64encode
from typing import Any

import jwt
import pytest

from tests.features.access.conftest import House, Watched
from tests.features.access.viewer import ENTERED

WRONG = (403, "AccessDenied.WrongPassword")
SLOWER = (429, "FlowLimitExceeded")
NO_SIGN_IN = (403, "AccessDenied.SignIn")


@pytest.mark.parametrize("wrong", ["", "tea ", "TEA", "t", "茶"])
def test_other_text_is_no_password(show: Watched, wrong: str) -> None:
    show.password("tea")
    assert show.viewer().enter(wrong) == WRONG


def test_crowd_of_one_address_enters_beside_wrong_tries(show: Watched) -> None:
    show.password("tea")
    viewer, told = show.viewer(), []
    for number in range(300):
        viewer.http.cookies.clear()
        if number % 30 == 0:
            told.append(viewer.enter("coffee"))
        assert viewer.enter("tea") == ENTERED
    assert told == [WRONG] * 10


def test_wrong_passwords_are_limited_for_a_pass_and_a_right_one_enters(show: Watched) -> None:
    one, other = show.viewer(), show.viewer()
    one.watches()
    other.watches()
    show.password("tea")
    assert [one.enter("coffee") for _ in range(11)] == [WRONG] * 10 + [SLOWER]
    assert other.enter("coffee") == WRONG
    assert one.enter("tea") == ENTERED
    assert one.watches()


def test_wrong_passwords_are_limited_for_an_address(show: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaibo.features.access.watch_calls.WRONG_AT_ADDRESS", "3/hour")
    show.password("tea")
    assert [show.viewer().enter("coffee") for _ in range(4)] == [WRONG] * 3 + [SLOWER]
    assert show.viewer().enter("tea") == ENTERED


def test_password_ends_in_the_pass_and_its_change_asks_again(show: Watched) -> None:
    show.password("tea")
    viewer = show.viewer()
    viewer.enter("tea")
    assert "tea" not in viewer.cookie
    show.rule(1)
    show.rule(2)
    assert viewer.watches(), "the password is the same one"
    show.password("coffee")
    assert not viewer.watches()
    assert viewer.enter("tea") == WRONG


def test_pass_of_one_show_opens_no_other(house: House) -> None:
    one, other = house.show(), house.show()
    one.password("tea")
    other.password("tea")
    viewer, stranger = one.viewer(), other.viewer()
    viewer.enter("tea")
    stranger.http.cookies.set("kaibo_pass", viewer.cookie, path=other.path)
    assert [viewer.watches(), stranger.watches()] == [True, False]


def test_signed_in_user_has_the_name_of_the_token_in_the_chat(show: Watched) -> None:
    viewer = show.viewer()

    def name_after(token: str) -> Any:
        assert viewer.sign_in(token) == ENTERED
        return viewer.ask("EnterChat").json()["Result"]["UserName"]

    assert name_after(show.token("ann", "Ann of the accounts department")) == "Ann of the accounts department"
    assert name_after(show.token("ann", "Anna")) == "Anna"
    viewer.ask("SetChatName", UserName="Annie")
    assert name_after(show.token("ann", "Ann")) == "Annie", "the viewer chose it"
    assert name_after(show.token("bob", "\u200b")) == "", "the chat asks"


def vector(show: Watched, claims: str) -> str:
    """Sign claims as RFC 7515 says, with no library."""

    def coded(data: bytes) -> bytes:
        return urlsafe_b64encode(data).rstrip(b"=")

    key = show.call("GetActivityLoginSecret", Mode=2)["LoginSecret"].encode()
    text = coded(b'{"alg":"HS256","typ":"JWT"}') + b"." + coded(claims.encode())
    return (text + b"." + coded(hmac.new(key, text, hashlib.sha256).digest())).decode()


def test_token_of_the_integrator_signs_in(show: Watched) -> None:
    show.rule(4)
    now = int(time.time())
    for made in (now, f'"{now}"', now * 1000, now - 7 * 86400 + 60):
        viewer = show.viewer()
        assert viewer.sign_in(vector(show, f'{{"NickName":"安","UserIdStr":"ann","TimeStamp":{made}}}')) == ENTERED
        assert viewer.watches()


def test_user_is_one_viewer_on_every_device(show: Watched) -> None:
    show.rule(4)
    phone, desk, other = show.viewer(), show.viewer(), show.viewer()
    for viewer, user in ((phone, "ann"), (desk, "ann"), (other, "bob")):
        viewer.sign_in(show.token(user))
    assert phone.id == desk.id != other.id


def test_other_tokens_sign_nobody_in(house: House) -> None:
    show, other = house.show(), house.show()
    show.rule(4)
    now = int(time.time())
    person: dict[str, Any] = {"NickName": "Ann", "UserIdStr": "ann", "TimeStamp": now}
    public = show.call("GetActivityLoginSecret", Mode=1)["LoginSecret"]
    secret = show.call("GetActivityLoginSecret", Mode=2)["LoginSecret"]
    refused = {
        "no token": "x",
        "another show's": other.token("ann"),
        "of the mode that names nobody": jwt.encode(person, public, "HS256"),
        "unsigned": jwt.encode(person, "", "none"),
        "another algorithm": jwt.encode(person, secret, "HS512"),
        "too old": show.token("ann", age=7 * 86400 + 60),
        "of tomorrow": show.token("ann", age=-86400),
        "nobody": jwt.encode({**person, "UserIdStr": " "}, secret, "HS256"),
        "no time": jwt.encode({"NickName": "Ann", "UserIdStr": "ann"}, secret, "HS256"),
        "ended": jwt.encode({**person, "exp": now - 60}, secret, "HS256"),
        "a list": jwt.encode({**person, "UserIdStr": ["ann"]}, secret, "HS256"),
    }
    for why, token in refused.items():
        assert show.viewer().sign_in(token) == NO_SIGN_IN, why


def test_sdk_token_signs_in_and_one_without_a_person_does_not(show: Watched) -> None:
    show.rule(4)
    ask: dict[str, Any] = {"ActivityId": show.id, "Mode": 2, "Nickname": "安", "UserIdStr": "ann"}
    token = show.caller.call("GetSDKTokenAPI", **ask)["Token"]
    viewer = show.viewer()
    assert viewer.sign_in(token) == ENTERED
    assert viewer.watches()
    nobody = show.caller.call("GetSDKTokenAPI", ActivityId=show.id, Mode=1)["Token"]
    assert show.viewer().sign_in(nobody) == NO_SIGN_IN
    assert show.caller.refused("GetSDKTokenAPI", ActivityId=show.id, Mode=2, Nickname="安") == (400, "MissingParameter")


def test_door_tells_the_ways_and_no_secret(show: Watched) -> None:
    custom = {
        "CustomUrl": "https://sso.example.com/in",
        "SecretKey": "hidden-key",
        "ErrorRedirectUrl": "https://e.example",
    }
    show.rule(4, CustomViewingRestriction=custom, ViewingRestrictionButtonTitle="Acme")
    password = {"Password": "hidden-tea", "Prompt": "See your mail."}
    sub = {"ViewingAccountType": 2, "PasswordViewingRestriction": password}
    show.call("UpdateViewingRestriction", IsSubViewingRestrictionEnable=True, SubViewingRestriction=sub)
    view = show.viewer().view()
    assert view == {
        "Name": "茶 & Tea",
        "CoverImage": "",
        "Closed": "prove",
        "Ways": [
            {"Kind": 4, "Title": "Acme", "Prompt": "", "Url": "https://sso.example.com/in"},
            {"Kind": 2, "Title": "", "Prompt": "See your mail.", "Url": ""},
        ],
        "ErrorUrl": "https://e.example",
    }


def test_watermark_names_the_viewer(show: Watched) -> None:
    ann, nobody = show.viewer(), show.viewer()
    ann.sign_in(show.token("ann", name="安"))
    marks = [each.ask("WatchShow").json()["Result"]["Watermark"] for each in (ann, nobody)]
    assert marks == ["", ""]
    settings = {"Access": {"Watermark": True}}
    show.caller.call("PutShowSettings", "2026-12-01", ActivityId=show.id, Settings=settings)
    marks = [each.ask("WatchShow").json()["Result"]["Watermark"] for each in (ann, nobody)]
    assert marks[0] == "安"
    assert marks[1].isdecimal()
