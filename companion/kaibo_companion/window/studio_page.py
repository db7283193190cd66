"""The studio's page in the app: one origin, which alone gets the camera, the microphone and the screen."""

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

from kaibo_companion import __version__, report
from kaibo_companion.deep_link import BadLink, origin
from kaibo_companion.words import UNTRUSTED

Kind = QWebEnginePermission.PermissionType
MEDIA = {Kind.MediaAudioCapture, Kind.MediaVideoCapture, Kind.MediaAudioVideoCapture}
SCREEN = {Kind.DesktopVideoCapture, Kind.DesktopAudioVideoCapture}
CAPTURE = QWebEngineSettings.WebAttribute.ScreenCaptureEnabled
Status, Domain = QWebEngineLoadingInfo.LoadStatus, QWebEngineLoadingInfo.ErrorDomain


def profile(folder: str, languages: str) -> QWebEngineProfile:
    """The app's own: neither cookies nor permissions outlive it. `languages` as Accept-Language has them."""
    made = QWebEngineProfile("kaibo")
    made.setPersistentStoragePath(f"{folder}/profile")
    made.setCachePath(f"{folder}/cache")
    made.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    made.setPersistentPermissionsPolicy(QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime)
    made.setHttpAcceptLanguage(languages)
    made.setHttpUserAgent(f"{made.httpUserAgent()} KaiboCompanion/{__version__}")
    made.downloadRequested.connect(QWebEngineDownloadRequest.cancel)
    settings = made.settings()
    settings.setAttribute(QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard, True)
    for attribute in (
        CAPTURE,
        QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture,
        QWebEngineSettings.WebAttribute.WebRTCPublicInterfacesOnly,
        QWebEngineSettings.WebAttribute.PluginsEnabled,
        QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    ):
        settings.setAttribute(attribute, False)
    return made


def origin_of(url: QUrl) -> str:
    """An address's origin; "" for one that the app may not open."""
    try:
        return origin(f"{url.scheme()}://{url.authority()}")
    except BadLink:
        return ""


class StudioPage(QWebEnginePage):
    """`sharing` brings the page's wish for a screen: whoever hears it answers it, by `give` or by no. `came` says that
    the server's page is there; `lost` that it is not, by the word for it: "page_lost" or UNTRUSTED."""

    sharing = Signal(QWebEngineDesktopMediaRequest)
    came = Signal()
    lost = Signal(str)

    def __init__(self, profile: QWebEngineProfile, server: str) -> None:
        super().__init__(profile)
        self.server = server
        self._given = False
        self.permissionRequested.connect(self._permit)
        self.newWindowRequested.connect(self._open_outside)
        self.desktopMediaRequested.connect(self._share)
        self.certificateError.connect(self._distrust)
        self.loadingChanged.connect(self._tell)

    def give(self, choose: Callable[[], None]) -> None:
        """`choose` answers a wish by what the person picked. Only meanwhile does the engine give a screen at all: else
        Chromium gives it, unasked, to a page that names one by itself (chromeMediaSourceId)."""
        self._given = True
        self.settings().setAttribute(CAPTURE, True)
        choose()
        self.settings().setAttribute(CAPTURE, False)

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, lineNumber: int, sourceID: str
    ) -> None:
        report.page_said(level, message, lineNumber, sourceID)

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, isMainFrame: bool) -> bool:
        """The server's own pages only; a link to another place opens in the system's browser."""
        url = QUrl(url)
        if origin_of(url) == self.server:
            return True
        clicked = kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked
        if isMainFrame and clicked and url.scheme() in ("https", "http"):
            QDesktopServices.openUrl(url)
        return False

    def _permit(self, asked: QWebEnginePermission) -> None:
        kind = asked.permissionType()
        given = kind in SCREEN and self._given
        if given:
            self._given = False
        if origin_of(asked.origin()) == self.server and (kind in MEDIA or given):
            asked.grant()
        else:
            asked.deny()

    def _distrust(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()
        report.app.warning("the certificate of %s: %s", origin_of(error.url()), error.description())

    def _tell(self, told: QWebEngineLoadingInfo) -> None:
        """The page that a server has for a refusal is one: it says why. Nor is it lost when a load is broken off, as by
        a link to another place."""
        status, code = told.status(), told.errorCode()
        answered = told.errorDomain() == Domain.HttpStatusCodeDomain and code < 500 and not told.isErrorPage()
        if status == Status.LoadSucceededStatus or (status == Status.LoadFailedStatus and answered):
            self.came.emit()
        elif status == Status.LoadFailedStatus:
            report.app.warning("no page of %s: %s %s", self.server, code, told.errorString())
            self.lost.emit(UNTRUSTED if told.errorDomain() == Domain.CertificateErrorDomain else "page_lost")

    def _open_outside(self, asked: QWebEngineNewWindowRequest) -> None:
        url = asked.requestedUrl()
        if asked.isUserInitiated() and url.scheme() in ("https", "http"):
            QDesktopServices.openUrl(url)

    def _share(self, asked: QWebEngineDesktopMediaRequest) -> None:
        self._given = False
        if origin_of(self.url()) == self.server:
            self.sharing.emit(asked)
        else:
            asked.cancel()
