import { type RefObject, useEffect, useState } from "react";
import type { HlsPlayer } from "../hls/player";
import type { Edge as EdgeType } from "../player/PlayerBar";
import { written } from "../replay/time";
import type { LiveShow } from "./liveShow";
import css from "./Timeshift.module.css";
import { useLiveTimeline } from "./useLiveTimeline";

interface Props {
	video: HTMLVideoElement;
	live: LiveShow;
	/** When the recording began, in unix seconds. Null: there is no way back. */
	since: number | null;
	/** Comes from the page, whose code has it. */
	Edge: typeof EdgeType;
}

/** Lead back to the live show, and show how far behind it the viewer is. */
export function LiveTime({ video, live, since, Edge }: Props) {
	const late = useLate(video, live.player);
	return (
		<>
			<Edge behind={live.playback.paused || live.back > 0 || late} onClick={live.goLive} />
			{live.back > 0 && since !== null && <Behind {...{ video, live, since }} />}
		</>
	);
}

function Behind({ video, live, since }: { video: HTMLVideoElement; live: LiveShow; since: number }) {
	const { time, duration } = useLiveTimeline(video, live, since);
	return (
		<span id="behind" className={`${css.behind} digits`}>
			−{written(duration - time)}
		</span>
	);
}

/** Tell whether a live picture plays late, after the network stopped it. */
function useLate(video: HTMLVideoElement, player: RefObject<HlsPlayer | null>): boolean {
	const [late, setLate] = useState(false);
	useEffect(() => {
		const look = () => setLate(player.current?.isLate() ?? false);
		video.addEventListener("timeupdate", look);
		return () => video.removeEventListener("timeupdate", look);
	}, [video, player]);
	return late;
}
