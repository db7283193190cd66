import type { Crop, Rect } from "../design/document";
import type { Edge } from "../design/snap";

/** Moves, sizes and cuts items. Pure. Places and lengths are shares of the frame. */

export interface Point {
	x: number;
	y: number;
}

export type Handle = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";

/** The edges that each handle moves, clockwise from the top left. */
export const HANDLES: Record<Handle, Edge[]> = {
	nw: ["left", "top"],
	n: ["top"],
	ne: ["right", "top"],
	e: ["right"],
	se: ["right", "bottom"],
	s: ["bottom"],
	sw: ["left", "bottom"],
	w: ["left"],
};

/** The smallest side of an item that a handle makes. */
const SMALLEST = 0.02;
/** The least part of a picture's side that a cut leaves. */
const LEAST_LEFT = 0.1;

/** Return where a handle stands. */
export function handleAt({ x, y, width, height }: Rect, handle: Handle): Point {
	const edges = HANDLES[handle];
	return {
		x: edges.includes("left") ? x : edges.includes("right") ? x + width : x + width / 2,
		y: edges.includes("top") ? y : edges.includes("bottom") ? y + height : y + height / 2,
	};
}

export const movedBy = (rect: Rect, by: Point): Rect => ({ ...rect, x: rect.x + by.x, y: rect.y + by.y });

/** Move the edges of a rectangle. `keep`: a corner keeps the proportions. The opposite side stays. */
export function sizedBy(rect: Rect, edges: Edge[], by: Point, keep = false): Rect {
	const wide = Math.max(SMALLEST, rect.width + grown(edges, by, "right", "left", "x"));
	const high = Math.max(SMALLEST, rect.height + grown(edges, by, "bottom", "top", "y"));
	if (!keep || edges.length < 2) return from(rect, edges, wide, high);
	const least = SMALLEST / Math.min(rect.width, rect.height);
	const scale = Math.max(least, wide / rect.width, high / rect.height);
	return from(rect, edges, rect.width * scale, rect.height * scale);
}

function grown(edges: Edge[], by: Point, far: Edge, near: Edge, axis: keyof Point): number {
	return edges.includes(far) ? by[axis] : edges.includes(near) ? -by[axis] : 0;
}

/** Give a rectangle another size. The side opposite to the edges stays. */
function from({ x, y, width, height }: Rect, edges: Edge[], wide: number, high: number): Rect {
	return {
		x: edges.includes("left") ? x + width - wide : x,
		y: edges.includes("top") ? y + height - high : y,
		width: wide,
		height: high,
	};
}

/** Cut a picture at these edges, or uncover what was cut. The rest of the picture stays where it is. */
export function cutBy(rect: Rect, crop: Crop, edges: Edge[], by: Point): { rect: Rect; crop: Crop } {
	const across = cut(crop.left, crop.right, rect.width, sideOf(edges, "left", "right"), by.x);
	const down = cut(crop.top, crop.bottom, rect.height, sideOf(edges, "top", "bottom"), by.y);
	return {
		rect: { x: rect.x + across.start, y: rect.y + down.start, width: across.length, height: down.length },
		crop: { left: across.first, right: across.last, top: down.first, bottom: down.last },
	};
}

const sideOf = (edges: Edge[], first: Edge, last: Edge) => (edges.includes(first) ? -1 : edges.includes(last) ? 1 : 0);

/** Cut one direction. `side` is -1 for its start and 1 for its end. */
function cut(first: number, last: number, length: number, side: number, by: number) {
	const left = 1 - first - last;
	const whole = length / left;
	if (side < 0) {
		const next = within(first + by / whole, 0, 1 - last - LEAST_LEFT);
		const start = (next - first) * whole;
		return { first: next, last, start, length: length - start };
	}
	if (side === 0) return { first, last, start: 0, length };
	const next = within(last - by / whole, 0, 1 - first - LEAST_LEFT);
	return { first, last: next, start: 0, length: length - (next - last) * whole };
}

/** Return how large a cut shows its picture: 1 for the whole. */
export function zoomOf({ left, right, top, bottom }: Crop): number {
	return 1 / Math.max(LEAST_LEFT, Math.min(1 - left - right, 1 - top - bottom));
}

/** Cut a picture on all sides alike. The middle stays, as far as the picture reaches. */
export function zoomed({ left, right, top, bottom }: Crop, zoom: number): Crop {
	const part = within(1 / zoom, LEAST_LEFT, 1);
	const around = (first: number, last: number) => within((first + 1 - last) / 2 - part / 2, 0, 1 - part);
	const [x, y] = [around(left, right), around(top, bottom)];
	return { left: x, right: 1 - part - x, top: y, bottom: 1 - part - y };
}

/** Return the smallest rectangle around all of these. Null for none. */
export function around(rects: Rect[]): Rect | null {
	if (!rects.length) return null;
	const x = Math.min(...rects.map((rect) => rect.x));
	const y = Math.min(...rects.map((rect) => rect.y));
	const right = Math.max(...rects.map((rect) => rect.x + rect.width));
	const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
	return { x, y, width: right - x, height: bottom - y };
}

const STEPS: Record<string, Point> = {
	ArrowLeft: { x: -1, y: 0 },
	ArrowRight: { x: 1, y: 0 },
	ArrowUp: { x: 0, y: -1 },
	ArrowDown: { x: 0, y: 1 },
};
const FAR = 10;

/** Return the way that an arrow key moves an item: a pixel of the program, with Shift ten. Null for other keys. */
export function stepOf(key: string, far: boolean, frame: { width: number; height: number }): Point | null {
	const step = STEPS[key];
	if (!step) return null;
	const pixels = far ? FAR : 1;
	return { x: (step.x * pixels) / frame.width, y: (step.y * pixels) / frame.height };
}

const within = (number: number, least: number, most: number) => Math.min(Math.max(number, least), most);
