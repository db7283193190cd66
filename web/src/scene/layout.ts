import type { Crop, Layout } from "../design/document";
import type { Source } from "../source/source";

/** Arranges sources that the host did not place. Pure. */

/** The part of a source that `arrange` needs. Without a track the source has no picture. */
export type Placed = Pick<Source, "id" | "kind"> & Partial<Pick<Source, "track">>;

/** Whole pixels from the top left. */
export interface Area {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** The place of one source. "cover" fills it and crops, "contain" shows all of the picture. */
export interface Cell extends Area {
	id: string;
	fit: "cover" | "contain";
	/** Rounded corners and a name. A picture that fills the frame alone has neither. */
	tile: boolean;
}

/** Width over height. Outside these limits a face would be cut, so the box shrinks instead. */
const NARROWEST = 4 / 3;
const WIDEST = 16 / 9;
/** Two people side by side are cut to the head and the shoulders, and use the height of the frame. */
const NARROWEST_OF_TWO = 8 / 9;
const GAP = 1 / 45; // of the height: 16 px of 720
const STRIP = 0.2; // of the width

/** Compute the cells of a frame, in the order of painting. grid: all equally large. large: one large source, the others
 *  in a strip beside it. `large` names the large one. When that source is missing, the screen is large, else the first
 *  guest, else the first source. */
export function arrange(layout: Layout, sources: Placed[], width: number, height: number, large = ""): Cell[] {
	const [only] = sources;
	if (!only) return [];
	if (sources.length === 1) return [full(only, width, height)];
	const gap = gapOf(height);
	const inner = { x: gap, y: gap, width: width - 2 * gap, height: height - 2 * gap };
	if (layout !== "large") return cells(sources, inner, gap);
	const main = largest(sources, large);
	const others = sources.filter((source) => source !== main);
	if (main.kind === "screen" && others.every(unseen)) return [full(main, width, height)];
	const strip = Math.round(width * STRIP);
	const rest = { ...inner, width: inner.width - strip - gap };
	const side = { ...inner, x: rest.x + rest.width + gap, width: strip };
	return [mainCell(main, rest), ...cells(others, side, gap, NARROWEST)];
}

/** Return the pixels between two pictures, in a frame of this height. */
export const gapOf = (height: number) => Math.round(height * GAP);

/** A host who talks about a screen without a camera leaves the whole frame to it. Each of its pixels is then one of the
 *  program, and small letters stay sharp. */
const unseen = ({ kind, track }: Placed) => (kind === "host" || kind === "camera") && track === null;

/** Return the source that `arrange` makes large. */
export function largest(sources: Placed[], large: string): Placed {
	const by = (test: (source: Placed) => boolean) => sources.find(test);
	const first = by(({ id }) => id === large) ?? by(({ kind }) => kind === "screen") ?? by(({ kind }) => kind === "guest");
	return first ?? (sources[0] as Placed);
}

function full(source: Placed, width: number, height: number): Cell {
	return { id: source.id, x: 0, y: 0, width, height, fit: fitOf(source), tile: false };
}

const fitOf = (source: Placed) => (source.kind === "screen" ? "contain" : "cover");

function mainCell(source: Placed, area: Area): Cell {
	const shape = source.kind === "screen" ? area : shaped(area);
	return { id: source.id, ...centred(shape, area), fit: fitOf(source), tile: true };
}

/** Make equal cells, in the number of columns that makes them largest. A short last row is centred. */
export function cells(sources: Placed[], area: Area, gap: number, narrowest = narrowestOf(sources)): Cell[] {
	const count = sources.length;
	let best = { width: 0, height: 0, columns: 1 };
	for (let columns = 1; columns <= count; columns++) {
		const rows = Math.ceil(count / columns);
		const whole = {
			width: (area.width - gap * (columns - 1)) / columns,
			height: (area.height - gap * (rows - 1)) / rows,
		};
		const size = shaped(whole, narrowest);
		if (size.width * size.height > best.width * best.height) best = { ...size, columns };
	}
	const { width, height, columns } = best;
	const rows = Math.ceil(count / columns);
	const top = area.y + Math.floor((area.height - rows * height - (rows - 1) * gap) / 2);
	return sources.map((source, index) => {
		const row = Math.floor(index / columns);
		const inRow = Math.min(columns, count - row * columns);
		const left = area.x + Math.floor((area.width - inRow * width - (inRow - 1) * gap) / 2);
		const x = left + (index % columns) * (width + gap);
		const y = top + row * (height + gap);
		return { id: source.id, x, y, width, height, fit: fitOf(source), tile: true };
	});
}

const narrowestOf = (sources: Placed[]) =>
	sources.length === 2 && sources.every(({ kind }) => kind !== "screen") ? NARROWEST_OF_TWO : NARROWEST;

/** Return the largest size that fits, with a shape between `narrowest` and WIDEST. Sides are even, to be centred exactly. */
function shaped({ width, height }: { width: number; height: number }, narrowest = NARROWEST) {
	return { width: even(Math.min(width, height * WIDEST)), height: even(Math.min(height, width / narrowest)) };
}

const even = (length: number) => 2 * Math.floor(length / 2);

function centred(size: { width: number; height: number }, area: Area): Area {
	const x = area.x + Math.floor((area.width - size.width) / 2);
	const y = area.y + Math.floor((area.height - size.height) / 2);
	return { x, y, width: size.width, height: size.height };
}

/** Return the part of a picture that is drawn, and its place: `[sx, sy, sw, sh, dx, dy, dw, dh]` as drawImage takes
 *  them. */
export function crop(
	box: Area & { fit: Cell["fit"]; crop?: Crop },
	width: number,
	height: number,
): [number, number, number, number, number, number, number, number] {
	const { left, top, right, bottom } = box.crop ?? WHOLE;
	const [x, y] = [left * width, top * height];
	const [wide, high] = [width * between(left, right), height * between(top, bottom)];
	const scale =
		box.fit === "cover" ? Math.max(box.width / wide, box.height / high) : Math.min(box.width / wide, box.height / high);
	const sw = Math.min(wide, box.width / scale);
	const sh = Math.min(high, box.height / scale);
	const dw = Math.min(box.width, wide * scale);
	const dh = Math.min(box.height, high * scale);
	return [x + (wide - sw) / 2, y + (high - sh) / 2, sw, sh, box.x + (box.width - dw) / 2, box.y + (box.height - dh) / 2, dw, dh];
}

export const WHOLE: Crop = { left: 0, top: 0, right: 0, bottom: 0 };
/** The least part of a side that a crop leaves. */
const LEAST = 0.01;

/** Return the part of a side between two cuts. */
export const between = (first: number, last: number) => Math.max(LEAST, 1 - first - last);
