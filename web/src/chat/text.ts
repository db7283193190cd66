/** The most code points of a message. */
export const TEXT_MAX = 200;
export const CREW_TEXT_MAX = 1000;
/** The count shows when so many code points are left. */
export const COUNT_FROM = 40;

/** Write a text as the server stores it. */
export const tidy = (typed: string): string => typed.normalize("NFC").trim();

/** Return how many code points are left; below 0 the text is too long. */
export const left = (typed: string, most: number): number => most - [...tidy(typed)].length;

export interface Part {
	text: string;
	/** The address of a link; "" for words. */
	href: string;
}

const LINK = /\bhttps?:\/\/[^\s<>"'`]+/gi;
/** Marks that end a sentence, not an address. */
const TAIL = /[.,:;!?)\]}。，：；！？）】》”’…]+$/;

/** Split a text into words and web addresses. */
export function partsOf(text: string): Part[] {
	const parts: Part[] = [];
	let from = 0;
	for (const { 0: found, index } of text.matchAll(LINK)) {
		const link = found.replace(TAIL, "");
		if (!URL.canParse(link)) continue;
		if (index > from) parts.push({ text: text.slice(from, index), href: "" });
		parts.push({ text: link, href: link });
		from = index + link.length;
	}
	if (from < text.length) parts.push({ text: text.slice(from), href: "" });
	return parts;
}
