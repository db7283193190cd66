import { call } from "../net/call";

let first: Promise<string> | undefined;

/** Asked for as the page loads, beside everything else. */
export function firstToken(base: string): Promise<string> {
	first ??= ask(base);
	return first;
}

/** The first one is used once; each further connection asks anew. */
export async function nextToken(base: string): Promise<string> {
	const ready = first;
	first = undefined;
	return (await ready?.catch(() => undefined)) ?? ask(base);
}

async function ask(base: string): Promise<string> {
	return (await call(`${base}/call`, "WatchShow", {})).Token;
}
