/** The host's screen, a window or a tab, with its sound where the browser gives it. */
export interface SharedScreen {
	picture: MediaStreamTrack;
	sound: MediaStreamTrack | null;
}

/** Options of Chromium's dialog that TypeScript's DOM types lack. */
interface ScreenOptions extends DisplayMediaStreamOptions {
	selfBrowserSurface?: "exclude";
	surfaceSwitching?: "include";
	systemAudio?: "exclude";
}

/** Tell whether the browser can share a screen. Phones cannot. */
export const canShare = () => typeof navigator.mediaDevices?.getDisplayMedia === "function";

/** Ask the person what to share. Returns null when the person closes the question. Throws when the system forbids it. */
export async function shareScreen(fps: number): Promise<SharedScreen | null> {
	const options: ScreenOptions = {
		video: { frameRate: { max: fps }, width: { max: 1920 }, height: { max: 1080 } },
		audio: true,
		selfBrowserSurface: "exclude", // a mirror in a mirror
		surfaceSwitching: "include",
		systemAudio: "exclude", // it contains the guests' voices: they would hear themselves
	};
	try {
		const stream = await navigator.mediaDevices.getDisplayMedia(options);
		const picture = stream.getVideoTracks()[0] as MediaStreamTrack;
		picture.contentHint = "detail";
		return { picture, sound: stream.getAudioTracks()[0] ?? null };
	} catch (error) {
		if (error instanceof Error && closed(error)) return null;
		throw error;
	}
}

/** Tell whether the person refused, not the system. The desktop app's browser engine calls that AbortError. */
const closed = ({ name, message }: Error) => name === "AbortError" || (name === "NotAllowedError" && !/system/i.test(message));
