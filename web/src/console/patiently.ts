import { ApiError } from "../net/call";
import { pauseAfter } from "../net/retry";

const TRIES = 8;

/** Run a call. Try again while the server is busy, as it says to a page that asks too often. Throws the last error. */
export async function patiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
	for (let tries = 0; ; tries++) {
		try {
			return await call();
		} catch (error) {
			if (!(error instanceof ApiError && error.passing) || tries === TRIES) throw error;
			await new Promise((resolve) => setTimeout(resolve, pauseAfter(tries)));
		}
	}
}
