import { type Canvas2D, cornerOf, drop, measured, ON_SCRIM, panel, SCRIM, setFont } from "./canvas";
import { oneRow } from "./fit";

/** Sizes as shares of the panel's height. */
const ALONE = { digits: 0.62, middle: 0.5 };
const WITH_TITLE = { digits: 0.5, middle: 0.64, title: 0.17, titleMiddle: 0.22 };
const PADDING = 0.22;

/** Paint a time such as 4:59 on a panel in the middle, under a title if there is one. Each digit has the same width, so that
 *  nothing moves as they change. */
export function paintTime(to: Canvas2D, time: string, title: string, width: number, height: number, frame: number): void {
	const { digits, middle } = title ? WITH_TITLE : ALONE;
	const cells = cellsOf(to, time, 100);
	const wide = cells.reduce((sum, cell) => sum + cell, 0) / 100;
	const pad = Math.min(PADDING * height, width / 10);
	const size = Math.min(digits * height, (width - 2 * pad) / wide);
	const high = size / digits;
	const titleSize = WITH_TITLE.title * high;
	const titleWidth = title ? measured(to, titleSize, true)(title) : 0;
	const inner = Math.min(width - 2 * pad, Math.max(wide * size, titleWidth));
	const top = (height - high) / 2;
	panel(to, SCRIM, [(width - inner) / 2 - pad, top, inner + 2 * pad, high], cornerOf(frame, width, high));
	to.fillStyle = ON_SCRIM;
	to.textAlign = "center";
	if (title) {
		const measure = measured(to, titleSize, true);
		to.fillText(oneRow(title, inner, measure), width / 2, top + WITH_TITLE.titleMiddle * high + drop(titleSize));
	}
	setFont(to, size, true);
	let x = (width - wide * size) / 2;
	[...time].forEach((letter, at) => {
		const cell = ((cells[at] ?? 0) * size) / 100;
		to.fillText(letter, x + cell / 2, top + middle * high + drop(size));
		x += cell;
	});
}

/** List the widths of a time's characters in letters of this size. */
function cellsOf(to: Canvas2D, time: string, size: number): number[] {
	const measure = measured(to, size, true);
	const digit = Math.max(...[..."0123456789"].map(measure));
	return [...time].map((letter) => (/\d/.test(letter) ? digit : measure(letter)));
}
