import type { Source } from "../source/source";

/** Places each source in the program's picture. Pure: the worker draws the result. */

/** solo: the host alone. grid: all people, equally large. large: one large source, the others in a strip beside it. */
export type Layout = "solo" | "grid" | "large";
export const LAYOUTS: readonly Layout[] = ["solo", "grid", "large"];

/** The scene that the host chose. */
export interface Scene {
	layout: Layout;
	/** The id of the source that is large in the layout "large". When it is empty, `arrange` decides. */
	large: string;
}

/** The part of a source that `arrange` needs. Without a track the source has no picture. */
export type Placed = Pick<Source, "id" | "kind"> & Partial<Pick<Source, "track">>;

/** Whole pixels from the top left. "cover" fills the box and crops, "contain" shows all of it. */
export interface Box {
	id: string;
	x: number;
	y: number;
	width: number;
	height: number;
	fit: "cover" | "contain";
	/** Rounded corners and a name. A picture that fills the frame alone has neither. */
	tile: boolean;
}

interface Area {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Width over height. Outside these limits a face would be cut, so the box shrinks instead. */
const NARROWEST = 4 / 3;
const WIDEST = 16 / 9;
const GAP = 1 / 45; // of the height: 16 px of 720
const STRIP = 0.2; // of the width

/** Compute the boxes of a frame, in the order of painting. `large` names the large source. When that source is missing,
 *  the screen is large, else the first guest, else the host. */
export function arrange(layout: Layout, sources: Placed[], width: number, height: number, large = ""): Box[] {
	const shown = visible(layout, sources);
	const [only] = shown;
	if (!only) return [];
	if (shown.length === 1) return [full(only, width, height)];
	const gap = Math.round(height * GAP);
	const inner = { x: gap, y: gap, width: width - 2 * gap, height: height - 2 * gap };
	if (layout !== "large") return cells(shown, inner, gap);
	const main = largest(shown, large);
	const others = shown.filter((source) => source !== main);
	if (main.kind === "screen" && others.every(unseen)) return [full(main, width, height)];
	const strip = Math.round(width * STRIP);
	const rest = { ...inner, width: inner.width - strip - gap };
	const side = { ...inner, x: rest.x + rest.width + gap, width: strip };
	return [mainBox(main, rest), ...cells(others, side, gap)];
}

/** A host who talks about a screen without a camera leaves the whole frame to it. Each of its pixels is then one of the
 *  program, and small letters stay sharp. */
const unseen = ({ kind, track }: Placed) => kind === "host" && track === null;

/** List the sources that the layout shows. Only the layout "large" shows a screen. */
function visible(layout: Layout, sources: Placed[]): Placed[] {
	if (layout === "large") return sources;
	const people = sources.filter((source) => source.kind !== "screen");
	return layout === "solo" ? people.filter((source) => source.kind === "host") : people;
}

/** Return the source that `arrange` makes large. */
export function largest(sources: Placed[], large: string): Placed {
	const by = (test: (source: Placed) => boolean) => sources.find(test);
	const first = by(({ id }) => id === large) ?? by(({ kind }) => kind === "screen") ?? by(({ kind }) => kind === "guest");
	return first ?? (sources[0] as Placed);
}

function full(source: Placed, width: number, height: number): Box {
	return { id: source.id, x: 0, y: 0, width, height, fit: fitOf(source), tile: false };
}

const fitOf = (source: Placed) => (source.kind === "screen" ? "contain" : "cover");

function mainBox(source: Placed, area: Area): Box {
	const shape = source.kind === "screen" ? area : shaped(area);
	return { id: source.id, ...centred(shape, area), fit: fitOf(source), tile: true };
}

/** Make equal boxes, in the number of columns that makes them largest. A short last row is centred. */
function cells(sources: Placed[], area: Area, gap: number): Box[] {
	const count = sources.length;
	let best = { width: 0, height: 0, columns: 1 };
	for (let columns = 1; columns <= count; columns++) {
		const rows = Math.ceil(count / columns);
		const size = shaped({
			width: (area.width - gap * (columns - 1)) / columns,
			height: (area.height - gap * (rows - 1)) / rows,
		});
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

/** Return the largest size that fits, with a shape between NARROWEST and WIDEST. Sides are even, to be centred exactly. */
function shaped({ width, height }: { width: number; height: number }) {
	return { width: even(Math.min(width, height * WIDEST)), height: even(Math.min(height, width / NARROWEST)) };
}

const even = (length: number) => 2 * Math.floor(length / 2);

function centred(size: { width: number; height: number }, area: Area): Area {
	const x = area.x + Math.floor((area.width - size.width) / 2);
	const y = area.y + Math.floor((area.height - size.height) / 2);
	return { x, y, width: size.width, height: size.height };
}

/** Return the part of a picture that is drawn, and its place: `[sx, sy, sw, sh, dx, dy, dw, dh]` as drawImage takes
 *  them. */
export function crop(box: Box, width: number, height: number): [number, number, number, number, number, number, number, number] {
	const scale =
		box.fit === "cover" ? Math.max(box.width / width, box.height / height) : Math.min(box.width / width, box.height / height);
	const sw = Math.min(width, box.width / scale);
	const sh = Math.min(height, box.height / scale);
	const dw = Math.min(box.width, width * scale);
	const dh = Math.min(box.height, height * scale);
	return [(width - sw) / 2, (height - sh) / 2, sw, sh, box.x + (box.width - dw) / 2, box.y + (box.height - dh) / 2, dw, dh];
}
