import { useEffect, useState } from "react";
import type { ReplayFacts } from "../net/types";
import { keepPlace, keptPlace } from "./place";

/** Seconds between two notes of the place. A browser that is killed loses no more. */
const EVERY = 5;

/** Keep on this device how far the viewer came. Return where an earlier visit stopped, in seconds; 0 for nowhere. */
export function usePlace(video: HTMLVideoElement, { Playlist = "", StartTime, Duration }: ReplayFacts, begun: boolean): number {
	// A later show at the same address is another replay.
	const replay = `${Playlist} ${StartTime}`;
	const [found] = useState(() => keptPlace(replay, Duration));
	useEffect(() => {
		if (!begun) return;
		let noted = 0;
		const note = () => {
			noted = video.currentTime;
			if (noted) keepPlace(replay, noted);
		};
		const look = () => {
			if (Math.abs(video.currentTime - noted) >= EVERY) note();
		};
		video.addEventListener("timeupdate", look);
		for (const event of ["pause", "ended"]) video.addEventListener(event, note);
		addEventListener("pagehide", note);
		return () => {
			note();
			video.removeEventListener("timeupdate", look);
			for (const event of ["pause", "ended"]) video.removeEventListener(event, note);
			removeEventListener("pagehide", note);
		};
	}, [video, replay, begun]);
	return found;
}
