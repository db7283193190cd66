"""The view of a page that may not show the show: the title, the cover, and the ways in."""

from typing import Literal, NamedTuple

from kaibo.access import rule
from kaibo.access.decision import Kind, Verdict, kinds
from kaibo.access.table import Stored
from kaibo.activity.table import Activity
from kaibo.gateway.action import Wire
from kaibo.vault import Vault


class WayIn(Wire):
    """One rule of the show. A person needs to fit one."""

    kind: int
    """2 password, 3 white list, 4 sign-in at the integrator."""
    title: str
    """The text of its button; "" for the page's own."""
    prompt: str
    """The integrator's words about it; "" for none."""
    url: str
    """Where people sign in, for the kind 4; else ""."""


class ClosedView(Wire):
    """The facts of a show for a page that may not show it."""

    name: str
    cover_image: str
    closed: Literal["prove", "not-listed", "banned"]
    """Why the page may not show it."""
    ways: list[WayIn]
    error_url: str
    """Where the integrator wants people to go whose sign-in failed; "" for nowhere."""


class Ways(NamedTuple):
    """The ways into a show."""

    each: list[WayIn]
    error_url: str
    """Where people go whose sign-in failed; "" for nowhere."""


def ways(vault: Vault, show: Activity, stored: Stored) -> Ways:
    """Return the ways into a show. Passwords and secrets stay here."""
    words, found = rule.read(vault, show.id, stored), kinds(stored)
    error_url = ""
    every = []
    for place, kind in found.items():
        mine = words.get(place, {})
        custom = mine.get("CustomViewingRestriction") or {}
        error_url = error_url or (str(custom.get("ErrorRedirectUrl") or "") if kind == Kind.CUSTOM else "")
        every.append(
            WayIn(
                kind=kind,
                title=str(mine.get("ViewingRestrictionButtonTitle") or ""),
                prompt=_prompt(kind, mine),
                url=str(custom.get("CustomUrl") or "") if kind == Kind.CUSTOM else "",
            )
        )
    return Ways([way for way in every if way.kind != Kind.PUBLIC], error_url)


def view(show: Activity, ways: Ways, verdict: Verdict) -> str:
    """Write what a page shows that may not show the show, as JSON."""
    hidden = verdict is Verdict.BANNED
    shown = ClosedView.model_validate(
        {
            "name": show.name,
            "cover_image": show.cover_image,
            "closed": verdict.value,
            "ways": [] if hidden else ways.each,
            "error_url": "" if hidden else ways.error_url,
        }
    )
    return shown.model_dump_json(by_alias=True)


def _prompt(kind: int, words: rule.Words) -> str:
    if kind == Kind.PASSWORD:
        return str((words.get("PasswordViewingRestriction") or {}).get("Prompt") or "")
    if kind == Kind.LIST:
        mine = words.get("WhiteListViewingRestriction") or {}
        return str(mine.get("WelcomeTitle") or mine.get("InputPrompt") or "")
    return ""
