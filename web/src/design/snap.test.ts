import { expect, test } from "vitest";
import type { Rect } from "./document";
import { snapMove, snapSize } from "./snap";

const FRAME = { width: 800, height: 450 };
const px = (x: number, y: number, width: number, height: number): Rect => ({
	x: x / FRAME.width,
	y: y / FRAME.height,
	width: width / FRAME.width,
	height: height / FRAME.height,
});
const inPixels = ({ x, y, width, height }: Rect) =>
	[x * FRAME.width, y * FRAME.height, width * FRAME.width, height * FRAME.height].map((length) => Math.round(length * 100) / 100);

const moved = (rect: Rect, others: Rect[] = []) => inPixels(snapMove(rect, others, FRAME).rect);

test("an item within eight pixels of an edge of the frame goes to it, and one further away stays", () => {
	expect(moved(px(8, 100, 100, 77))).toEqual([0, 100, 100, 77]);
	expect(moved(px(9, 100, 100, 77))).toEqual([9, 100, 100, 77]);
	expect(moved(px(-8, 100, 100, 77))).toEqual([0, 100, 100, 77]);
	expect(moved(px(693, 368, 100, 77))).toEqual([700, 373, 100, 77]);
});

test("an item goes to the middle and the thirds by its edges or its own middle", () => {
	expect(moved(px(345, 20, 100, 77))).toEqual([350, 20, 100, 77]);
	expect(moved(px(405, 20, 100, 77))).toEqual([400, 20, 100, 77]);
	expect(moved(px(20, 145, 100, 60))).toEqual([20, 150, 100, 60]);
});

test("an item goes to the edges and middles of others, and the nearest line wins", () => {
	const other = px(120, 200, 60, 40);
	expect(moved(px(183, 60, 50, 33), [other])).toEqual([180, 60, 50, 33]);
	expect(moved(px(396, 60, 50, 33), [px(393, 200, 60, 40)])).toEqual([398, 60, 50, 33]);
});

test("the guides are the lines that are met, each once", () => {
	const { guides } = snapMove(px(2, 100, 100, 77), [px(0, 200, 100, 20)], FRAME);
	expect(guides.x).toEqual([0, 0.0625, 0.125]);
	expect(snapMove(px(20, 100, 100, 77), [], FRAME).guides).toEqual({ x: [], y: [] });
});

test("sizing moves the edges of the handle alone", () => {
	const size = (rect: Rect, edges: ("left" | "right" | "top" | "bottom")[]) => inPixels(snapSize(rect, edges, [], FRAME).rect);
	expect(size(px(5, 5, 390, 100), ["right"])).toEqual([5, 5, 395, 100]);
	expect(size(px(5, 5, 390, 100), ["left", "top"])).toEqual([0, 0, 395, 105]);
	expect(size(px(300, 300, 100, 146), ["bottom"])).toEqual([300, 300, 100, 150]);
});
