/** Return the width of a text in pixels. */
export type Measure = (text: string) => number;

/** A part of a line. A line may end before it. */
export interface Piece {
	text: string;
	/** A space stands before it, unless it begins a line. */
	spaced: boolean;
}

/** Scripts that are written without spaces. A line may end after each of their characters. */
const DENSE =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef\p{Extended_Pictographic}]/u;
/** Characters that begin no line, and characters that end none (W3C, Requirements for Chinese Text Layout, 3.1.3). */
const NOT_FIRST = /^[\p{Pe}\p{Pf}、。，．：；！？…—～·％,.:;!?%’”]/u;
const NOT_LAST = /[\p{Ps}\p{Pi}‘“]$/u;

const words = new Intl.Segmenter("zh", { granularity: "word" });
const characters = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** List a text's characters as people see them: a flag is one. */
export const charactersOf = (text: string): string[] => [...characters.segment(text)].map(({ segment }) => segment);

/** Break the pieces of one line into lines that are at most `width` wide. A word that is wider is broken, and `broken` tells
 *  of it. */
export function wrap(pieces: Piece[], width: number, measure: Measure): { lines: string[]; broken: boolean } {
	const lines: string[] = [];
	let broken = false;
	let last = "";
	for (const { text, spaced } of pieces) {
		const longer = last && spaced ? `${last} ${text}` : last + text;
		if (measure(longer) <= width) {
			last = longer;
			continue;
		}
		if (last) lines.push(last);
		last = text;
		if (measure(text) <= width) continue;
		broken = true;
		const parts = cut(text, width, measure);
		lines.push(...parts.slice(0, -1));
		last = parts.at(-1) ?? "";
	}
	return { lines: [...lines, last], broken };
}

/** List the parts of a line between which it may end. */
export function piecesOf(line: string): Piece[] {
	const pieces: Piece[] = [];
	let spaced = false;
	for (const { segment } of words.segment(line)) {
		if (!segment.trim()) {
			spaced = true;
			continue;
		}
		for (const text of DENSE.test(segment) ? charactersOf(segment) : [segment]) {
			const before = pieces.at(-1);
			if (before && !spaced && !mayPart(before.text, text)) before.text += text;
			else pieces.push({ text, spaced });
			spaced = false;
		}
	}
	return pieces;
}

function mayPart(before: string, after: string): boolean {
	if (NOT_FIRST.test(after) || NOT_LAST.test(before)) return false;
	return DENSE.test(charactersOf(before).at(-1) ?? "") || DENSE.test(charactersOf(after)[0] ?? "");
}

function cut(word: string, width: number, measure: Measure): string[] {
	const parts = [""];
	for (const character of charactersOf(word)) {
		const last = parts.length - 1;
		const longer = parts[last] + character;
		if (parts[last] && measure(longer) > width) parts.push(character);
		else parts[last] = longer;
	}
	return parts;
}
