import { charactersOf, type Measure, type Piece, piecesOf, wrap } from "./wrap";

/** The distance of two lines, as a share of the letters' size. */
export const LINE = 1.25;
/** Pixels. Smaller letters are not readable. */
const LEAST = 8;

export interface Fitted {
	/** Of the letters, in pixels. */
	size: number;
	lines: string[];
}

interface Room {
	width: number;
	height: number;
}

/** Break lines so that they fit into the room, in letters as large as possible, at most `size` pixels. Words stay whole
 *  unless that makes letters less than half as large. The end of a text that is too long is cut off. */
export function fitText(lines: string[], room: Room, size: number, measureAt: (size: number) => Measure): Fitted {
	const pieces = lines.map(piecesOf);
	const most = Math.max(1, Math.round(size));
	const least = Math.min(most, LEAST);
	const at = (letters: number, whole: boolean): string[] | null => {
		const wrapped = pieces.map((line) => wrap(line, room.width, measureAt(letters)));
		if (whole && wrapped.some(({ broken }) => broken)) return null;
		const all = wrapped.flatMap((one) => one.lines);
		return all.length * letters * LINE <= room.height ? all : null;
	};
	const whole = largest(Math.max(least, Math.round(most / 2)), most, (letters) => at(letters, true));
	const found = whole ?? largest(least, most, (letters) => at(letters, false));
	return found ?? smallest(pieces, room, least, measureAt(least));
}

/** Find the largest size for which `of` gives lines. */
function largest(least: number, most: number, of: (size: number) => string[] | null): Fitted | null {
	let found: Fitted | null = null;
	let [low, high, size] = [least, most, most]; // the size that was asked for mostly fits
	while (low <= high) {
		const lines = of(size);
		if (lines) found = { size, lines };
		if (lines) low = size + 1;
		else high = size - 1;
		size = Math.floor((low + high) / 2);
	}
	return found;
}

function smallest(pieces: Piece[][], room: Room, size: number, measure: Measure): Fitted {
	const all = pieces.flatMap((line) => wrap(line, room.width, measure).lines);
	const rows = Math.max(1, Math.floor(room.height / (size * LINE)));
	const last = all[rows - 1] ?? "";
	return { size, lines: [...all.slice(0, rows - 1), oneRow(`${last}…`, room.width, measure)] };
}

/** Cut the end of a line that is too wide. */
export function oneRow(line: string, width: number, measure: Measure): string {
	if (measure(line) <= width) return line;
	const kept = charactersOf(line.replace(/…$/, ""));
	while (kept.length > 1 && measure(`${kept.join("")}…`) > width) kept.pop();
	return `${kept.join("")}…`;
}
