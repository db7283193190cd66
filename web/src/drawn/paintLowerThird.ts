import { oneLine } from "../ui/oneLine";
import { type Canvas2D, cornerOf, drop, measured, panel } from "./canvas";
import { wordsOn } from "./colour";
import { oneRow } from "./fit";

/** The words of a strip, and its colour. */
interface Strip {
	title: string;
	line: string;
	colour: string;
}

interface Row {
	text: string;
	bold: boolean;
	/** Of its letters, and of the place of its middle, as shares of the strip's height. */
	size: number;
	middle: number;
}

/** A title becomes smaller down to this share of its size before its end is cut. */
const SMALLEST = 0.6;

/** Paint a strip in the brand's colour with a title and a line. */
export function paintLowerThird(to: Canvas2D, strip: Strip, width: number, height: number, frame: number): void {
	panel(to, strip.colour, [0, 0, width, height], cornerOf(frame, width, height));
	to.fillStyle = wordsOn(strip.colour);
	for (const row of rowsOf(oneLine(strip.title), oneLine(strip.line))) paint(to, row, width, height);
}

function rowsOf(title: string, line: string): Row[] {
	if (!line) return [{ text: title, bold: true, size: 0.46, middle: 0.5 }];
	if (!title) return [{ text: line, bold: false, size: 0.36, middle: 0.5 }];
	return [
		{ text: title, bold: true, size: 0.36, middle: 0.35 },
		{ text: line, bold: false, size: 0.24, middle: 0.73 },
	];
}

function paint(to: Canvas2D, { text, bold, size, middle }: Row, width: number, height: number): void {
	const pad = Math.min(height * 0.28, width / 10);
	const room = width - 2 * pad;
	const wide = measured(to, size * height, bold)(text);
	const letters = size * height * Math.max(SMALLEST, Math.min(1, room / wide));
	const measure = measured(to, letters, bold);
	to.textAlign = "left";
	to.fillText(oneRow(text, room, measure), pad, middle * height + drop(letters));
}
