"""The error of accounts and access keys."""

from kaibo.errors import ApiError


class UnknownAccessKey(ApiError):
    """No access key of this account has this id. Takes the id."""

    code, number, status = "ResourceNotFound.AccessKey", 200206, 404
    text = "The access key [%s] does not exist."
