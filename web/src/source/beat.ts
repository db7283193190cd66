/** How a shared screen delivers its pictures. Some sources repeat a still picture, others send nothing until it changes. In
 *  Chromium a tab sends nothing, and a window or screen depends on the system. Only the first kind can be seen to stop. */
export interface Beat {
	/** Seconds in a row in which a picture came twice. */
	same: number;
	/** It sends a picture again that did not change. */
	repeats: boolean;
	/** Seconds in a row without a picture. */
	quiet: number;
}

/** The pictures of the last second. */
export interface Second {
	pictures: number;
	/** The second one is the first one again, to the last bit. */
	repeated: boolean;
	/** The browser says that the track gives nothing. */
	muted: boolean;
}

export const NO_BEAT: Beat = { same: 0, repeats: false, quiet: 0 };

/** So many pictures a second of something still come by a clock, not by changes. */
const STEADY = 8;
/** Two pictures may be the same by chance. */
const SURE_S = 3;
const STILL_S = 3;

/** Add one second. */
export function beatOf(before: Beat, { pictures, repeated }: Second): Beat {
	const same = repeated && pictures >= STEADY ? before.same + 1 : 0;
	return {
		same,
		repeats: before.repeats || same >= SURE_S,
		quiet: pictures ? 0 : before.quiet + 1,
	};
}

/** Tell whether the screen stands still though it should not. A still slide never counts: where it sends no pictures, this
 *  source was not seen to repeat any. */
export const standsStill = ({ repeats, quiet }: Beat, { muted }: Second): boolean => (repeats || muted) && quiet >= STILL_S;
