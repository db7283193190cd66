import { useEffect, useRef } from "react";
import type { Design, Shown } from "../design/document";
import { endOf } from "./countdown";
import { needed } from "./sources";

/** When a page opens, a countdown that ended longer ago switches nothing. The host may have gone back to its scene. */
const LATE_MS = 30_000;

export interface Ended {
	countdown: string;
	/** The scene that comes now. */
	scene: string;
}

/** Find the countdown in the picture that ended after `since` and leads to another scene. Times are unix milliseconds. */
export function endedCountdown(
	shown: Pick<Shown, "scene" | "sources" | "overlays">,
	{ air, scenes }: Pick<Design, "air" | "scenes">,
	{ now, since, startsAt }: { now: number; since: number; startsAt: number },
): Ended | null {
	for (const id of needed(shown, air.overlays)) {
		const source = shown.sources[id];
		if (source?.kind !== "countdown" || source.nextScene === shown.scene.id) continue;
		const end = endOf(source, { ends: air.ends[id] ?? 0, startsAt });
		const next = scenes.some((one) => one.id === source.nextScene);
		if (end && next && since < end && end <= now) return { countdown: id, scene: source.nextScene };
	}
	return null;
}

/** Call `onEnd` once when a countdown that viewers see ends and leads to another scene. `now` comes from `useSecond`.
 *  `active`: this page may switch scenes. */
export function useCountdowns(
	shown: Shown,
	design: Pick<Design, "air" | "scenes">,
	{ now, startsAt, active }: { now: number; startsAt: number; active: boolean },
	onEnd: (ended: Ended) => void,
): void {
	const since = useRef(now - LATE_MS);
	const latest = useRef(onEnd);
	latest.current = onEnd;
	useEffect(() => {
		if (!active) {
			since.current = now - LATE_MS;
			return;
		}
		const ended = endedCountdown(shown, design, { now, since: since.current, startsAt });
		since.current = now;
		if (ended) latest.current(ended);
	}, [shown, design, now, startsAt, active]);
}
