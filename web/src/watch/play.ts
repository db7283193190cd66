import { keptVolume } from "../player/volume";

/** Play a stream: with sound where the browser allows it, without sound where the browser wants a tap first. A stream that
 *  plays already goes on. Returns whether a tap is wanted.
 *  A viewer who turned the sound off wants none. */
export async function play(video: HTMLVideoElement, stream: MediaStream): Promise<boolean> {
	if (video.srcObject !== stream) video.srcObject = stream;
	try {
		await video.play();
	} catch {
		// Another stream came meanwhile: its own call finds out.
		if (video.srcObject !== stream) return false;
		video.muted = true;
		await video.play().catch(() => {});
	}
	return video.muted && !keptVolume().muted;
}
