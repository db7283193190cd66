import { useEffect, useState } from "react";
import type { Frames } from "./watchState";

/** Frames come 5 to 60 times a second. After so long without one, they have stopped. */
const STOPPED_MS = 1200;
const LOOK_MS = 200;
/** HTMLMediaElement.HAVE_CURRENT_DATA. */
export const HAS_PICTURE = 2;

/** Tell whether frames arrive from a source. Null: there is none. The browser shows none to a hidden tab or a paused video, which says nothing about the host. */
export function useFrames(video: HTMLVideoElement, source: MediaStream | "hls" | null): Frames {
	// A picture that came before React is there already.
	const [frames, setFrames] = useState<Frames>(() => (source && video.readyState >= HAS_PICTURE ? "coming" : "none"));

	useEffect(() => {
		if (!source) return;
		let last = video.readyState >= HAS_PICTURE ? performance.now() : 0;
		let request = 0;
		const onFrame = () => {
			last = performance.now();
			setFrames("coming");
			request = video.requestVideoFrameCallback(onFrame);
		};
		request = video.requestVideoFrameCallback(onFrame);
		const onSeen = () => {
			if (last) last = performance.now();
		};
		document.addEventListener("visibilitychange", onSeen);
		video.addEventListener("play", onSeen);
		const timer = setInterval(() => {
			const unseen = document.visibilityState === "hidden" || video.paused;
			if (!unseen && last && performance.now() - last > STOPPED_MS) setFrames("stopped");
		}, LOOK_MS);
		return () => {
			video.cancelVideoFrameCallback(request);
			document.removeEventListener("visibilitychange", onSeen);
			video.removeEventListener("play", onSeen);
			clearInterval(timer);
		};
	}, [video, source]);

	return frames;
}
