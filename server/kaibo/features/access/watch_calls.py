"""The calls of a viewer who wants to get in, at `/w/{path}/call/{Action}`."""

from typing import Annotated

from pydantic import Field

from kaibo.access import rule, sign_in, table
from kaibo.access.decision import Verdict, may_watch
from kaibo.access.errors import BadSignIn, MayNotWatch, WrongPassword
from kaibo.access.number import viewer_of_user
from kaibo.access.table import Signed
from kaibo.gateway.action import Wire, WithCookie, action
from kaibo.session.viewer import WatchCall
from kaibo.talk import people

WRONG, WRONG_AT_ADDRESS = "10/minute", "500/minute"
"""Wrong passwords of one pass, and fifty times as many of one address. A right one always enters."""


class EnterPassword(Wire):
    """The text that the viewer typed."""

    password: Annotated[str, Field(max_length=200)]


class SignInToWatch(Wire):
    """The token that the integrator's page sent along, in the fragment of the address."""

    token: Annotated[str, Field(max_length=4000)]


class Entered(WithCookie):
    """The door gives a pass with it."""

    status: bool = True


@action("EnterPassword", rate="1200/minute")
def enter_password(call: WatchCall, request: EnterPassword) -> Entered:
    """Take a viewer's password, and give a pass that proves it. The pass asks again when the password changes.

    Raises WrongPassword. Too many wrong ones are RateLimited, and a right one enters all the same. Raises MayNotWatch
    for a banned viewer.
    """
    show = call.activity
    stored = table.of(call.db, show.id)
    call.guesses.append((WRONG_AT_ADDRESS, call.address))
    if call.viewer:
        call.guesses.append((WRONG, call.viewer))
    if not rule.opens(call.vault, show.id, stored, request.password):
        raise WrongPassword
    call.guesses.clear()
    if (verdict := may_watch(call.db, show.id, call.who)) is Verdict.BANNED:
        raise MayNotWatch(verdict.value)
    return Entered(cookie=call.cookie(call.viewer or call.newcomer, stored.epoch))


@action("SignInToWatch", rate="6000/minute", writes=True)
def sign_in_to_watch(call: WatchCall, request: SignInToWatch) -> Entered:
    """Take a token of the integrator, and give the pass of the user whom it names.

    That user is the same viewer on every device, and has the token's name in the chat. A password that the browser
    proved stays proved. Raises BadSignIn.
    """
    show = call.activity
    claims = sign_in.read(call.vault, show.id, request.token, call.now)
    if claims is None:
        call.guesses.append((WRONG_AT_ADDRESS, call.address))
        raise BadSignIn
    viewer = viewer_of_user(call.vault.lasting("viewer"), show.id, claims.user)
    before = table.signed_in(call.db, show.id, [viewer]).get(viewer)
    table.sign(call.db, show.id, Signed(viewer, *claims, signed_at=call.now))
    people.suggest_name(call.db, show.id, viewer, claims.name, before.name if before else "", call.now)
    return Entered(cookie=call.cookie(viewer, call.epoch))
