"""The signed call that returns the requested parts of an activity (docs/wire.md, "Activities")."""

from typing import Annotated

from pydantic import Field

from kaibo.activity.actions import ActivityDetails, details
from kaibo.activity.config import ActivityBasicConfig, basic_config
from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.features.audience import table
from kaibo.features.audience.actions import OnlineNumber
from kaibo.gateway.action import Flag, Int, Wire, action


class GetCustomActMsgAPI(Wire):
    """Which parts to return: each flag that is 1 asks for one."""

    activity_id: Int
    need_act_msg: Flag = 0
    need_act_basic_msg: Flag = 0
    need_act_stream_msg: Flag = 0
    need_real_time_online_number: Flag = 0


class BasicMsg(ActivityBasicConfig):
    """The configuration. In this call the vendor spells one key in another way, and has texts in another."""

    player_top_type: list[str] = []  # type: ignore[assignment]
    is_count_down_enable: Annotated[int, Field(alias="IsCountDownEnable")] = 0


class LineDetail(Wire):
    """A line that a stream is pushed to."""

    line_id: int
    line_name: str


class StreamMsg(Wire):
    """The lines of an activity."""

    line_details: list[LineDetail] = []


class CustomActMsg(Wire):
    """The requested parts. A part without its flag is null."""

    act_msg: ActivityDetails | None = None
    act_basic_msg: BasicMsg | None = None
    act_stream_msg: StreamMsg | None = None
    real_time_online_number: OnlineNumber | None = None


@action("GetCustomActMsgAPI", "2020-06-01", rate="120/minute")
def get_custom_act_msg(call: Call, request: GetCustomActMsgAPI) -> CustomActMsg:
    """Return the activity, its configuration, its lines and its number of viewers.

    Kaibo has no lines, because hosts publish from the studio.
    """
    show = of_call(call, request.activity_id)
    config = basic_config(call, show) if request.need_act_basic_msg else None
    return CustomActMsg(
        act_msg=details(call, show) if request.need_act_msg else None,
        act_basic_msg=_basic(config) if config else None,
        act_stream_msg=StreamMsg() if request.need_act_stream_msg else None,
        real_time_online_number=OnlineNumber(real_popularity=table.online(call.db, show.id))
        if request.need_real_time_online_number
        else None,
    )


def _basic(config: ActivityBasicConfig) -> BasicMsg:
    tops = [str(top) for top in config.player_top_type]
    same = config.model_dump(exclude={"player_top_type"})
    return BasicMsg(**same, player_top_type=tops, is_count_down_enable=config.is_countdown_enable)
