import { type RefObject, useEffect, useState } from "react";
import type { Frames } from "./watchState";

/** Frames come 5 to 60 times a second. After so long without one, they have stopped. */
const STOPPED_MS = 1200;
const LOOK_MS = 200;

/** Tell whether frames arrive. The browser shows none to a hidden tab, which says nothing about the host. */
export function useFrames(video: RefObject<HTMLVideoElement | null>, stream: MediaStream | null): Frames {
	const [frames, setFrames] = useState<Frames>("none");

	useEffect(() => {
		const element = video.current;
		if (!element || !stream) return;
		let last = 0;
		let request = 0;
		const onFrame = () => {
			last = performance.now();
			setFrames("coming");
			request = element.requestVideoFrameCallback(onFrame);
		};
		request = element.requestVideoFrameCallback(onFrame);
		const onVisible = () => {
			if (last) last = performance.now();
		};
		document.addEventListener("visibilitychange", onVisible);
		const timer = setInterval(() => {
			const unseen = document.visibilityState === "hidden";
			if (!unseen && last && performance.now() - last > STOPPED_MS) setFrames("stopped");
		}, LOOK_MS);
		return () => {
			element.cancelVideoFrameCallback(request);
			document.removeEventListener("visibilitychange", onVisible);
			clearInterval(timer);
		};
	}, [video, stream]);

	return frames;
}
