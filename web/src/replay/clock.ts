/** A stretch of a replay without a gap. */
export interface Stretch {
	/** Where it begins in the replay, in seconds. */
	from: number;
	/** The moment of its beginning, in unix milliseconds. */
	at: number;
}

const DATE = "#EXT-X-PROGRAM-DATE-TIME:";
const LENGTH = "#EXTINF:";

/** Read when each stretch of a replay was on air, from its playlist (RFC 8216bis §4.4.4.6). The time between two of them is in
 *  no recording. A text that is no playlist gives none. */
export function stretchesOf(playlist: string): Stretch[] {
	const found: Stretch[] = [];
	let from = 0;
	for (const line of playlist.split(/\r?\n/)) {
		const at = line.startsWith(DATE) ? Date.parse(line.slice(DATE.length)) : Number.NaN;
		if (!Number.isNaN(at)) found.push({ from, at });
		else if (line.startsWith(LENGTH)) from += Number.parseFloat(line.slice(LENGTH.length)) || 0;
	}
	return found;
}

/** Return the place of the replay, in seconds, that shows a moment (unix ms). A moment between two stretches gives the beginning of
 *  the later one. Null: no stretch tells it. */
export function placeOf(stretches: readonly Stretch[], moment: number): number | null {
	const before = stretches.findLastIndex(({ at }) => at <= moment);
	const stretch = stretches[before];
	if (!stretch) return stretches[0]?.from ?? null;
	const end = stretches[before + 1]?.from ?? Number.POSITIVE_INFINITY;
	return Math.min(stretch.from + (moment - stretch.at) / 1000, end);
}

/** Return the moment, in unix seconds, that a place of the replay shows. Null: no stretch tells it. */
export function momentAt(stretches: readonly Stretch[], place: number): number | null {
	const stretch = stretches.findLast(({ from }) => from <= place) ?? stretches[0];
	return stretch ? stretch.at / 1000 + Math.max(0, place - stretch.from) : null;
}
