/** The host's screen, a window or a tab, with its sound where the browser gives it. */
export interface SharedScreen {
	picture: MediaStreamTrack;
	sound: MediaStreamTrack | null;
}

/** Chromium's wishes for its own dialog, not yet in TypeScript's DOM. */
interface Wishes extends DisplayMediaStreamOptions {
	selfBrowserSurface?: "exclude";
	surfaceSwitching?: "include";
	systemAudio?: "exclude";
}

/** Phones cannot share a screen. */
export const canShare = () => typeof navigator.mediaDevices?.getDisplayMedia === "function";

/** Asks what to share. Null when the person closed the question; throws when the system forbids it. */
export async function shareScreen(fps: number): Promise<SharedScreen | null> {
	const wishes: Wishes = {
		video: { frameRate: { max: fps }, width: { max: 1920 }, height: { max: 1080 } },
		audio: true,
		selfBrowserSurface: "exclude", // a mirror in a mirror
		surfaceSwitching: "include",
		systemAudio: "exclude", // it holds the guests' voices: they would hear themselves
	};
	try {
		const stream = await navigator.mediaDevices.getDisplayMedia(wishes);
		const picture = stream.getVideoTracks()[0] as MediaStreamTrack;
		picture.contentHint = "detail";
		return { picture, sound: stream.getAudioTracks()[0] ?? null };
	} catch (error) {
		if (error instanceof Error && closed(error)) return null;
		throw error;
	}
}

/** A no of the person's, not of the system's. The desktop app's engine calls it AbortError. */
const closed = ({ name, message }: Error) => name === "AbortError" || (name === "NotAllowedError" && !/system/i.test(message));
