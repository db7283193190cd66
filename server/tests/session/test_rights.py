import pytest
from kaibo.app import SESSION
from kaibo.session.role import CREW, SOURCES, Role

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


def test_every_session_call_is_a_right_of_a_role() -> None:
    assert [action.name for action in SESSION if not action.by] == []


def test_each_call_is_of_the_roles_that_the_table_says() -> None:
    by = {frozenset(action.by): {each.name for each in SESSION if each.by == action.by} for action in SESSION}
    assert by[frozenset(Role)] == OF_ALL
    assert by[frozenset({Role.GUEST})] == OF_GUESTS
    assert by[frozenset({Role.ASSISTANT})] == OF_ASSISTANTS
    assert by[frozenset({Role.GUEST, Role.ASSISTANT})] == {"ConnectProgramView"}
    assert by[frozenset(CREW)] == OF_CREW
    assert by[frozenset({Role.HOST})] == {
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
    assert len(by) == 6


@pytest.mark.parametrize("role", [Role.GUEST, Role.ASSISTANT])
def test_only_hosts_publish_the_program(role: Role) -> None:
    assert SOURCES[role].program is None


def test_assistant_publishes_nothing() -> None:
    assert SOURCES[Role.ASSISTANT].stage is None


def test_host_call_that_touches_the_show_needs_the_seat() -> None:
    without = {
        action.name for action in SESSION if Role.HOST in action.by and action.name not in OF_ALL and not action.seat
    }
    reads = {"ListShowFiles", "GetShowDesign", "ListReplays", "GetReplayDownload"}
    assert without == {"TakeOver", "PutShowFilePart"} | reads
