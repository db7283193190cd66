import { ApiError } from "../net/call";
import { tryAgain } from "../net/retry";

const MOST = 8;

/** Run a call. Try again while the server is busy, as it says to a page that asks too often. Throws the last error. */
export const patiently = <Answer>(call: () => Promise<Answer>): Promise<Answer> =>
	tryAgain(call, MOST, (error) => error instanceof ApiError && error.passing);
