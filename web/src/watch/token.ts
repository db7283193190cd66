import { call, mayNotWatch } from "../net/call";
import type { Result } from "../net/types";
import { Shared } from "./shared";

type Answer = Result<"WatchShow">;

/** The text that the page draws over the picture; "" for none. */
export const watermark = new Shared("");

/** The way to watch that the server named last. "": it has named none. */
export const mode = new Shared<Answer["Mode"] | "">("");

let came = 0;

/** Return when the newest answer came, in ms since the page opened. 0: none came. */
export const answeredAt = (): number => came;

let first: Promise<Answer> | undefined;
let unused = false;

/** Tell what the server wrote into the page: whether viewers may watch. It writes nothing when it does not know the show. */
export function shown(): "yes" | "no" | "" {
	const { shown } = document.body.dataset;
	return shown === "true" ? "yes" : shown === "false" ? "no" : "";
}

/** Ask for the first token, once, while the page loads. For a show that is not on air it is "". */
export function firstAnswer(base: string): Promise<Answer> {
	if (!first) {
		first = signedIn(base)?.then(() => ask(base)) ?? ask(base);
		unused = true;
	}
	return first;
}

/** Return a token for one connection: the first token once, after that a new one each time. Throws when there is none. */
export async function nextToken(base: string): Promise<string> {
	const ready = unused ? first : undefined;
	unused = false;
	const token = (await ready?.catch(() => null))?.Token || (await ask(base)).Token;
	if (!token) throw new Error("the show is not on air");
	return token;
}

/** Counts how often the page's events must begin again. They belong to the pass that the browser had when they began. */
export const renewals = new Shared(0);

/** Begin the page's events again: the browser has a pass now, or the server refuses the one that it has. */
export const renew = (): void => renewals.set(renewals.get() + 1);

async function ask(base: string): Promise<Answer> {
	const answer = await call(`${base}/call`, "WatchShow", {}).catch((error) => {
		if (mayNotWatch(error)) renew();
		throw error;
	});
	came = performance.now();
	if (answer.Token || answer.Mode === "hls") watermark.set(answer.Watermark);
	if (answer.Mode !== mode.get()) mode.set(answer.Mode);
	return answer;
}

let signing: Promise<boolean> | null = null;

/** Forget the first answer and the sign-in: the viewer has another pass now. */
export function forget(): void {
	first = undefined;
	signing = null;
}

/** Sign in with the token behind the `#` of the address, once, and take it out of the address. Tells whether that worked.
 *  Null: the address has none. */
export function signedIn(base: string): Promise<boolean> | null {
	const token = new URLSearchParams(location.hash.slice(1)).get("token");
	if (!token) return signing;
	history.replaceState(history.state, "", location.pathname + location.search);
	signing = call(`${base}/call`, "SignInToWatch", { Token: token }).then(
		() => true,
		() => false,
	);
	return signing;
}
