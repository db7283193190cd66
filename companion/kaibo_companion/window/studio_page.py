"""The studio page in the app. Only its own server gets the camera, the microphone and the screen."""

from collections.abc import Callable

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineDesktopMediaRequest,
    QWebEngineDownloadRequest,
    QWebEngineLoadingInfo,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
)

from kaibo_companion import __version__, log
from kaibo_companion.origin import BadLink, origin
from kaibo_companion.words import UNTRUSTED

Kind = QWebEnginePermission.PermissionType
MEDIA = {Kind.MediaAudioCapture, Kind.MediaVideoCapture, Kind.MediaAudioVideoCapture}
SCREEN = {Kind.DesktopVideoCapture, Kind.DesktopAudioVideoCapture}
CAPTURE = QWebEngineSettings.WebAttribute.ScreenCaptureEnabled
Status, Domain = QWebEngineLoadingInfo.LoadStatus, QWebEngineLoadingInfo.ErrorDomain


def create_profile(folder: str, languages: str) -> QWebEngineProfile:
    """Create the browser profile: no cookie and no permission outlives the app. `languages`: the Accept-Language."""
    profile = QWebEngineProfile("kaibo")
    profile.setPersistentStoragePath(f"{folder}/profile")
    profile.setCachePath(f"{folder}/cache")
    profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    profile.setPersistentPermissionsPolicy(QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime)
    profile.setHttpAcceptLanguage(languages)
    profile.setHttpUserAgent(f"{profile.httpUserAgent()} KaiboCompanion/{__version__}")
    profile.downloadRequested.connect(QWebEngineDownloadRequest.cancel)
    settings = profile.settings()
    settings.setAttribute(QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard, True)
    for attribute in (
        CAPTURE,
        QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture,
        QWebEngineSettings.WebAttribute.WebRTCPublicInterfacesOnly,
        QWebEngineSettings.WebAttribute.PluginsEnabled,
        QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    ):
        settings.setAttribute(attribute, False)
    return profile


def origin_of(url: QUrl) -> str:
    """Return the origin of an address; "" when the app may not open it."""
    try:
        return origin(f"{url.scheme()}://{url.authority(QUrl.ComponentFormattingOption.FullyEncoded)}")
    except BadLink:
        return ""


class StudioPage(QWebEnginePage):
    """Signals: `screen_requested` carries a request for a screen. The receiver answers it, by `share` or `cancel`.

    `loaded` says that the server's page is there. `lost` carries the word for why it is not: "page_lost" or UNTRUSTED.
    """

    screen_requested = Signal(QWebEngineDesktopMediaRequest)
    loaded = Signal()
    lost = Signal(str)

    def __init__(self, profile: QWebEngineProfile, server: str) -> None:
        super().__init__(profile)
        self.server = server
        self._shared = False
        self.permissionRequested.connect(self._permit)
        self.newWindowRequested.connect(self._open_outside)
        self.desktopMediaRequested.connect(self._request_screen)
        self.certificateError.connect(self._reject_certificate)
        self.loadingChanged.connect(self._report_load)

    def share(self, choose: Callable[[], None]) -> None:
        """Answer a request for a screen: `choose` selects what the person picked.

        Screen capture is on only during this call. Otherwise Chromium would give a screen, without a question, to a
        page that names one itself (chromeMediaSourceId).
        """
        self._shared = True
        self.settings().setAttribute(CAPTURE, True)
        choose()
        self.settings().setAttribute(CAPTURE, False)

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, lineNumber: int, sourceID: str
    ) -> None:
        log.log_page(level, message, lineNumber, sourceID)

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, isMainFrame: bool) -> bool:
        """Open only the server's own pages here. A link to another place opens in the system's browser."""
        url = QUrl(url)
        if origin_of(url) == self.server:
            return True
        clicked = kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked
        if isMainFrame and clicked and url.scheme() in ("https", "http"):
            QDesktopServices.openUrl(url)
        return False

    def _permit(self, permission: QWebEnginePermission) -> None:
        kind = permission.permissionType()
        shared = kind in SCREEN and self._shared
        if shared:
            self._shared = False
        if origin_of(permission.origin()) == self.server and (kind in MEDIA or shared):
            permission.grant()
        else:
            permission.deny()

    def _reject_certificate(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()
        log.app.warning("certificate of %s: %s", origin_of(error.url()), error.description())

    def _report_load(self, info: QWebEngineLoadingInfo) -> None:
        """Emit `loaded` or `lost`. A server's own error page below 500 counts as loaded, because it says why.

        A load that was stopped, as by a link to another place, counts as neither.
        """
        status, code = info.status(), info.errorCode()
        answered = info.errorDomain() == Domain.HttpStatusCodeDomain and code < 500 and not info.isErrorPage()
        if status == Status.LoadSucceededStatus or (status == Status.LoadFailedStatus and answered):
            self.loaded.emit()
        elif status == Status.LoadFailedStatus:
            log.app.warning("no page from %s: %s %s", self.server, code, info.errorString())
            self.lost.emit(UNTRUSTED if info.errorDomain() == Domain.CertificateErrorDomain else "page_lost")

    def _open_outside(self, request: QWebEngineNewWindowRequest) -> None:
        url = request.requestedUrl()
        if request.isUserInitiated() and url.scheme() in ("https", "http"):
            QDesktopServices.openUrl(url)

    def _request_screen(self, request: QWebEngineDesktopMediaRequest) -> None:
        self._shared = False
        if origin_of(self.url()) == self.server:
            self.screen_requested.emit(request)
        else:
            request.cancel()
