"""The vendor's calls about who may watch a show (docs/wire.md, "Who may watch")."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field

from kaibo.access import rule, table
from kaibo.access.decision import Kind
from kaibo.access.table import MAIN, SUB, Stored
from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.errors import InvalidParameter, MissingParameter
from kaibo.features.access.restriction import Restriction, SubRestriction
from kaibo.gateway.action import Int, Wire, action
from kaibo.terminal import is_plain

BOTH = 1
"""GetViewingRestrictionInfo: both rules, as ViewingRestrictionType. 2 is the main one, 3 is the sub one."""
PHONE = 5


class UpdateViewingRestriction(Wire):
    """The rules to set. A rule that is absent stays."""

    activity_id: Int
    viewing_restriction: Restriction | None = None
    is_sub_viewing_restriction_enable: bool | None = None
    """Whether there is a second rule. A person needs to fit one of the two."""
    sub_viewing_restriction: SubRestriction | None = None


class UpdatedRestriction(Wire):
    """The rules after the call, without passwords and keys."""

    activity_id: int
    viewing_restriction: Restriction
    sub_viewing_restriction: SubRestriction | None


@action("UpdateViewingRestriction", "2023-08-01", writes=True)
def update_viewing_restriction(call: Call, request: UpdateViewingRestriction) -> UpdatedRestriction:
    """Set who may watch a show. It acts at once on everybody who watches.

    A new password asks everybody for it again. Raises InvalidParameter for a kind that Kaibo does not have.
    """
    show = of_call(call, request.activity_id)
    before = table.of(call.db, show.id)
    words = rule.read(call.vault, show.id, before)
    passwords = _passwords(words)
    main, sub = before.main, before.sub
    if request.viewing_restriction:
        main = _checked(request.viewing_restriction, words, MAIN)
    if request.sub_viewing_restriction and request.is_sub_viewing_restriction_enable is not False:
        sub = _checked(request.sub_viewing_restriction, words, SUB)
    if request.is_sub_viewing_restriction_enable is False:
        sub = 0
    sealed = rule.seal(call.vault, show.id, words)
    epoch = before.epoch + int(_passwords(words) != passwords)
    table.put(call.db, show.id, Stored(main, sub, epoch, before.revision, sealed))
    call.note("viewing-rule", show.account, show.id, detail=f"{main} {sub}")
    call.mark_changed(show.id)
    return UpdatedRestriction(
        activity_id=show.id,
        viewing_restriction=Restriction.model_validate(_told(main, words.get(MAIN, {}), secrets=False)),
        sub_viewing_restriction=_sub(sub, words, secrets=False),
    )


class GetViewingRestrictionInfo(Wire):
    activity_id: Int
    viewing_restriction_type: Annotated[Int, Field(ge=1, le=3)] = BOTH
    """1 both rules, 2 the main one, 3 the second one."""


class ViewingRestrictionInfo(Wire):
    """The rules, with their passwords."""

    activity_id: int
    viewing_restriction: Restriction | None
    sub_viewing_restriction: Restriction | None
    """None while there is no second rule."""


@action("GetViewingRestrictionInfo", "2023-08-01")
def get_viewing_restriction_info(call: Call, request: GetViewingRestrictionInfo) -> ViewingRestrictionInfo:
    """Tell who may watch a show, with the password."""
    show = of_call(call, request.activity_id)
    stored = table.of(call.db, show.id)
    words, asked = rule.read(call.vault, show.id, stored), request.viewing_restriction_type
    main = Restriction.model_validate(_told(stored.main, words.get(MAIN, {}), secrets=True))
    sub = _told(stored.sub, words.get(SUB, {}), secrets=True) if stored.sub else None
    return ViewingRestrictionInfo(
        activity_id=show.id,
        viewing_restriction=main if asked in (BOTH, 2) else None,
        sub_viewing_restriction=Restriction.model_validate(sub) if sub and asked in (BOTH, 3) else None,
    )


def _checked(wanted: Restriction, words: dict[int, rule.Words], place: int) -> int:
    """Put a rule into `words`, and return its kind. Raises InvalidParameter, MissingParameter."""
    kind, before = wanted.viewing_account_type, words.get(place, {})
    if kind == PHONE:
        raise InvalidParameter("ViewingAccountType", "Kaibo sends no text messages, so it has no rule by phone")
    if kind not in set(Kind):
        raise InvalidParameter("ViewingAccountType", "it is 1, 2, 3 or 4")
    given = wanted.model_dump(by_alias=True, exclude_none=True, exclude_unset=True)
    if "WhitelistViewingRestriction" in given:
        given["WhiteListViewingRestriction"] = given.pop("WhitelistViewingRestriction")
    given = before | {key: _merged(before.get(key), value) for key, value in given.items()}
    if kind == Kind.PASSWORD and not rule.password(given):
        raise MissingParameter("Password")
    if (given.get("WhiteListViewingRestriction") or {}).get("EnableTrial"):
        raise InvalidParameter("EnableTrial", "Kaibo has no trial before the rule")
    for name in ("CustomUrl", "ErrorRedirectUrl"):
        _check_url(name, (given.get("CustomViewingRestriction") or {}).get(name) or "")
    words[place] = given
    return kind


def _merged(before: object, value: object) -> object:
    """Change the given fields of a part, and keep its others."""
    return {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value


def _check_url(name: str, typed: str) -> None:
    """Raise InvalidParameter for an address that no browser may be sent to."""
    try:
        address = urlsplit(typed)
    except ValueError:
        raise InvalidParameter(name, "it is no address") from None
    plain = all(is_plain(each) and not each.isspace() for each in typed)
    if typed and not (plain and address.scheme in ("http", "https") and address.hostname and not address.username):
        raise InvalidParameter(name, "it is not an address that begins with http:// or https://")


def _passwords(words: dict[int, rule.Words]) -> list[str]:
    return [rule.password(words.get(place, {})) for place in (MAIN, SUB)]


def _sub(kind: int, words: dict[int, rule.Words], *, secrets: bool) -> SubRestriction | None:
    if not kind:
        return None
    told = _told(kind, words.get(SUB, {}), secrets=secrets)
    told["WhitelistViewingRestriction"] = told.pop("WhiteListViewingRestriction", None)
    return SubRestriction.model_validate(told)


def _told(kind: int, words: rule.Words, *, secrets: bool) -> rule.Words:
    """Return a rule as the wire has it."""
    told = {**words, "ViewingAccountType": kind}
    for key, name in (("PasswordViewingRestriction", "Password"), ("CustomViewingRestriction", "SecretKey")):
        if not secrets and told.get(key):
            told[key] = {**told[key], name: ""}
    return told
