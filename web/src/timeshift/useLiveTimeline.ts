import { useEffect, useState } from "react";
import { serverNow } from "../browser/clock";
import { type Timeline, useTimeline } from "../replay/useTimeline";
import type { LiveShow } from "./liveShow";

/** So close to the edge, in seconds, nothing lies between a place and the live show. */
const EDGE_SECONDS = 4;

/** Follow where the viewer of a live show is, from the beginning of the recording to now. `since`: unix seconds. */
export function useLiveTimeline(video: HTMLVideoElement, live: LiveShow, since: number): Timeline {
	const { back, goBack, goLive } = live;
	const length = useLength(since);
	const place = useTimeline(video, back > 0, {
		known: length,
		start: length - back,
		onStart: (to) => goBack(length - to),
	});
	const { duration, seek } = place;
	return { ...place, seek: (to) => (to > duration - EDGE_SECONDS ? goLive() : seek(to)) };
}

/** Return for how many seconds the recording runs. */
function useLength(since: number): number {
	const [now, setNow] = useState(serverNow);
	useEffect(() => {
		const timer = setInterval(() => setNow(serverNow()), 1000);
		return () => clearInterval(timer);
	}, []);
	return Math.max(0, now / 1000 - since);
}
