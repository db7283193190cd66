import { useEffect, useMemo, useRef, useState } from "react";

export interface Playback {
	paused: boolean;
	play: () => void;
	pause: () => void;
	toggle: () => void;
}

/** Follow and change whether a live video plays. After a pause it plays what is live then: a live stream keeps nothing.
 *  `active`: there is something to play. */
export function usePlayback(video: HTMLVideoElement, active: boolean): Playback {
	const [paused, setPaused] = useState(false);
	/** The viewer paused, not the browser. */
	const chosen = useRef(false);

	useEffect(() => {
		if (!active) return;
		// A stream that ends also pauses its video.
		const onPause = () => !video.ended && video.isConnected && setPaused(true);
		const onPlay = () => {
			chosen.current = false;
			setPaused(false);
		};
		// Phones pause a video while its page is hidden.
		const onVisible = () => {
			if (document.visibilityState === "visible" && video.paused && !chosen.current) void video.play().catch(() => {});
		};
		video.addEventListener("pause", onPause);
		video.addEventListener("play", onPlay);
		document.addEventListener("visibilitychange", onVisible);
		return () => {
			video.removeEventListener("pause", onPause);
			video.removeEventListener("play", onPlay);
			document.removeEventListener("visibilitychange", onVisible);
			chosen.current = false;
			setPaused(false);
		};
	}, [video, active]);

	return useMemo(() => {
		const play = () => void video.play().catch(() => {});
		const pause = () => {
			chosen.current = true;
			video.pause();
		};
		return { paused, play, pause, toggle: paused ? play : pause };
	}, [video, paused]);
}
