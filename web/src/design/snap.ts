import type { Rect } from "./document";

/** How near an edge must be to jump to a line, in pixels of the page. */
const NEAR_PX = 8;

/** Lines that an item met, as shares of the frame. The page draws them. */
export interface Guides {
	x: number[];
	y: number[];
}

export interface Snapped {
	rect: Rect;
	guides: Guides;
}

/** The sides that a handle moves. */
export type Edge = "left" | "right" | "top" | "bottom";

interface Size {
	width: number;
	height: number;
}

/** Move an item to the lines that it nearly meets. The frame has edges, thirds and a middle, and other items have edges and middles.
 *  `frame`: the size of the frame on the page, in pixels. */
export function snapMove(rect: Rect, others: Rect[], frame: Size): Snapped {
	const x = nearest([rect.x, rect.x + rect.width / 2, rect.x + rect.width], linesX(others), NEAR_PX / frame.width);
	const y = nearest([rect.y, rect.y + rect.height / 2, rect.y + rect.height], linesY(others), NEAR_PX / frame.height);
	return { rect: { ...rect, x: rect.x + x.by, y: rect.y + y.by }, guides: { x: x.met, y: y.met } };
}

/** Size an item by these edges to the lines that they nearly meet. */
export function snapSize(rect: Rect, edges: Edge[], others: Rect[], frame: Size): Snapped {
	const end = { x: rect.x + rect.width, y: rect.y + rect.height };
	const one = (edge: Edge, at: number, lines: number[], side: number) =>
		edges.includes(edge) ? nearest([at], lines, NEAR_PX / side) : STILL;
	const left = one("left", rect.x, linesX(others), frame.width);
	const right = one("right", end.x, linesX(others), frame.width);
	const top = one("top", rect.y, linesY(others), frame.height);
	const bottom = one("bottom", end.y, linesY(others), frame.height);
	return {
		rect: {
			x: rect.x + left.by,
			y: rect.y + top.by,
			width: rect.width - left.by + right.by,
			height: rect.height - top.by + bottom.by,
		},
		guides: { x: [...left.met, ...right.met], y: [...top.met, ...bottom.met] },
	};
}

const FRAME = [0, 1 / 3, 1 / 2, 2 / 3, 1];
const STILL = { by: 0, met: [] as number[] };

const linesX = (others: Rect[]) => [...FRAME, ...others.flatMap(({ x, width }) => [x, x + width / 2, x + width])];
const linesY = (others: Rect[]) => [...FRAME, ...others.flatMap(({ y, height }) => [y, y + height / 2, y + height])];

/** Find the smallest step that brings one of the places on a line, and the lines that are met then. */
function nearest(places: number[], lines: number[], near: number): { by: number; met: number[] } {
	let by = Number.POSITIVE_INFINITY;
	for (const place of places) for (const line of lines) if (Math.abs(line - place) < Math.abs(by)) by = line - place;
	if (Math.abs(by) > near) return STILL;
	const met = lines.filter((line) => places.some((place) => Math.abs(line - place - by) < 1e-9));
	return { by, met: [...new Set(met)] };
}
