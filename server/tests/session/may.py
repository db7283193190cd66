"""The table of rights: each call of a session's page, who may make it, and valid fields for it.

It is written by hand, so that a change of a call's rights is a change of two places.
"""

import json
from typing import Any

from kaibo.features.design import designs
from kaibo.session.role import CREW, Role

from tests.show import TAB

OF_ALL = {
    "EnterSession",
    "GetSession",
    "SetMyName",
    "ConnectStage",
    "ResumeTicket",
    "ContinueInBrowser",
    "ReportPicture",
}
OF_GUESTS = {"JoinStage", "LeaveStage", "RaiseHand"}
OF_ASSISTANTS = {"PromptHost"}
OF_CREW = {
    "AdmitGuest",
    "AdmitAllGuests",
    "TurnAwayGuest",
    "SendGuestToWaiting",
    "SetGuestOnAir",
    "SetGuestMicrophone",
    "AskGuestToUnmute",
    "SetGuestCamera",
    "MuteAllGuests",
    "OrderGuests",
    "SetSpotlight",
    "ShowGuestScreen",
    "RenameGuest",
    "LowerGuestHand",
    "SendGuestLine",
    "SendStageLine",
    "RemoveGuest",
    "RestoreGuest",
    "SendMessage",
    "GetMessages",
    "ShowMessage",
    "HideMessage",
    "DeleteMessage",
    "PinMessage",
    "Announce",
    "EmptyChat",
    "SilencePerson",
    "ListSilenced",
    "BanPerson",
    "ListBanned",
    "GetChatWords",
    "SetChat",
    "AnswerQuestion",
    "PutQuestionOnScreen",
    "ShowQuestion",
    "DeleteQuestion",
    "SilenceAsker",
    "BanAsker",
}
OF_HOSTS = {
    "TakeOver",
    "RefuseTakeOver",
    "HandOver",
    "GoLive",
    "EndLive",
    "ConnectProgram",
    "RemoveAssistant",
    "RenewLink",
    "GrantLink",
    "DeclineLink",
    "GetInvites",
    "CreateInvite",
    "TurnOffInvite",
    "CreateShowFile",
    "PutShowFilePart",
    "ListShowFiles",
    "DeleteShowFile",
    "GetShowDesign",
    "PutShowDesign",
    "CopyShowDesign",
    "ListEarlierShows",
    "PutThumbnail",
    "ListReplays",
    "SetReplayOnline",
    "SetRecording",
    "GetReplayDownload",
    "DeleteReplay",
}
OF_VIEWS = {"ConnectProgramView"}
MAY = {
    frozenset(Role): OF_ALL,
    frozenset(CREW): OF_CREW,
    frozenset({Role.HOST}): OF_HOSTS,
    frozenset({Role.GUEST}): OF_GUESTS,
    frozenset({Role.ASSISTANT}): OF_ASSISTANTS,
    frozenset({Role.GUEST, Role.ASSISTANT}): OF_VIEWS,
}
"""The calls of each set of roles."""
READS = {"ListShowFiles", "GetShowDesign", "ListReplays", "GetReplayDownload"}
WITHOUT_SEAT = (OF_ALL - {"ConnectStage"}) | {"TakeOver", "PutShowFilePart"} | READS
"""The calls that a host may make without the seat."""


def fields(name: str, session: str) -> dict[str, Any]:
    """Return valid fields for a call about the session of a guest."""
    file, media = {"activity_id": 1, "sha256": "0" * 64}, {"activity_id": 1, "media_id": 1}
    by_guest: dict[str, dict[str, Any]] = {
        "SetGuestOnAir": {"session_id": session, "on_air": False},
        "RemoveGuest": {"session_id": session},
        "AdmitGuest": {"session_id": session},
        "TurnAwayGuest": {"session_id": session},
        "SendGuestToWaiting": {"session_id": session},
        "SetGuestMicrophone": {"session_id": session, "allowed": True},
        "AskGuestToUnmute": {"session_id": session},
        "SetGuestCamera": {"session_id": session, "allowed": True},
        "OrderGuests": {"session_ids": [session]},
        "ShowGuestScreen": {"session_id": session, "screen": "screen-1"},
        "RenameGuest": {"session_id": session, "user_name": "小红"},
        "LowerGuestHand": {"session_id": session},
        "SendGuestLine": {"session_id": session, "text": "hello"},
        "SendStageLine": {"text": "hello"},
        "PromptHost": {"text": "hello"},
        "RemoveAssistant": {"session_id": session},
        "RaiseHand": {"raised": True},
        "ResumeTicket": {"ticket": "tk_" + "t" * 22, "nonce": "n" * 22},
        "RestoreGuest": {"session_id": session},
        "GrantLink": {"ask_id": "as_"},
        "DeclineLink": {"ask_id": "as_"},
        "CreateInvite": {"role": "guest"},
        "TurnOffInvite": {"link_id": "ln_"},
        "SetMyName": {"user_name": "小红"},
        "CreateShowFile": {**file, "name": "a.png", "type": "image/png", "size": 1},
        "PutShowFilePart": {**file, "part": 0, "data": "AA=="},
        "ListShowFiles": file,
        "DeleteShowFile": file,
        "PutShowDesign": {"design": json.loads(designs.first()), "revision": 0},
        "CopyShowDesign": {"from_activity_id": 1},
        "SendMessage": {"text": "hello", "nonce": "n" * 12},
        "GetMessages": {"before": 1},
        **{f"{name}Message": {"id": 1} for name in ("Show", "Hide", "Delete", "Pin")},
        "Announce": {"text": "hello"},
        "SilencePerson": {"user_id": 1, "silenced": True},
        "BanPerson": {"user_id": 1, "banned": True},
        "AnswerQuestion": {"id": 1, "answered": True},
        "PutQuestionOnScreen": {"id": 1, "on_screen": True},
        **{f"{name}Question": {"id": 1} for name in ("Show", "Delete")},
        "SilenceAsker": {"id": 1, "silenced": True},
        "BanAsker": {"id": 1, "banned": True},
        "PutThumbnail": {"picture": "AA=="},
        "ListReplays": {"activity_id": 1},
        "SetRecording": {"on": True},
        "SetReplayOnline": {**media, "online": True},
        "GetReplayDownload": media,
        "DeleteReplay": media,
    }
    return {} if name == "GetSession" else {"tab": TAB, **by_guest.get(name, {})}
