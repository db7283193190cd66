"""Pieces that several calls about activities take or give (docs/wire.md, "Activities")."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field

from kaibo.errors import InvalidParameter
from kaibo.gateway.action import Int, LongText, Wire

LONGEST = 72 * 3600
MAIN_ACCOUNT = "admin@bytedance.com"
"""What the vendor calls the main account where it names sub-accounts."""


def _says_something(name: str) -> str:
    if not name.strip():
        raise ValueError("it is blank")
    return name


Name = Annotated[str, Field(min_length=1, max_length=150), AfterValidator(_says_something)]


class ActivityId(Wire):
    activity_id: Int


class AutoStartConfig(Wire):
    recurrence_rule: LongText | None = None
    repeat_type: Int | None = None
    repeat_deadline: Int | None = None


class SiteTag(Wire):
    index: Int | None = None
    value: Annotated[str, Field(max_length=200)] | None = None


def tag_pairs(tags: Iterable[SiteTag]) -> list[tuple[int, str]]:
    """As they are kept for listings."""
    return [(tag.index or 0, tag.value) for tag in tags if tag.value]


def check_times(live_time: int, end_time: int, auto_end: int | None, now: int) -> None:
    """Times in unix seconds, an end of 0 for none. Raises InvalidParameter."""
    if auto_end and not end_time:
        raise InvalidParameter("EndTime", "it is needed when IsAutoEndEnable is 1")
    if not end_time:
        return
    if end_time <= now or end_time <= live_time:
        raise InvalidParameter("EndTime", "it is not after LiveTime and after now")
    if end_time - live_time > LONGEST:
        raise InvalidParameter("EndTime", "it is more than 72 hours after LiveTime")


def sub_account_name(sub_account: str) -> str:
    """As the vendor names it."""
    return sub_account or MAIN_ACCOUNT
