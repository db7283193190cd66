import { keptVolume } from "../player/volume";

/** Play a stream: with sound where the browser allows it, without sound where the browser wants a tap first. A stream that
 *  plays already goes on. Returns whether a tap is wanted. */
export async function play(video: HTMLVideoElement, stream: MediaStream): Promise<boolean> {
	if (video.srcObject !== stream) video.srcObject = stream;
	return playSource(video);
}

/** Play what the element has, as `play` does. A viewer who turned the sound off wants no tap. */
export async function playSource(video: HTMLVideoElement): Promise<boolean> {
	try {
		await video.play();
	} catch (error) {
		// Another source came meanwhile: its own call finds out.
		if ((error as DOMException).name !== "NotAllowedError") return false;
		video.muted = true;
		await video.play().catch(() => {});
	}
	return video.muted && !keptVolume().muted;
}
