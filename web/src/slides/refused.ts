import type { Refusal } from "./orders";

/** The file cannot be shown. `words.ts` says why, and what to do. */
export class SlidesRefused extends Error {
	constructor(readonly why: Refusal) {
		super(why);
	}
}
