import type { TextSource } from "../design/document";
import { type Canvas2D, cornerOf, drop, measured, panel, setFont } from "./canvas";
import { fitText, LINE } from "./fit";
import { linesOf } from "./lines";

/** Between the words and the edge of the colour behind them, in sizes of a letter. */
const PADDING = 0.4;

/** Paint lines of text. They break at the sides of the box, and become smaller where they do not fit. */
export function paintText(to: Canvas2D, source: TextSource, [width, height]: [number, number], frame: number): void {
	const { align, back, bold, colour } = source;
	const wanted = source.size * frame;
	const pad = back ? Math.min(PADDING * wanted, width / 8, height / 8) : 0;
	if (back) panel(to, back, [0, 0, width, height], cornerOf(frame, width, height));
	const room = { width: width - 2 * pad, height: height - 2 * pad };
	const { size, lines } = fitText(linesOf(source.text), room, wanted, (letters) => measured(to, letters, bold));
	setFont(to, size, bold);
	to.fillStyle = colour;
	to.textAlign = align;
	const x = { left: pad, center: width / 2, right: width - pad }[align];
	const top = (height - lines.length * size * LINE) / 2;
	lines.forEach((line, row) => {
		to.fillText(line, x, top + (row + 0.5) * size * LINE + drop(size));
	});
}
