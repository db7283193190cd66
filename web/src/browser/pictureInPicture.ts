/** Tell whether a page may show a video in a small window over other programs. Firefox has a button of its own instead. */
export const hasSmallWindow = (): boolean => document.pictureInPictureEnabled === true;

/** Show a video in a small window. The next call ends it. Before the first picture the browser refuses. */
export async function toggleSmallWindow(video: HTMLVideoElement): Promise<void> {
	try {
		if (document.pictureInPictureElement === video) await document.exitPictureInPicture();
		else await video.requestPictureInPicture();
	} catch {
		// The video stays where it is, and the button too.
	}
}
