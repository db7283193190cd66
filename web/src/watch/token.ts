import { call } from "../net/call";
import type { Result } from "../net/types";

type Answer = Result<"WatchShow">;

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
		first = ask(base);
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

function ask(base: string): Promise<Answer> {
	return call(`${base}/call`, "WatchShow", {});
}
