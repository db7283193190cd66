import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { serverNow } from "../browser/clock";
import type { HlsPlayer } from "../hls/player";
import type { Left } from "../replay/useLeft";

/** A viewer who goes back keeps the connection by WebRTC for so long, in ms. So the way to the live show is short. */
const KEPT_MS = 60_000;

interface Back {
	/** So many seconds before the edge the viewer went back to. 0: they are live. */
	back: number;
	goBack: (seconds: number) => void;
	/** The viewer is back for so long that the connection can go. */
	long: boolean;
	/** Null: the show is on air, or the viewer was live at its end. */
	left: Left | null;
}

/** Keep how far a viewer went back in a show, and where they were at its end. A show that is not on air has no way back. */
export function useBack(onAir: boolean, video: HTMLVideoElement, player: RefObject<HlsPlayer | null>): Back {
	const [back, goBack] = useState(0);
	const [long, setLong] = useState(false);
	const [left, setLeft] = useState<Left | null>(null);
	const isBack = back > 0;
	// Before the picture of the show leaves the page, and its player with it.
	// biome-ignore lint/correctness/useExhaustiveDependencies: only the end of the show counts
	useLayoutEffect(() => {
		if (onAir) return setLeft(null);
		// Before its first picture the player does not know.
		if (isBack) setLeft({ moment: player.current?.moment() ?? serverNow() - back * 1000, paused: video.paused });
		goBack(0);
	}, [onAir]);
	useEffect(() => {
		if (!isBack) return;
		const timer = setTimeout(() => setLong(true), KEPT_MS);
		return () => {
			clearTimeout(timer);
			setLong(false);
		};
	}, [isBack]);
	return { back, goBack, long, left };
}
