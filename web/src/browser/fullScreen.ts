/** A video on an iPhone: there it alone can fill the screen, and no other element. */
interface Video extends HTMLVideoElement {
	/** False until the browser knows the picture's size. */
	webkitSupportsFullscreen?: boolean;
	webkitEnterFullscreen?: () => void;
}

/** Tell whether a picture can fill the screen here. An embedded page may lack the permission. */
export function canFillScreen(video: Video | null): boolean {
	return document.fullscreenEnabled || video?.webkitSupportsFullscreen === true;
}

/** Fill the screen with a box, or with its video alone where the browser can do no more. The next call ends it. */
export function toggleFullScreen(box: HTMLElement, video: Video): void {
	if (document.fullscreenElement) void document.exitFullscreen();
	else if (document.fullscreenEnabled) void box.requestFullscreen().catch(() => {});
	else video.webkitEnterFullscreen?.();
}
