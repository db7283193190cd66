import { useEffect, useState } from "react";
import { useLately } from "../ui/useLately";
import { watchLevel } from "./level";

/** Speech is at least so loud, in the steps of the meter. */
const SPEECH = 4;
/** A person talks after so many loud looks more than quiet ones: half a second. A knock on the table is shorter. */
const ENOUGH = 6;
/** Between two sentences the person still talks. */
const PAUSE_MS = 4000;

/** Add one look at the level to the score of a talking person. */
export const scoreOf = (before: number, level: number): number =>
	Math.min(ENOUGH, Math.max(0, before + (level >= SPEECH ? 1 : -1)));

/** Tell whether the person talks into a microphone that is muted: `muted` is its disabled track, null for none. */
export function useTalking(muted: MediaStreamTrack | null): boolean {
	const [talks, setTalks] = useState(false);
	useEffect(() => {
		setTalks(false);
		if (!muted) return;
		// A disabled track is silent. Its copy is measured here, and goes nowhere.
		const copy = muted.clone();
		copy.enabled = true;
		let score = 0;
		const stop = watchLevel(copy, (level) => {
			score = scoreOf(score, level);
			setTalks(score === ENOUGH);
		});
		return () => {
			stop();
			copy.stop();
		};
	}, [muted]);
	return useLately(talks, PAUSE_MS) && muted !== null;
}
