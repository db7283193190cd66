import { useEffect, useState } from "react";
import { within } from "./time";

/** All in seconds. */
export interface Timeline {
	time: number;
	duration: number;
	/** The end of all that the browser has loaded without a gap, from `time` on. */
	loaded: number;
	ended: boolean;
	seek: (to: number) => void;
}

const EVENTS = ["timeupdate", "seeking", "seeked", "durationchange", "progress", "ended", "play", "emptied"] as const;

/** Follow where a video is, and go to another place of it. Before it has loaded, `known` is its length and `start` its place.
 *  `onStart` is told of a place that the viewer wants then. */
export function useTimeline(
	video: HTMLVideoElement,
	loaded: boolean,
	{ known, start, onStart }: { known: number; start: number; onStart: (at: number) => void },
): Timeline {
	const [now, setNow] = useState(() => read(video));
	useEffect(() => {
		const look = () => setNow(read(video));
		look();
		for (const event of EVENTS) video.addEventListener(event, look);
		return () => {
			for (const event of EVENTS) video.removeEventListener(event, look);
		};
	}, [video]);
	const duration = (loaded && now.duration) || known;
	return {
		time: within(loaded && now.duration ? now.time : start, duration),
		duration,
		loaded: loaded ? now.loaded : 0,
		ended: loaded && now.ended,
		seek: (to) => {
			const place = within(to, duration);
			if (!loaded || !now.duration) return onStart(place);
			video.currentTime = place;
			setNow((last) => ({ ...last, time: place, ended: false }));
		},
	};
}

function read(video: HTMLVideoElement) {
	const { currentTime: time, duration, ended, buffered } = video;
	let loaded = time;
	for (let part = 0; part < buffered.length; part += 1)
		if (buffered.start(part) <= time + 0.1 && buffered.end(part) > loaded) loaded = buffered.end(part);
	return { time, duration: Number.isFinite(duration) ? duration : 0, loaded, ended };
}
