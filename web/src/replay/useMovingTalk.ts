import { useEffect, useMemo, useState } from "react";
import type { Ask } from "../chat/door";
import type { Talk } from "../net/talk";
import { lineAt, useAnnouncements } from "./announcements";
import { momentAt, type Stretch } from "./clock";
import { MovingTalk } from "./MovingTalk";
import { readStretches } from "./readStretches";

const EVENTS = ["timeupdate", "seeking", "seeked", "loadedmetadata"] as const;

interface Moving {
	talk: Talk;
	/** The line that stood above the chat; "" for none. */
	announcement: string;
}

/** Let the conversation move with the replay. Returns null until the viewer plays the replay. It stays null for one whose playlist
 *  does not tell when it was on air. */
export function useMovingTalk(video: HTMLVideoElement, playlist: string, page: Talk, ask: Ask): Moving | null {
	const stretches = useStretches(video, playlist);
	const moving = useMemo(() => new MovingTalk(page, ask), [page, ask]);
	const lines = useAnnouncements(stretches.length > 0, ask);
	const [announcement, announce] = useState("");
	useEffect(() => moving.follow(), [moving]);
	useEffect(() => {
		if (!stretches.length) return;
		const look = () => {
			const moment = momentAt(stretches, video.currentTime);
			if (moment === null) return;
			moving.at(moment);
			announce(lineAt(lines, moment));
		};
		look();
		for (const event of EVENTS) video.addEventListener(event, look);
		return () => {
			for (const event of EVENTS) video.removeEventListener(event, look);
		};
	}, [video, stretches, moving, lines]);
	return stretches.length ? { talk: moving, announcement } : null;
}

/** Read when the replay was on air, once the viewer plays it. A replay that is not played loads nothing. */
function useStretches(video: HTMLVideoElement, playlist: string): readonly Stretch[] {
	const [stretches, set] = useState<readonly Stretch[]>([]);
	const [plays, setPlays] = useState(() => isLoaded(video));
	useEffect(() => {
		const look = () => setPlays((before) => before || isLoaded(video));
		video.addEventListener("durationchange", look);
		return () => video.removeEventListener("durationchange", look);
	}, [video]);
	useEffect(() => {
		if (!plays || !playlist) return;
		const stop = new AbortController();
		// Without an answer the whole conversation stays in sight.
		void readStretches(playlist, stop.signal).then((read) => read.length && set(read));
		return () => stop.abort();
	}, [plays, playlist]);
	return stretches;
}

/** Tell whether the element has a replay. The length of a live show is not finite. */
const isLoaded = ({ duration }: HTMLVideoElement): boolean => Number.isFinite(duration) && duration > 0;
