/** Decides how many layers of the program a computer can encode. Pure: time is in the looks. */

/** One look at what a sender has encoded so far. */
export interface Look {
	/** Milliseconds, of any steady clock. */
	at: number;
	/** The smallest layer first. `frames`: encoded so far. */
	layers: { frames: number; limit: RTCQualityLimitationReason }[];
}

export interface Encoding {
	all: number;
	/** The layers that are sent, the smallest first. At least one. */
	sent: number;
	/** So many looks in a row showed an encoder that could not keep up. */
	slow: number;
	/** Until then a change settles: the browser needs time to take its own limits back. Milliseconds, as `at`. */
	settledAt: number;
	/** The wait before one more layer is tried, in milliseconds. */
	waitMs: number;
	/** When the last layer was left out or tried. */
	changedAt: number;
	/** The last change was a try. */
	tried: boolean;
	last: Look | null;
}

/** With three seconds between looks: too slow for nine to twelve seconds. */
const SLOW_LOOKS = 4;
/** The part of the program's frames below which viewers see it stutter. */
const FEW = 0.4;
const SETTLE_MS = 20_000;
/** A try that fails within this time doubles the wait. */
const TRIAL_MS = 60_000;
const LEAST_WAIT_MS = 60_000;
const MOST_WAIT_MS = 16 * 60_000;

/** Begin with all layers. */
export function startEncoding(all: number): Encoding {
	const never = Number.NEGATIVE_INFINITY;
	return { all, sent: all, slow: 0, settledAt: never, waitMs: LEAST_WAIT_MS, changedAt: never, tried: false, last: null };
}

/** Take one look. `rates`: the frames per second of each layer. A slow network leaves no layer out here. The browser then
 *  stops the top layer itself. */
export function nextEncoding(before: Encoding, look: Look, rates: number[]): Encoding {
	const slow = isSlow(before, look, rates);
	const { sent, changedAt, waitMs } = before;
	const now: Encoding = { ...before, last: look, slow: slow ? before.slow + 1 : 0 };
	if (now.slow >= SLOW_LOOKS && sent > 1) {
		const failed = before.tried && look.at - changedAt < TRIAL_MS;
		const next = failed ? Math.min(MOST_WAIT_MS, 2 * waitMs) : LEAST_WAIT_MS;
		return { ...changed(now, look.at, sent - 1), tried: false, waitMs: next, settledAt: look.at + SETTLE_MS };
	}
	if (sent < before.all && !slow && look.at - changedAt >= waitMs) {
		return { ...changed(now, look.at, sent + 1), tried: true };
	}
	return now;
}

/** `last` is gone: frames of another layer cannot be compared. */
const changed = (now: Encoding, at: number, sent: number): Encoding => ({ ...now, sent, slow: 0, changedAt: at, last: null });

function isSlow({ last, sent, settledAt }: Encoding, { at, layers }: Look, rates: number[]): boolean {
	const [top, before] = [layers[sent - 1], last?.layers[sent - 1]];
	if (!last || !top || !before || at < settledAt || top.limit === "bandwidth") return false;
	const frames = top.frames - before.frames;
	// A new connection counts from zero.
	if (frames < 0) return false;
	return top.limit === "cpu" || frames < (FEW * (rates[sent - 1] ?? 0) * (at - last.at)) / 1000;
}
