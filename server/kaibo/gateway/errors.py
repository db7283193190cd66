"""Errors of how a call comes in: its signature, its action and its origin."""

from kaibo.errors import ApiError


class InvocationReused(ApiError):
    """A client used the X-Sdk-Invocation-Id for another request. A retry sends the same action and body."""

    code, number, status = "InvocationReused", 200003, 400
    text = "This X-Sdk-Invocation-Id was used for another request. Send a new one with a new request."


class MissingRequestInfo(ApiError):
    """A part of the signature, such as X-Date, is absent. Takes its name."""

    code, number, status = "MissingRequestInfo", 100004, 400
    text = "The request is missing %s information."


class InvalidTimestamp(ApiError):
    """X-Date is more than 15 minutes off, or the signature has expired."""

    code, number, status = "InvalidTimestamp", 100006, 400
    text = "The Signature of the request is expired."


class InvalidAuthorization(ApiError):
    """The server cannot read the Authorization header."""

    code, number, status = "InvalidAuthorization", 100024, 400
    text = "Invalid 'Authorization' header, Pls check your authorization header."


class InvalidCredential(ApiError):
    """The server cannot read the Credential of the signature, or its scope is not ours."""

    code, number, status = "InvalidCredential", 100025, 400
    text = "Invalid credential in 'Authorization', Pls check your credential in authorization header."


class MissingAuthenticationToken(ApiError):
    """The request is not signed."""

    code, number, status = "MissingAuthenticationToken", 100003, 401
    text = "Request is missing Authentication Token"


class MissingSignature(ApiError):
    """The request names its signer and has no signature."""

    code, number, status = "MissingSignature", 100005, 401
    text = "The request is missing signature."


class InvalidSecretToken(ApiError):
    """The session token is not valid for this request. Takes the reason."""

    code, number, status = "InvalidSecretToken", 100026, 401
    text = "Invalid secret token, msg: %s."


class InvalidAccessKey(ApiError):
    """The access key does not exist, is disabled, or has expired. Takes the key's id."""

    code, number, status = "InvalidAccessKey", 100009, 401
    text = "The accesskey [%s] included in the request is invalid."


class SignatureDoesNotMatch(ApiError):
    """The signature does not fit this request and this key."""

    code, number, status = "SignatureDoesNotMatch", 100010, 401
    text = (
        "The request signature we calculated does not match the signature you provided. "
        "Check your Secret Access Key and signing method. "
        "Consult the service documentation for details."
    )


class WrongOrigin(ApiError):
    """A page of another site made this call."""

    code, number, status = "WrongOrigin", 200102, 403
    text = "This call is only for Kaibo's own pages."


class UnknownService(ApiError):
    """The signature is for another service than livesaas. Takes the service."""

    code, number, status = "ServiceNotFound", 100007, 404
    text = "This service[%s] not found."


class UnknownAction(ApiError):
    """No action has this name and version. Takes both."""

    code, number, status = "InvalidActionOrVersion", 100008, 404
    text = "Could not find operation %s for version %s."


class MethodNotAllowed(ApiError):
    """The action does not take this HTTP verb. Takes the action and the right verb."""

    code, number, status = "MethodNotAllowed", 100020, 405
    text = "The operation %s takes %s requests only."


class TooManyOpen(ApiError):
    """This page, or this address, has its most streams or sockets open. The page tries again."""

    code, number, status = "FlowLimitExceeded.Open", 200510, 429
    retry_after = 5
    text = "Too much is open here at once. Close other windows of this page, or wait a little and try again."
