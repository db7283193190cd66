import { call } from "../net/call";

let first: Promise<string> | undefined;

/** Ask for the first token, once. Called while the page loads. */
export function firstToken(base: string): Promise<string> {
	first ??= ask(base);
	return first;
}

/** Return a token for one connection: the first token once, after that a new one each time. */
export async function nextToken(base: string): Promise<string> {
	const ready = first;
	first = undefined;
	return (await ready?.catch(() => undefined)) ?? ask(base);
}

async function ask(base: string): Promise<string> {
	return (await call(`${base}/call`, "WatchShow", {})).Token;
}
