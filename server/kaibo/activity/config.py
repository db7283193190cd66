"""An activity's basic configuration. Callers read and write it whole (docs/wire.md, "Activities")."""

import json
from typing import Annotated, Any

from pydantic import Field

from kaibo.activity import table, tags
from kaibo.activity.fields import (
    LONGEST_NAME,
    ActivityId,
    AutoStartConfig,
    Name,
    SiteTag,
    check_times,
    tag_pairs,
)
from kaibo.activity.recorded import AUTO_ONLINE, auto_online
from kaibo.activity.rights import of_call
from kaibo.activity.status import Status
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import InvalidParameter
from kaibo.gateway.action import Flag, Int, LongText, Seconds, Wire, action
from kaibo.names import checked

Numbers = list[Int]
Texts = list[LongText]


class RiskWarningSetting(Wire):
    is_risk_warning_enable: Int = 0
    risk_warning_button_text: LongText = ""
    risk_warning_content: LongText = ""
    risk_warning_title: LongText = ""


class StoredConfig(Wire):
    """Fields that the server stores and returns, and does not act upon."""

    announcement: LongText = ""
    auto_reservation_window_enable: Int = 0
    auto_start_type: Int = 0
    background_color: LongText = ""
    bind_account_level_group_id: Int = 0
    color_theme_index: LongText = ""
    config_version: Int = 0
    default_subtitle_language: LongText = ""
    feedback_message: LongText = ""
    font_color: LongText = ""
    header_image_url: LongText = ""
    interaction_color: LongText = ""
    is_announcement_enable: Int = 0
    is_auto_start_enable: Int = 0
    is_avatar_show_enable: Int = 0
    is_background_blur: Int = 0
    is_color_sync: Int = 0
    is_comment_translate_enable: Int = 0
    is_countdown_enable: Int = 0
    is_cover_image_enable: Int = 0
    is_feedback_enable: Int = 0
    is_header_image_enable: Int = 0
    is_language_enable: Int = 0
    is_link_mic_enable: Int = 0
    is_live_bullet_chat: Int = 0
    is_mobile_back_image_enable: Int = 0
    is_pc_header_image_enable: Annotated[Int, Field(alias="IsPCHeaderImageEnable")] = 0
    is_page_limit_enable: Int = 0
    is_pc_back_image_enable: Int = 0
    is_people_count_enable: Int = 0
    is_player_top_enable: Int = 0
    is_preview_prompt_enable: Int = 0
    is_preview_video_enable: Int = 0
    is_replay_auto_online_enable: Int | None = None
    is_replay_bullet_chat: Int = 0
    is_reservation_enable: Int = 0
    is_reservation_sms_enable: Int = 0
    is_share_icon_enable: Int = 0
    is_thumb_up_enable: Int = 0
    is_thumb_up_number_enable: Int = 0
    is_time_shift: Int = 0
    is_viewer_level_show_enable: Int = 0
    is_watermark_image_enable: Int = 0
    language_type: Numbers = []
    live_zone: Int = 0
    mobile_back_image_url: LongText = ""
    mobile_back_image_url_default: LongText = ""
    mobile_background_color: LongText = ""
    mobile_chat_background_color: LongText = ""
    mobile_login_background_image_url: LongText = ""
    open_live_avextractor_task: Int = 0
    pc_header_image_url: Annotated[LongText, Field(alias="PCHeaderImageUrl")] = ""
    page_limit_type: LongText = ""
    pc_back_image_url: LongText = ""
    pc_back_image_url_default: LongText = ""
    pc_login_background_image_url: LongText = ""
    player_top_type: Numbers = []
    presenter_chat_color: LongText = ""
    preview_prompt: LongText = ""
    preview_video_cover_image: LongText = ""
    preview_video_id: Int = 0
    preview_video_media_name: LongText = ""
    preview_video_review_status: Int = 0
    preview_video_url: LongText = ""
    preview_video_vid: LongText = ""
    preview_video_vid_default: LongText = ""
    reservation_text: LongText = ""
    reservation_time: Int = 0
    share_icon_url: LongText = ""
    share_icon_url_default: LongText = ""
    sms_language: Int = 0
    source_subtitle_language: LongText = ""
    thumb_up_effect_urls: Texts = []
    thumb_up_url: LongText = ""
    thumb_up_url_default: LongText = ""
    use_default_thumb_up_effect: Int = 0
    watermark_image_url: LongText = ""
    watermark_position: Int = 0
    auto_start_config: AutoStartConfig | None = None
    risk_warning_setting: RiskWarningSetting | None = None


class BasicConfig(StoredConfig):
    name: Name
    live_time: Seconds = 0
    end_time: Seconds = 0
    is_auto_end_enable: Flag = 0
    cover_image_url: LongText = ""
    vertical_cover_image_url: LongText = ""
    site_tags: list[SiteTag] = []
    text_site_tags: list[SiteTag] = []


class UpdateActivityBasicConfigAPI(BasicConfig):
    activity_id: Int


class UpdatedActivity(Wire):
    activity_id: int
    activity_id_str: str
    status: int


class ActivityBasicConfig(BasicConfig):
    """An activity's configuration. LiveLayout and the fields of defaults are read only."""

    account_id: Int = 0
    activity_id: Int
    live_layout: Int
    is_replay_auto_online_enable: Int
    """Whether a new replay goes online when the show ends, as the show's settings say when no caller decided it."""
    bind_account_level_group_name: str = ""
    cover_image_url_default: str = ""
    thumb_up_effect_default_urls: Texts = []


@action("UpdateActivityBasicConfigAPI", "2020-06-01", rate="120/minute", writes=True)
def update_basic_config(call: Call, request: UpdateActivityBasicConfigAPI) -> UpdatedActivity:
    """Write the whole configuration. A missing field returns to its default, so read the configuration first.

    While the show is on air, a caller cannot change LiveTime. It stays when the request leaves it out.
    """
    show = of_call(call, request.activity_id)
    live_time = request.live_time * 1000 or call.now
    planned = bool(request.live_time) and (show.planned or request.live_time != show.live_time // 1000)
    if show.status == Status.LIVE:
        if request.live_time and request.live_time != show.live_time // 1000:
            raise InvalidParameter("LiveTime", "it cannot be changed while the show is on air")
        live_time, planned = show.live_time, show.planned
    elif request.end_time != show.end_time // 1000 or request.is_auto_end_enable:
        check_times(live_time // 1000, request.end_time, request.is_auto_end_enable, call.now // 1000)
    table.change(
        call.db,
        show.id,
        name=checked("Name", request.name, LONGEST_NAME, [show.name]),
        live_time=live_time,
        planned=planned,
        end_time=request.end_time * 1000,
        cover_image=request.cover_image_url,
        extra=json.dumps(_merged(show, request, auto_online(call.db, show, call.limits)), ensure_ascii=False),
    )
    tags.put(call.db, show.id, tag_pairs(request.site_tags))
    call.mark_changed(show.id)
    return UpdatedActivity(activity_id=show.id, activity_id_str=str(show.id), status=show.status)


def _merged(show: Activity, request: BasicConfig, read: int) -> dict[str, Any]:
    """Merge the new configuration with the stored fields that are no part of a configuration.

    `read` is the show's IsReplayAutoOnlineEnable as callers read it.
    """
    config = request.model_dump(by_alias=True, exclude_none=True, include=set(StoredConfig.model_fields))
    before = json.loads(show.extra)
    if AUTO_ONLINE not in before and config.get(AUTO_ONLINE) == read:
        del config[AUTO_ONLINE]  # a caller who writes all back decides nothing, so the settings still count
    others = {key: value for key, value in before.items() if key not in ALIASES}
    return {
        **others,
        **config,
        "IsAutoEndEnable": request.is_auto_end_enable,
        "VerticalCoverImage": request.vertical_cover_image_url,
        "SiteTags": [tag.model_dump(by_alias=True, exclude_none=True) for tag in request.site_tags],
        "TextSiteTags": [tag.model_dump(by_alias=True, exclude_none=True) for tag in request.text_site_tags],
    }


ALIASES = {field.alias for field in StoredConfig.model_fields.values()}


def basic_config(call: Call, show: Activity) -> ActivityBasicConfig:
    """Show an activity's configuration to a caller."""
    extras = json.loads(show.extra)
    return ActivityBasicConfig.model_validate(
        {
            **{key: value for key, value in extras.items() if key in ALIASES},
            "ActivityId": show.id,
            AUTO_ONLINE: auto_online(call.db, show, call.limits),
            "Name": show.name,
            "LiveTime": show.live_time // 1000,
            "EndTime": show.end_time // 1000,
            "IsAutoEndEnable": extras.get("IsAutoEndEnable", 0),
            "CoverImageUrl": show.cover_image,
            "VerticalCoverImageUrl": extras.get("VerticalCoverImage", ""),
            "SiteTags": extras.get("SiteTags", []),
            "TextSiteTags": extras.get("TextSiteTags", []),
            "LiveLayout": show.live_layout,
        }
    )


@action("GetActivityBasicConfigAPI", "2020-06-01", rate="120/minute")
def get_basic_config(call: Call, request: ActivityId) -> ActivityBasicConfig:
    """Get the whole configuration of an activity. Times are in unix seconds."""
    return basic_config(call, of_call(call, request.activity_id))
