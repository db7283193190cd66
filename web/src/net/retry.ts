const FIRST_MS = 300;
const LONGEST_MS = 2000;

/** Return how many milliseconds to wait after so many failures in a row. The pause doubles, up to two seconds. It is
 *  spread by a quarter up and down. Pages that lost a server together do not all come back in the same moment. */
export function pauseAfter(failures: number): number {
	return Math.min(FIRST_MS * 2 ** failures, LONGEST_MS) * (0.75 + Math.random() / 2);
}

/** Do some work, again after each failure that `mayPass`, at most `most` times more. Throws the last error. */
export async function tryAgain<Done>(
	work: () => Promise<Done>,
	most: number,
	mayPass: (error: unknown) => boolean,
): Promise<Done> {
	for (let failures = 0; ; failures += 1) {
		try {
			return await work();
		} catch (error) {
			if (failures === most || !mayPass(error)) throw error;
		}
		await new Promise((done) => setTimeout(done, pauseAfter(failures)));
	}
}

export interface Retry {
	/** Run the work again after a pause. A pause that is already running starts over. */
	later: () => void;
	/** The work succeeded: the next pause is the first one again. */
	reset: () => void;
	/** Never run the work again. */
	stop: () => void;
}

/** Prepare to repeat `work` without end, with growing pauses. Does not start it. */
export function retrying(work: () => void): Retry {
	let failures = 0;
	let stopped = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	return {
		later: () => {
			if (stopped) return;
			clearTimeout(timer);
			timer = setTimeout(work, pauseAfter(failures));
			failures += 1;
		},
		reset: () => {
			failures = 0;
		},
		stop: () => {
			stopped = true;
			clearTimeout(timer);
		},
	};
}
