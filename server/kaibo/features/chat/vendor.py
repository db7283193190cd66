"""The vendor's signed calls about the chat (docs/wire.md, "Chat")."""

from typing import Annotated

from pydantic import Field

from kaibo.activity.fields import ActivityId
from kaibo.activity.rights import of_call
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.features.chat import moderation, sending, table
from kaibo.features.chat.sending import Author
from kaibo.features.chat.table import Mark, Message
from kaibo.gateway.action import Done, Flag, Int, Wire, action
from kaibo.names import PERSON_MAX, checked
from kaibo.session import seat as seats
from kaibo.talk import people, settings, table as talks
from kaibo.talk.calls import Typed
from kaibo.talk.moderation import note, silence
from kaibo.talk.state import State

VERSION, RATE = "2020-06-01", "120/minute"
MOST = 200
AFTER, BEFORE = 0, 1
PASSED, WAITING, REFUSED = 1, 0, 2
"""The vendor's reviewStatus: its numbers are not published, so these are ours."""
REVIEW = {State.SHOWN: PASSED, State.HELD: WAITING, State.HIDDEN: REFUSED, State.DELETED: REFUSED}


class Written(Wire):
    """The result of most writes about the chat. The vendor spells it with a small letter."""

    status: Annotated[bool, Field(alias="status")] = True


class WrittenV2(Written):
    """The SDKs read the small letter, and the documents show the capital one. So the answer has both."""

    also: Annotated[bool, Field(alias="Status")] = True


class PresenterChatAPI(Wire):
    activity_id: Int
    comment: Typed


class PresenterChatAPIV2(PresenterChatAPI):
    audience_group_id: Int = -2
    top_status: Flag = 0
    """1: pin the message."""
    top_status_v2: Annotated[Flag, Field(alias="TopStatusV2")] = 0
    """The same."""


class ChatId(Wire):
    activity_id: Int
    chat_id: Int


class TopChatAPI(ChatId):
    top_status: Flag | None = None
    """1: pin the message. 0: take it down."""
    top_status_v2: Annotated[Flag | None, Field(alias="TopStatusV2")] = None
    """The same."""


class PollingChatAPI(Wire):
    activity_id: Int
    chat_id: Int
    """0 for the latest messages. Else where the list begins; this message itself is left out."""
    count: Annotated[Int, Field(ge=0, le=MOST)] = MOST
    """0 stands for 200."""
    polling_type: Annotated[Int, Field(ge=0, le=1)] = AFTER
    """0: later messages, the earliest first. 1: earlier messages, the latest first."""
    audience_group_id: Int = -2


class ChatUser(Wire):
    """The author of a message."""

    user_id: int
    """0 for a signed call."""
    nickname: str
    external_id: str
    extra: str = ""


class ChatData(Wire):
    """A message."""

    chat_id: int
    create_time: int
    text_content: str
    user: ChatUser
    is_delete: bool
    is_presenter: bool
    is_tip_off: int = 0
    like_count: int
    review_status: Annotated[int, Field(alias="reviewStatus")]
    audience_group_id: int = 0
    llm_analyze_result: Annotated[str, Field(alias="LLMAnalyzeResult")] = ""


class PolledChat(Wire):
    """Messages of a show, with held and deleted ones."""

    data: list[ChatData]


class Likes(Wire):
    like_count: int


class ReviewStatus(Wire):
    activity_id: Int
    status: Flag
    """1: messages wait for review."""


class PresenterName(Wire):
    activity_id: Int
    presenter_name: Annotated[str, Field(max_length=200)]


class SilenceUserAPI(Wire):
    activity_id: Int
    user_id: Int
    status: bool
    """True silences the person, false ends that."""


class SilencedUser(Wire):
    user_id: int
    nickname: str


class SilencedUsers(Wire):
    """The silenced people of a show."""

    user_list: list[SilencedUser]


@action("PresenterChatAPI", VERSION, rate=RATE, writes=True)
def presenter_chat(call: Call, request: PresenterChatAPI) -> Written:
    """Send a message as the host."""
    _present(call, of_call(call, request.activity_id), request)
    return Written()


@action("PresenterChatAPIV2", VERSION, rate=RATE, writes=True)
def presenter_chat_v2(call: Call, request: PresenterChatAPIV2) -> WrittenV2:
    """Send a message as the host, and pin it if the call says so."""
    show = of_call(call, request.activity_id)
    message = _present(call, show, request)
    if request.top_status or request.top_status_v2:
        moderation.pin(call, show, message.id)
    return WrittenV2()


def _present(call: Call, show: Activity, request: PresenterChatAPI) -> Message:
    held = seats.holder(call.db, seats.of(call.db, show.id), call.now)
    name = talks.of(call.db, show.id).presenter or (held.name if held else "")
    return sending.send(call, show.id, Author("", name, Mark.HOST), request.comment, parameter="Comment")


@action("PollingChatAPI", VERSION, rate=RATE)
def polling_chat(call: Call, request: PollingChatAPI) -> PolledChat:
    """List messages of a show, with held and deleted ones. A deleted one has no text."""
    show, count = of_call(call, request.activity_id), request.count or MOST
    if request.chat_id == 0:
        found = table.before(call.db, show.id, None, count)[::-1]
    elif request.polling_type == BEFORE:
        found = table.before(call.db, show.id, request.chat_id, count)
    else:
        found = table.after(call.db, show.id, request.chat_id, count)
    return PolledChat(data=[_data(message) for message in found])


def _data(message: Message) -> ChatData:
    return ChatData(
        chat_id=message.id,
        create_time=message.at // 1000,
        text_content=message.text,
        user=ChatUser(user_id=message.number, nickname=message.name, external_id=message.external_user),
        is_delete=message.state == State.DELETED,
        is_presenter=message.mark == Mark.HOST,
        like_count=message.likes,
        review_status=REVIEW[State(message.state)],
    )


@action("DeleteChatAPI", VERSION, rate=RATE, writes=True)
def delete_chat(call: Call, request: ChatId) -> Written:
    """Delete a message. Raises UnknownMessage."""
    moderation.set_state(call, *_found(call, request), State.DELETED)
    return Written()


@action("TopChatAPI", VERSION, rate=RATE, writes=True)
def top_chat(call: Call, request: TopChatAPI) -> Written:
    """Pin a message above the chat, or take it down. Without a status, pin it. Raises UnknownMessage."""
    show, message = _found(call, request)
    status = request.top_status_v2 if request.top_status_v2 is not None else request.top_status
    if status != 0:
        moderation.pin(call, show, moderation.seen(message).id)
    elif moderation.is_pinned(call, message):
        moderation.pin(call, show, 0)
    return Written()


@action("LikeChatAPI", VERSION, rate=RATE, writes=True)
def like_chat(call: Call, request: ChatId) -> Likes:
    """Count one more like of a message. Raises UnknownMessage."""
    _, message = _found(call, request)
    call.mark_talked(message.activity)
    return Likes(like_count=table.like(call.db, message))


@action("ConfirmReviewChatAPI", VERSION, rate=RATE, writes=True)
def confirm_review_chat(call: Call, request: ChatId) -> Written:
    """Show a message that waits for review. Raises UnknownMessage."""
    moderation.set_state(call, *_found(call, request), State.SHOWN)
    return Written()


@action("EmptyChatAPI", VERSION, rate=RATE, writes=True, by_get=True)
def empty_chat(call: Call, request: ActivityId) -> Done:
    """Delete all messages of a show. The vendor's SDKs send this with GET."""
    moderation.empty(call, of_call(call, request.activity_id))
    return Done()


@action("UpdateChatReviewStatusAPI", VERSION, rate=RATE, writes=True)
def update_chat_review_status(call: Call, request: ReviewStatus) -> Done:
    """Let messages of viewers wait for review, or show them at once."""
    show = of_call(call, request.activity_id)
    if settings.put_some(call.db, show.id, {"Review": bool(request.status)}, call.now):
        note(call, "chat-settings", show)
        call.mark_changed(show.id)
    return Done()


@action("UpdatePresenterNameAPI", VERSION, rate=RATE, writes=True)
def update_presenter_name(call: Call, request: PresenterName) -> Written:
    """Set the name of the host in the chat. Messages that were sent before keep theirs."""
    show = of_call(call, request.activity_id)
    name = checked("PresenterName", request.presenter_name, PERSON_MAX)
    talks.change(call.db, show.id, presenter=name)
    return Written()


@action("SilenceUserAPI", VERSION, rate=RATE, writes=True)
def silence_user(call: Call, request: SilenceUserAPI) -> Written:
    """Silence a person, or end that. Others do not see what a silenced person sends from now on."""
    silence(call, of_call(call, request.activity_id), request.user_id, request.status)
    return Written()


@action("GetSilenceUserListAPI", VERSION, rate=RATE)
def get_silence_user_list(call: Call, request: ActivityId) -> SilencedUsers:
    """List the silenced people of a show."""
    found = people.list_silenced(call.db, of_call(call, request.activity_id).id)
    return SilencedUsers(user_list=[SilencedUser(user_id=one.number, nickname=one.name) for one in found])


def _found(call: Call, request: ChatId) -> tuple[Activity, Message]:
    show = of_call(call, request.activity_id)
    return show, moderation.found(call, show.id, request.chat_id)
