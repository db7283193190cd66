import { type Stretch, stretchesOf } from "./clock";

/** Read when a replay was on air. None when its playlist does not come: the player tells why. */
export async function readStretches(playlist: string, signal: AbortSignal): Promise<Stretch[]> {
	try {
		const answer = await fetch(playlist, { signal });
		return answer.ok ? stretchesOf(await answer.text()) : [];
	} catch {
		return [];
	}
}
