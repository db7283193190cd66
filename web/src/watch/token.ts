import { call } from "../net/call";

let first: Promise<string> | undefined;

/** Tell what the server wrote into the page: whether viewers may watch. It writes nothing when it does not know the show. */
export function shown(): "yes" | "no" | "" {
	const { shown } = document.body.dataset;
	return shown === "true" ? "yes" : shown === "false" ? "no" : "";
}

/** Ask for the first token, once. Called while the page loads. Gives "" for a show that is not on air. */
export function firstToken(base: string): Promise<string> {
	first ??= ask(base);
	return first;
}

/** Return a token for one connection: the first token once, after that a new one each time. Throws when there is none. */
export async function nextToken(base: string): Promise<string> {
	const ready = first;
	first = undefined;
	const token = (await ready?.catch(() => "")) || (await ask(base));
	if (!token) throw new Error("the show is not on air");
	return token;
}

async function ask(base: string): Promise<string> {
	return (await call(`${base}/call`, "WatchShow", {})).Token;
}
