import { useEffect, useRef } from "react";
import type { Timeline } from "./useTimeline";

/** Seconds, where the system names none. */
const STEP = 10;

/** Let the system's own controls move in the replay: a lock screen, a headset, a small window. */
export function useSeekSession(timeline: Timeline, active: boolean): void {
	const latest = useRef(timeline);
	latest.current = timeline;
	const { duration } = timeline;
	const second = Math.floor(timeline.time);

	useEffect(() => {
		const session = navigator.mediaSession;
		if (!active || !session) return;
		const move = (by: number) => latest.current.seek(latest.current.time + by);
		const acts: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
			seekbackward: ({ seekOffset }) => move(-(seekOffset ?? STEP)),
			seekforward: ({ seekOffset }) => move(seekOffset ?? STEP),
			seekto: ({ seekTime }) => seekTime !== undefined && latest.current.seek(seekTime),
		};
		const all = Object.entries(acts) as [MediaSessionAction, MediaSessionActionHandler][];
		for (const [name, act] of all) session.setActionHandler(name, act);
		return () => {
			for (const [name] of all) session.setActionHandler(name, null);
		};
	}, [active]);

	useEffect(() => {
		const session = navigator.mediaSession;
		if (!active || !session?.setPositionState || !duration) return;
		session.setPositionState({ duration, position: Math.min(second, duration) });
		return () => session.setPositionState();
	}, [active, duration, second]);
}
