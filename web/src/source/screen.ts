/** The host's screen, a window or a tab, with its sound where the browser gives it. */
export interface SharedScreen {
	picture: MediaStreamTrack;
	sound: MediaStreamTrack | null;
}

/** Options of Chromium's dialog that TypeScript's DOM types lack. */
interface ScreenOptions extends DisplayMediaStreamOptions {
	controller?: object;
	monitorTypeSurfaces?: "include";
	selfBrowserSurface?: "exclude";
	surfaceSwitching?: "include";
	systemAudio?: "include" | "exclude";
	windowAudio?: "window" | "exclude";
	audio?: boolean | (MediaTrackConstraints & { restrictOwnAudio?: boolean });
}

declare global {
	/** Chromium's control of a capture. Its focus is decided before the dialog opens. */
	var CaptureController: (new () => { setFocusBehavior(behavior: "no-focus-change"): void }) | undefined;
}

/** Tell whether the browser can share a screen. Phones cannot. */
export const canShare = () => typeof navigator.mediaDevices?.getDisplayMedia === "function";

/** Ask the person what to share. Returns null when the person closes the question. Throws when the system forbids it. */
export async function shareScreen(fps: number): Promise<SharedScreen | null> {
	try {
		const stream = await navigator.mediaDevices.getDisplayMedia(optionsOf(fps));
		const picture = stream.getVideoTracks()[0] as MediaStreamTrack;
		picture.contentHint = "detail";
		return { picture, sound: stream.getAudioTracks()[0] ?? null };
	} catch (error) {
		if (error instanceof Error && closed(error)) return null;
		throw error;
	}
}

function optionsOf(fps: number): ScreenOptions {
	const supported = navigator.mediaDevices.getSupportedConstraints() as { restrictOwnAudio?: boolean };
	// The computer's sound contains the guests' voices, which this page plays. The guests would hear themselves, unless the
	// browser leaves the page's own sound out.
	const without = supported.restrictOwnAudio === true;
	const { CaptureController } = globalThis;
	const controller = CaptureController && new CaptureController();
	controller?.setFocusBehavior("no-focus-change"); // the host stays in the studio, also after the choice of a tab
	return {
		...(controller && { controller }),
		video: { frameRate: { max: fps }, width: { max: 1920 }, height: { max: 1080 } },
		audio: without ? { restrictOwnAudio: true } : true,
		monitorTypeSurfaces: "include",
		selfBrowserSurface: "exclude", // a mirror in a mirror
		surfaceSwitching: "include",
		systemAudio: without ? "include" : "exclude",
		windowAudio: without ? "window" : "exclude",
	};
}

/** Tell whether the person refused, not the system. The desktop app's browser engine calls that AbortError. */
const closed = ({ name, message }: Error) => name === "AbortError" || (name === "NotAllowedError" && !/system/i.test(message));
