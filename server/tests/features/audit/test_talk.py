"""The audit log has what the crew and signed calls did to the conversation, and never a text."""

from typing import Any

from kaibo.session.call import COOKIE

from tests.features.audit.house import ORIGIN, House
from tests.features.people.whole import Viewer, signed_in
from tests.gateway.door import refusal
from tests.show import TAB

TEXT = "the quick fox"
KINDS = [
    *("chat-show", "chat-hide", "chat-delete", "chat-empty", "chat-pin", "chat-unpin"),
    *("question-show", "question-delete", "chat-announce", "chat-unannounce", "chat-settings"),
]
GONE = (404, "ResourceNotFound.Message")


class Crew:
    """A host or an assistant in a browser, in a client that all browsers share."""

    def __init__(self, house: House, role: str = "host", name: str = "林晓", **policy: Any) -> None:
        self.house = house
        self.id = house.enter(house.link(role, UserName=name, **policy))
        self.cookie = house.secrets[-1]

    def ask(self, action: str, **body: Any) -> Any:
        headers = {"Origin": ORIGIN, "Cookie": f"{COOKIE}={self.cookie}"}
        return self.house.caller.http.post(f"/s/{self.id}/call/{action}", json={"Tab": TAB, **body}, headers=headers)

    def call(self, action: str, **body: Any) -> Any:
        answer = self.ask(action, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()["Result"]

    def says(self, nonce: str) -> int:
        """Send a message. Return its id."""
        return int(self.call("SendMessage", Text=TEXT, Nonce=f"nonce-{nonce}")["Message"]["Id"])


def signed(house: House, action: str, **body: Any) -> None:
    house.caller.call(action, ActivityId=house.activity, **body)


def logged(house: House) -> list[tuple[str, str, str]]:
    """Return the kind, the actor and the detail of each event of the conversation. None of them has a text."""
    events = house.events(Kinds=KINDS)
    assert TEXT not in repr(events)
    assert all(event["RequestId"] for event in events)
    assert all(event["SessionId"] in ("", event["Actor"]) for event in events)
    return [(event["Kind"], event["ActorName"] or event["Actor"], event["Detail"]) for event in events]


def held(house: House, viewer: Viewer, nonce: str) -> int:
    """Send a message of a viewer that waits for review. Return its id."""
    signed(house, "UpdateChatReviewStatusAPI", Status=1)
    return int(viewer.call("SendMessage", Text=TEXT, Nonce=f"nonce-{nonce}")["Message"]["Id"])


def test_deleted_message_is_logged_once_with_its_actor(house: House) -> None:
    host, key = Crew(house), house.caller.key
    mine, theirs = host.says("0001"), host.says("0002")
    assert logged(house) == [], "a message that is sent leaves no event"
    helper = Crew(house, "assistant", "小助")
    helper.call("DeleteMessage", Id=mine)
    signed(house, "DeleteChatAPI", ChatId=theirs)
    wanted = [("chat-delete", "小助", str(mine)), ("chat-delete", key, str(theirs))]
    assert logged(house) == wanted
    for gone in (mine, theirs):
        assert refusal(host.ask("DeleteMessage", Id=gone)) == GONE
        assert house.caller.refused("DeleteChatAPI", ActivityId=house.activity, ChatId=gone) == GONE
    assert logged(house) == wanted


def test_shown_and_hidden_message_is_logged_only_when_that_changes_it(house: House) -> None:
    host, key, viewer = Crew(house), house.caller.key, signed_in(house, "crm-7", "Ann")
    first, second = held(house, viewer, "0001"), held(house, viewer, "0002")
    for _ in range(2):
        host.call("HideMessage", Id=first)
        host.call("ShowMessage", Id=second)
        signed(house, "ConfirmReviewChatAPI", ChatId=second)
    signed(house, "ConfirmReviewChatAPI", ChatId=first)
    assert logged(house) == [
        ("chat-settings", key, ""),
        ("chat-hide", "林晓", str(first)),
        ("chat-show", "林晓", str(second)),
        ("chat-show", key, str(first)),
    ]


def test_emptied_chat_is_logged_unless_it_had_no_message(house: House) -> None:
    host, key = Crew(house), house.caller.key
    host.call("EmptyChat")
    signed(house, "EmptyChatAPI")
    assert logged(house) == []
    host.says("0001")
    signed(house, "EmptyChatAPI")
    host.says("0002")
    host.call("EmptyChat")
    wanted = [("chat-empty", key, ""), ("chat-empty", "林晓", "")]
    assert logged(house) == wanted
    gone = host.says("0003")
    host.call("DeleteMessage", Id=gone)
    host.call("EmptyChat")
    assert logged(house) == [*wanted, ("chat-delete", "林晓", str(gone))], "only a deleted message was left"


def test_pinned_message_is_logged_when_it_comes_and_when_it_goes(house: House) -> None:
    host, key = Crew(house), house.caller.key
    first, second = host.says("0001"), host.says("0002")
    host.call("PinMessage", Id=0)
    signed(house, "TopChatAPI", ChatId=first, TopStatusV2=0)
    assert logged(house) == [], "no message was pinned"
    for _ in range(2):
        host.call("PinMessage", Id=first)
    for _ in range(2):
        signed(house, "TopChatAPI", ChatId=second)
    signed(house, "TopChatAPI", ChatId=first, TopStatusV2=0)
    for _ in range(2):
        signed(house, "TopChatAPI", ChatId=second, TopStatusV2=0)
    host.call("PinMessage", Id=first)
    host.call("PinMessage", Id=0)
    assert logged(house) == [
        ("chat-pin", "林晓", str(first)),
        ("chat-pin", key, str(second)),
        ("chat-unpin", key, str(second)),
        ("chat-pin", "林晓", str(first)),
        ("chat-unpin", "林晓", str(first)),
    ]


def test_pinned_message_goes_with_its_deletion_in_one_event(house: House) -> None:
    host, key = Crew(house), house.caller.key
    signed(house, "PresenterChatAPIV2", Comment=TEXT, TopStatus=1)
    [(kind, actor, message)] = logged(house)
    assert (kind, actor) == ("chat-pin", key)
    host.call("DeleteMessage", Id=int(message))
    host.call("PinMessage", Id=0)
    assert logged(house)[1:] == [("chat-delete", "林晓", message)]
    assert host.call("GetSession")["Chat"]["Pinned"] is None


def test_deleted_question_is_logged_once_and_its_asker_is_not_named(house: House) -> None:
    host, viewer = Crew(house), signed_in(house, "crm-7", "Ann")
    for number, anonymous in enumerate((False, True)):
        viewer.call("AskQuestion", Text=TEXT, Anonymous=anonymous, Nonce=f"nonce-000{number}")
    asked = sorted(each["Id"] for each in viewer.talk()["Questions"])
    host.call("AnswerQuestion", Id=asked[0], Answered=True)
    assert logged(house) == []
    for question in asked:
        host.call("DeleteQuestion", Id=question)
        assert refusal(host.ask("DeleteQuestion", Id=question)) == (404, "ResourceNotFound.Question")
    assert logged(house) == [("question-delete", "林晓", str(question)) for question in asked]
    assert {event["UserName"] for event in house.events(Kinds=["question-delete"])} == {""}


def test_held_question_is_logged_once_when_it_is_shown(house: House) -> None:
    host, viewer = Crew(house), signed_in(house, "crm-7", "Ann")
    host.call("SetChat", Review=True)
    asked = viewer.call("AskQuestion", Text=TEXT, Anonymous=False, Nonce="nonce-0001")["Question"]["Id"]
    for _ in range(2):
        host.call("ShowQuestion", Id=asked)
    assert logged(house)[1:] == [("question-show", "林晓", str(asked))]


def test_settings_of_the_chat_are_logged_when_they_change(house: House) -> None:
    host, key = Crew(house), house.caller.key
    for status in (1, 1, 0):
        signed(house, "UpdateChatReviewStatusAPI", Status=status)
    for _ in range(2):
        host.call("SetChat", Review=True)
    host.call("SetChat")
    assert logged(house) == [("chat-settings", actor, "") for actor in (key, key, "林晓")]


def test_announcement_is_logged_when_another_line_stands_there(house: House) -> None:
    host, helper = Crew(house), Crew(house, "assistant", "小助")
    host.call("Announce", Text="")
    assert logged(house) == [], "no line stood there"
    for text in (TEXT, f" {TEXT} ", f"{TEXT} again"):
        helper.call("Announce", Text=text)
    for _ in range(2):
        host.call("Announce", Text="")
    assert logged(house) == [*[("chat-announce", "小助", "")] * 2, ("chat-unannounce", "林晓", "")]


def test_erased_person_has_no_name_in_the_events_and_erasing_adds_none(house: House) -> None:
    helper = Crew(house, "assistant", "小助", ExternalUserId="crm-9")
    message, other = helper.says("0001"), helper.says("0002")
    helper.call("PinMessage", Id=message)
    helper.call("Announce", Text=TEXT)
    helper.call("DeleteMessage", Id=other)
    before = logged(house)
    assert {actor for _, actor, _ in before} == {"小助"}
    house.ours("ErasePerson", ExternalUserId="crm-9")
    assert logged(house) == [(kind, helper.id, detail) for kind, _, detail in before], "the acts stay"
    assert "小助" not in repr(house.events())
