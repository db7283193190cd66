"""Fields that several calls about activities share (docs/wire.md, "Activities")."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field

from kaibo.errors import InvalidParameter
from kaibo.gateway.action import Int, LongText, Wire

LONGEST = 72 * 3600
"""Seconds from LiveTime to EndTime."""
MAIN_ACCOUNT = "admin@bytedance.com"
"""The vendor's name of the main account, in lists of sub-accounts."""


def _not_blank(name: str) -> str:
    if not name.strip():
        raise ValueError("it is blank")
    return name


LONGEST_NAME = 150
"""Characters of an activity's name."""
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(_not_blank)]
"""An activity's name. A stored one may break the rule of `kaibo.names`, which is younger. So the calls check it."""


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
    """Return the tags as the store keeps them for listings: (index, value)."""
    return [(tag.index or 0, tag.value) for tag in tags if tag.value]


def check_times(live_time: int, end_time: int, auto_end: int | None, now: int) -> None:
    """Check the times of an activity, in unix seconds. An end of 0 stands for none. Raises InvalidParameter."""
    if auto_end and not end_time:
        raise InvalidParameter("EndTime", "it is needed when IsAutoEndEnable is 1")
    if not end_time:
        return
    if end_time <= now or end_time <= live_time:
        raise InvalidParameter("EndTime", "it is not after LiveTime and after now")
    if end_time - live_time > LONGEST:
        raise InvalidParameter("EndTime", "it is more than 72 hours after LiveTime")


def sub_account_name(sub_account: str) -> str:
    """Return the vendor's name of a sub-account."""
    return sub_account or MAIN_ACCOUNT
