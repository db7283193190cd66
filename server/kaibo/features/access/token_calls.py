"""The vendor's calls about the tokens that sign viewers in (docs/wire.md, "Who may watch")."""

from typing import Annotated, Any

from pydantic import Field

from kaibo.access import sign_in
from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.errors import MissingParameter
from kaibo.gateway.action import Int, LongText, Wire, action


class GetActivityLoginSecret(Wire):
    activity_id: Int
    mode: Annotated[Int, Field(ge=1, le=2)]
    """2: for tokens that name people. 1: for tokens that name nobody."""


class LoginSecret(Wire):
    login_secret: str


@action("GetActivityLoginSecret", "2023-08-01", rate="120/minute")
def get_activity_login_secret(call: Call, request: GetActivityLoginSecret) -> LoginSecret:
    """Return the secret that signs the tokens of a show's viewers. After a new master key it is another one."""
    show = of_call(call, request.activity_id)
    return LoginSecret(login_secret=sign_in.secret(call.vault, show.id, request.mode))


class GetSdkToken(Wire):
    """The person whom the token names."""

    activity_id: Int
    mode: Annotated[Int, Field(ge=1, le=2)]
    """2: the token names a person. 1: it names nobody."""
    nickname: Annotated[str, Field(max_length=60)] = ""
    user_id_str: Annotated[str, Field(max_length=100)] = ""
    invite_token: LongText = ""
    avatar_url: LongText = ""
    custom_comment: Annotated[str, Field(max_length=50)] = ""
    level_id: Int = 0


class SdkToken(Wire):
    token: str
    """For the fragment of the watch page's address: `#token=…`. It is good for 7 days."""


@action("GetSDKTokenAPI", "2020-06-01", rate="5000/minute")
def get_sdk_token(call: Call, request: GetSdkToken) -> SdkToken:
    """Make a token that signs one viewer in to a show."""
    show = of_call(call, request.activity_id)
    claims: dict[str, Any] = {"InviterToken": request.invite_token, "LevelId": request.level_id}
    if request.mode == sign_in.CUSTOM:
        for name, value in (("Nickname", request.nickname), ("UserIdStr", request.user_id_str)):
            if not value.strip():
                raise MissingParameter(name)
        claims |= {"NickName": request.nickname, "UserIdStr": request.user_id_str}
        claims |= {"AvatarUrl": request.avatar_url, "CustomComment": request.custom_comment}
    claims = {name: value for name, value in claims.items() if value}
    return SdkToken(token=sign_in.make(call.vault, show.id, request.mode, claims, call.now))
