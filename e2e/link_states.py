"""Links that open nothing, each for another reason."""

import time

from e2e.kaibo import OURS, Activity, until
from e2e.visitor import Visitor


def used(show: Activity, name: str = "陈一鸣") -> str:
    """Return a link for one device while another device is in."""
    url = show.link("guest", UserName=name, MaxUses=1)
    with Visitor(show.url) as visitor:
        visitor.enter(url)
    return url


def expired(show: Activity, role: str, name: str) -> str:
    expires = int(time.time()) + 2
    url = show.link(role, UserName=name, ExpireTime=expires)
    until(lambda: time.time() > expires, 3, "it expires")
    return url


def turned_off(show: Activity, name: str = "陈一鸣", mode: str = "everyone") -> str:
    url = show.link("guest", UserName=name)
    show.call("RevokeLaunchLink", OURS, ActivityId=show.activity_id, Url=url, Mode=mode)
    return url


def full(show: Activity, places: int) -> str:
    """Return a link to a show where `places` guests fill the stage."""
    for number in range(places):
        with Visitor(show.url) as visitor:
            visitor.enter(show.link("guest", UserName=f"嘉宾{number}"), "JoinStage")
    return show.link("guest", UserName="陈一鸣")


def deleted(show: Activity) -> str:
    """Return a link of an activity that is deleted. Other links of the activity open nothing then."""
    url = show.link("guest", UserName="陈一鸣")
    show.call("DeleteActivityAPI", ActivityId=show.activity_id)
    return url


def early(show: Activity, seconds: float) -> str:
    """Return a link that opens in so many seconds."""
    return show.link("guest", UserName="陈一鸣", NotBefore=int(time.time() + seconds))
