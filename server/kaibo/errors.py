"""Every error that a caller can see. Features raise them, and only `gateway` turns them into an answer.

* ApiError
  x BadRequest (400)
    - MissingParameter, InvalidParameter, MalformedBody (the vendor has no 413), InvocationReused, ClientTokenReused
  x Unauthenticated (401)
    - MissingAuthenticationToken, MissingSignature, InvalidAccessKey, SignatureDoesNotMatch,
      InvalidSecretToken, NoSession
  x Refused (403)
    - AccessDenied, WrongOrigin, LinkRevoked, LinkNotYet, SeatTaken, NotOnStage, MovedToAnotherTab, StageFull,
      SessionEnded
  x NotFound (404)
    - UnknownService, UnknownAction, UnknownActivity, UnknownHostAccount, UnknownAccessKey, UnknownLink,
      UnknownSession, UnknownShow
  x MethodNotAllowed (405)
  x Conflict (409)
    - ViewPathTaken, ShowNotLive, ShowIsLive, TooMany, ShowIsOver, OpenElsewhere, LinkRotated, TooManyAsk,
      SeatContested, SettingsChanged
  x Gone (410)
    - LinkExpired, TicketSpent, LinkUsedUp

  x RateLimited, TooManyOpen (429)
  x Unavailable (503)
    - Overloaded, MediaDown
"""

from typing import ClassVar


class ApiError(Exception):
    """An error with a stable wire code. Any other exception becomes an InternalError."""

    code: ClassVar[str] = "InternalError"
    """The wire's Code."""
    number: ClassVar[int] = 100014
    """The wire's CodeN. Below 200000 it is the vendor's (docs/wire.md, "Errors"), from 200000 on it is Kaibo's own."""
    status: ClassVar[int] = 500
    """The HTTP status."""
    text: ClassVar[str] = "Service has some internal Error. Pls Contact With Admin."
    """The wire's Message."""
    retry_after: int = 0
    """Seconds until the same call may succeed. 0: waiting does not help."""

    def __init__(self, *parts: object) -> None:
        super().__init__(self.text % parts if parts else self.text)
        self.parts = parts

    @property
    def wire_code(self) -> str:
        return self.code


class MissingParameter(ApiError):
    """A required parameter is absent. Takes its wire name."""

    code, number, status = "MissingParameter", 100002, 400
    text = "The request is missing %s parameter."


class InvalidParameter(ApiError):
    """A parameter is wrong. Takes its wire name and the fault. The code ends with the name."""

    code, number, status = "InvalidParameter", 200001, 400
    text = "The parameter %s is invalid: %s"

    @property
    def wire_code(self) -> str:
        return f"{self.code}.{self.parts[0]}" if self.parts else self.code


class MalformedBody(ApiError):
    """The body does not fit its content type, is too large, nests too deep, or holds NaN. Takes the reason."""

    code, number, status = "MalformedBody", 200002, 400
    text = "The request body cannot be read: %s"


class InvocationReused(ApiError):
    """A client used the X-Sdk-Invocation-Id for another request. A retry sends the same action and body."""

    code, number, status = "InvocationReused", 200003, 400
    text = "This X-Sdk-Invocation-Id was used for another request. Send a new one with a new request."


class ClientTokenReused(ApiError):
    """A client used the ClientToken for a link with other terms. A retry sends the same terms.

    A missing parameter counts as its default.
    """

    code, number, status = "ClientTokenReused", 200004, 400
    text = "This ClientToken was used for another link. Send a new one with a new request."


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


class NoSession(ApiError):
    """The call needs a session, and the server knows none for it."""

    code, number, status = "NoSession", 200101, 401
    text = "You are not signed in here. Open your link again."


class WrongOrigin(ApiError):
    """A page of another site made this call."""

    code, number, status = "WrongOrigin", 200102, 403
    text = "This call is only for Kaibo's own pages."


class AccessDenied(ApiError):
    """The role, access key or session token has no right to this. Takes the action and the resource."""

    code, number, status = "AccessDenied", 100013, 403
    text = "User is not authorized to perform: %s on resource: %s"


class LinkRevoked(ApiError):
    """The link was revoked, or the host removed the person who used it."""

    code, number, status = "LinkRevoked", 200103, 403
    text = "This link was turned off. Ask the person who sent it for a new one."


class LinkNotYet(ApiError):
    """The link is not valid yet."""

    code, number, status = "LinkNotYet", 200109, 403
    text = "It is too early for this link. Open it again when its time has come."


class SeatTaken(ApiError):
    """Another session holds the host seat."""

    code, number, status = "SeatTaken", 200104, 403
    text = "Another studio holds the host seat. Take it over first."


class MovedToAnotherTab(ApiError):
    """A newer tab of the same session acts for it now."""

    code, number, status = "MovedToAnotherTab", 200105, 403
    text = "This studio is open in another tab. Bring it back here first."


class StageFull(ApiError):
    """Guests hold every place on the stage. Takes the number of places."""

    code, number, status = "StageFull", 200106, 403
    text = "The stage is full: all %s places are taken."


class NotOnStage(ApiError):
    """A guest without a place on the stage asked for picture and sound."""

    code, number, status = "NotOnStage", 200108, 403
    text = "Join the stage first."


class SessionEnded(ApiError):
    """The session ended: the host removed the person, or the activity was deleted."""

    code, number, status = "SessionEnded", 200107, 403
    text = "You were removed from this show, or the show was deleted."


class NotFound(ApiError):
    """The thing does not exist, or this caller may not see it. Takes its kind and its name."""

    code, number, status = "ResourceNotFound", 200200, 404
    text = "%s not found: %s"


class UnknownService(ApiError):
    """The signature is for another service than livesaas. Takes the service."""

    code, number, status = "ServiceNotFound", 100007, 404
    text = "This service[%s] not found."


class UnknownAction(ApiError):
    """No action has this name and version. Takes both."""

    code, number, status = "InvalidActionOrVersion", 100008, 404
    text = "Could not find operation %s for version %s."


class UnknownActivity(ApiError):
    """No activity of this account has this id. Takes the id."""

    code, number, status = "ResourceNotFound.Activity", 200201, 404
    text = "The activity [%s] does not exist."


class UnknownHostAccount(ApiError):
    """No host account of this account has this id. Takes the id."""

    code, number, status = "ResourceNotFound.HostAccount", 200205, 404
    text = "The host account [%s] does not exist."


class UnknownAccessKey(ApiError):
    """No access key of this account has this id. Takes the id."""

    code, number, status = "ResourceNotFound.AccessKey", 200206, 404
    text = "The access key [%s] does not exist."


class UnknownLink(ApiError):
    """The launch link is not one of ours."""

    code, number, status = "ResourceNotFound.LaunchLink", 200202, 404
    text = "This link does not work. Copy the whole link again, or ask the person who sent it."


class UnknownSession(ApiError):
    """No session of this activity has this id. Nothing was changed."""

    code, number, status = "ResourceNotFound.Session", 200203, 404
    text = "There is no such session in this activity. List its sessions to find the right one."


class UnknownShow(ApiError):
    """No activity is watched at this address."""

    code, number, status = "ResourceNotFound.Show", 200204, 404
    text = "There is no show at this address."


class MethodNotAllowed(ApiError):
    """The action does not take this HTTP verb. Takes the action and the right verb."""

    code, number, status = "MethodNotAllowed", 100020, 405
    text = "The operation %s takes %s requests only."


class ViewPathTaken(ApiError):
    """Another activity has this ViewUrlPath. Takes the path."""

    code, number, status = "ResourceConflict.ViewUrlPath", 200301, 409
    text = "The ViewUrlPath [%s] is taken by another activity."


class ShowNotLive(ApiError):
    """The show is not on air. Before and after a show the server gives no pass to watch."""

    code, number, status = "ResourceConflict.NotLive", 200302, 409
    text = "The show is not on air."


class ShowIsLive(ApiError):
    """The show is on air. This call works only before or after it."""

    code, number, status = "ResourceConflict.Live", 200303, 409
    text = "The show is on air. End it first."


class TooMany(ApiError):
    """The account has the most of these things that it may have. Takes their number and kind."""

    code, number, status = "ResourceConflict.TooMany", 200304, 409
    text = "There are %s %s already. Delete one that is not needed."


class SettingsChanged(ApiError):
    """PutShowSettings named an old revision. Takes the present revision."""

    code, number, status = "ResourceConflict.ShowSettings", 200310, 409
    text = "The settings were changed since; their revision is %s. Read them again, then repeat the change."


class ShowIsOver(ApiError):
    """The show is over and no host is present. A guest would be alone."""

    code, number, status = "ResourceConflict.Over", 200305, 409
    text = "The show is over. Ask the host if it goes on."


class OpenElsewhere(ApiError):
    """The link is for one guest, who uses it on another device. (A host's other device asks for the seat.)"""

    code, number, status = "ResourceConflict.OpenElsewhere", 200306, 409
    text = "You are in this show on another device. Move here, or stay there."


class SeatContested(ApiError):
    """Another session asked for the seat just now, or two asked within a minute. Takes the ms to wait."""

    code, number, status = "ResourceConflict.Seat", 200309, 409
    text = "The host seat was asked for just now. Wait a little, then try again."

    def __init__(self, wait_ms: int = 0) -> None:
        super().__init__()
        self.retry_after = -(-wait_ms // 1000)


class LinkCrowded(ApiError):
    """One link has its most sessions, or its most places on the stage. The bound is per network, or for all."""

    code, number, status = "ResourceConflict.LinkCrowded", 200320, 409
    text = "Too many people are using this link. Close it on a device that is not used, or ask for a link of your own."


class LinkRotated(ApiError):
    """All links of this role were rotated since, so the host cannot restore this one."""

    code, number, status = "ResourceConflict.LinkRotated", 200307, 409
    text = "The links of this role were rotated, so this one cannot be restored. Create a new link."


class TooManyAsk(ApiError):
    """Too many people ask the host of this show for a new link."""

    code, number, status = "ResourceConflict.TooManyAsk", 200308, 409
    text = "The host is being asked by many already. Wait a little, then ask again."


class LinkExpired(ApiError):
    """The link has expired."""

    code, number, status = "LinkExpired", 200401, 410
    text = "This link has expired. Ask the host for a new one."


class TicketSpent(ApiError):
    """A device used the ticket already, or its two minutes are over."""

    code, number, status = "TicketSpent", 200402, 410
    text = "This ticket was used or is too old. Open your link again."


class LinkUsedUp(ApiError):
    """The link was used the most times that it may be."""

    code, number, status = "LinkUsedUp", 200403, 410
    text = "This link was already used. Continue on the device that used it, or ask the host for a new one."


class RateLimited(ApiError):
    """The caller made too many calls of this action in a second, or in a minute."""

    code, number, status = "FlowLimitExceeded", 100018, 429
    text = "The request is refused by flow control. Slow down and try again."

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__()
        self.retry_after = retry_after


class TooManyOpen(ApiError):
    """This page, or this address, has its most streams or sockets open. The page tries again."""

    code, number, status = "FlowLimitExceeded.Open", 200510, 429
    retry_after = 5
    text = "Too much is open here at once. Close other windows of this page, or wait a little and try again."


class Overloaded(ApiError):
    """More work waits than the server accepts. The caller may try again soon."""

    code, number, status = "ServiceUnavailableTemp", 100019, 503
    retry_after = 1
    text = "The server is busy. Try again in a moment."


class MediaDown(ApiError):
    """The media engine does not answer. The server restarts it."""

    code, number, status = "ServiceUnavailableTemp.Media", 200501, 503
    retry_after = 1
    text = "Picture and sound are being restarted. Try again in a moment."
