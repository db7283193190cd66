import type { Design } from "./document";

/** The server's limits (document.py). */
export const MAX_BYTES = 256 * 1024;
export const MAX_SCENES = 50;
export const MAX_ITEMS = 100;
export const MAX_SOURCES = 300;
export const MAX_PAGES = 500;

/** Of names and titles, in characters. */
export const NAME = 100;
/** Of the second line of a lower third, and of a device. */
export const LINE = 200;
export const TEXT = 2000;

/** Bytes that edits leave free, so that what happens on air always has room. */
const RESERVE = 16 * 1024;

/** Tell whether an edit may lead from one document to the other. A document that is too large may become smaller. */
export function mayBecome(before: Design, after: Design): boolean {
	const { scenes, overlays, sources } = after;
	const counts = scenes.length <= MAX_SCENES && Object.keys(sources).length <= MAX_SOURCES && overlays.length <= MAX_ITEMS;
	if (!counts || scenes.some(({ items }) => items.length > MAX_ITEMS)) return false;
	const bytes = bytesOf(after);
	return bytes <= MAX_BYTES - RESERVE || bytes < bytesOf(before);
}

/** Count the bytes of a document as it is sent. */
export function bytesOf(design: Design): number {
	return new TextEncoder().encode(JSON.stringify(design)).length;
}

/** Half of a character that another half belongs to. No UTF-8 holds one. */
const HALVES = /\p{Cs}/gu;
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
const CONTROLS_IN_TEXT = /[^\P{Cc}\n]+|[\u2028\u2029]+/gu;

/** Write what a person typed as one line of at most so many characters. */
export function line(typed: string, most = NAME): string {
	return cut(typed.replace(CONTROLS, " "), most);
}

/** Write what a person typed as lines of at most so many characters in all. */
export function lines(typed: string, most = TEXT): string {
	return cut(typed.replace(/\r\n?/g, "\n").replace(CONTROLS_IN_TEXT, " "), most);
}

const cut = (text: string, most: number) => [...text.replace(HALVES, "")].slice(0, most).join("");

/** Return a colour as the document holds it. Any other text becomes `otherwise`. */
export function colour(typed: string, otherwise: string): string {
	return /^#[0-9a-f]{6}$/i.test(typed) ? typed.toLowerCase() : otherwise;
}

/** Return the number within the limits. NaN becomes the lower one. */
export function within(number: number, least: number, most: number): number {
	return Math.min(Math.max(Number.isNaN(number) ? least : number, least), most);
}
