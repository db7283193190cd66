"""Errors about the conversation of a show."""

from kaibo.errors import ApiError, RateLimited


class ChatOff(ApiError):
    """The show's chat takes no messages."""

    code, number, status = "ChatOff", 200140, 403
    text = "The chat of this show is off."


class QuestionsOff(ApiError):
    """The show takes no questions."""

    code, number, status = "QuestionsOff", 200141, 403
    text = "This show takes no questions."


class ReactionsOff(ApiError):
    """The show takes no reactions."""

    code, number, status = "ReactionsOff", 200142, 403
    text = "This show takes no reactions."


class PassNeeded(ApiError):
    """The browser brought no pass."""

    code, number, status = "PassNeeded", 200143, 403
    text = "This browser has no pass to the show. Call EnterChat first, and allow cookies."


class LinksRefused(ApiError):
    """The message has a link, and the show takes none."""

    code, number, status = "LinksRefused", 200144, 403
    text = "Messages of this show have no links. Leave the link out."


class UnknownMessage(ApiError):
    """The show has no such message. Takes its id."""

    code, number, status = "ResourceNotFound.Message", 200250, 404
    text = "The show has no message %s. It may have been deleted."


class UnknownQuestion(ApiError):
    """The show has no such question. Takes its id."""

    code, number, status = "ResourceNotFound.Question", 200251, 404
    text = "The show has no question %s. It may have been deleted."


class ChatNameNeeded(ApiError):
    """The viewer has told no name yet."""

    code, number, status = "ResourceConflict.ChatNameNeeded", 200390, 409
    text = "Tell your name first, with SetChatName."


class ChatNameTaken(ApiError):
    """The name looks like that of a host or an assistant of the show."""

    code, number, status = "ResourceConflict.ChatNameTaken", 200391, 409
    text = "That name is one of the host or an assistant, or looks like one. Choose another one."


class SlowMode(RateLimited):
    """The show is in slow mode, and the viewer wrote a moment ago. Takes the seconds that are left."""

    code, number, status = "FlowLimitExceeded.SlowMode", 200550, 429
    text = "This chat is in slow mode. Wait for the seconds in Retry-After, then send again."
