import type { Refusal } from "./orders";

/** Bytes at the start of a file. Readers of PDF look for its mark in the first 1024. */
export const HEAD_BYTES = 1024;
/** The first bytes of what PowerPoint, Keynote and WPS save: a zip, or the compound file of old versions. */
const PRESENTATIONS = ["PK\u0003\u0004", "\u00d0\u00cf\u0011\u00e0"];

/** Tell by the first bytes of a file why it is no PDF. Return null for one that may be. */
export function refusalOf(head: Uint8Array): Refusal | null {
	const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES));
	if (text.includes("%PDF-")) return null;
	return PRESENTATIONS.some((mark) => text.startsWith(mark)) ? "presentation" : "other";
}
