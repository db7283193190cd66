"""Errors of the accounts of assistants."""

from kaibo.errors import ApiError


class WrongAssistantPassword(ApiError):
    """The password is not that of this assistant account."""

    code, number, status = "WrongAssistantPassword", 200114, 403
    text = "This password is wrong. Check it, or ask the person who gave it to you."


class UnknownAssistantAccount(ApiError):
    """The activity has no assistant account with this id."""

    code, number, status = "ResourceNotFound.TeachAssistantAccount", 200210, 404
    text = "The specified assistant account does not exist: %s. ListTeachAssistantAccounts shows those of the activity."
