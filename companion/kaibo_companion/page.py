"""The studio's page in the app: one origin, which alone gets the camera, the microphone and the screen."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWebEngineCore import (
    QWebEngineDesktopMediaRequest,
    QWebEngineDownloadRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
)

from kaibo_companion import __version__, report
from kaibo_companion.deep_link import BadLink, origin

Kind = QWebEnginePermission.PermissionType
MEDIA = {
    Kind.MediaAudioCapture,
    Kind.MediaVideoCapture,
    Kind.MediaAudioVideoCapture,
    Kind.DesktopVideoCapture,
    Kind.DesktopAudioVideoCapture,
}


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
    for attribute in (
        QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
        QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
    ):
        settings.setAttribute(attribute, True)
    for attribute in (
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
    """`sharing` brings the page's wish for a screen: whoever hears it answers it."""

    sharing = Signal(QWebEngineDesktopMediaRequest)

    def __init__(self, profile: QWebEngineProfile, server: str) -> None:
        super().__init__(profile)
        self.server = server
        self.permissionRequested.connect(self._permit)
        self.newWindowRequested.connect(self._open_outside)
        self.desktopMediaRequested.connect(self._share)

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
        if origin_of(asked.origin()) == self.server and asked.permissionType() in MEDIA:
            asked.grant()
        else:
            asked.deny()

    def _open_outside(self, asked: QWebEngineNewWindowRequest) -> None:
        url = asked.requestedUrl()
        if asked.isUserInitiated() and url.scheme() in ("https", "http"):
            QDesktopServices.openUrl(url)

    def _share(self, asked: QWebEngineDesktopMediaRequest) -> None:
        if origin_of(self.url()) == self.server:
            self.sharing.emit(asked)
        else:
            asked.cancel()
