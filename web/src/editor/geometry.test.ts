import { expect, test } from "vitest";
import { around, cutBy, HANDLES, handleAt, movedBy, sizedBy, stepOf, zoomed, zoomOf } from "./geometry";

const RECT = { x: 0.2, y: 0.2, width: 0.4, height: 0.2 };
const UNCUT = { left: 0, top: 0, right: 0, bottom: 0 };
const rounded = (value: unknown) =>
	JSON.parse(JSON.stringify(value, (_, part) => (typeof part === "number" ? +part.toFixed(6) : part)));

test("a drag moves an item and keeps its size", () => {
	expect(rounded(movedBy(RECT, { x: 0.1, y: -0.1 }))).toEqual({ x: 0.3, y: 0.1, width: 0.4, height: 0.2 });
});

test("a handle moves its own edges, and the opposite ones stay", () => {
	const by = { x: 0.1, y: 0.05 };
	expect(rounded(sizedBy(RECT, HANDLES.se, by))).toEqual({ x: 0.2, y: 0.2, width: 0.5, height: 0.25 });
	expect(rounded(sizedBy(RECT, HANDLES.nw, by))).toEqual({ x: 0.3, y: 0.25, width: 0.3, height: 0.15 });
	expect(rounded(sizedBy(RECT, HANDLES.e, by))).toEqual({ x: 0.2, y: 0.2, width: 0.5, height: 0.2 });
	expect(rounded(sizedBy(RECT, HANDLES.n, by))).toEqual({ x: 0.2, y: 0.25, width: 0.4, height: 0.15 });
});

test("a corner keeps the proportions when it should, and the opposite corner stays", () => {
	expect(rounded(sizedBy(RECT, HANDLES.se, { x: 0.2, y: 0 }, true))).toEqual({ x: 0.2, y: 0.2, width: 0.6, height: 0.3 });
	expect(rounded(sizedBy(RECT, HANDLES.nw, { x: -0.4, y: 0 }, true))).toEqual({ x: -0.2, y: 0, width: 0.8, height: 0.4 });
	expect(rounded(sizedBy(RECT, HANDLES.e, { x: 0.2, y: 0 }, true))).toEqual({ x: 0.2, y: 0.2, width: 0.6, height: 0.2 });
});

test("a handle that is dragged over the opposite side leaves a small item", () => {
	const small = sizedBy(RECT, HANDLES.nw, { x: 2, y: 2 });
	expect(rounded(small)).toEqual({ x: 0.58, y: 0.38, width: 0.02, height: 0.02 });
	const kept = sizedBy(RECT, HANDLES.se, { x: -2, y: -2 }, true);
	expect(kept.height).toBeGreaterThan(0);
	expect(kept.width / kept.height).toBeCloseTo(2);
});

test("a cut takes the same part of the box and of the picture", () => {
	const left = cutBy(RECT, UNCUT, HANDLES.w, { x: 0.1, y: 0 });
	expect(rounded(left)).toEqual({ rect: { ...RECT, x: 0.3, width: 0.3 }, crop: { ...UNCUT, left: 0.25 } });
	const bottom = cutBy(RECT, UNCUT, HANDLES.s, { x: 0, y: -0.05 });
	expect(rounded(bottom)).toEqual({ rect: { ...RECT, height: 0.15 }, crop: { ...UNCUT, bottom: 0.25 } });
});

test("a cut is undone by a drag outwards, no further than the picture", () => {
	const half = { left: 0.5, top: 0, right: 0, bottom: 0 };
	expect(rounded(cutBy(RECT, half, HANDLES.w, { x: -0.9, y: 0 }))).toEqual({
		rect: { x: -0.2, y: 0.2, width: 0.8, height: 0.2 },
		crop: UNCUT,
	});
	const most = cutBy(RECT, UNCUT, HANDLES.e, { x: -5, y: 0 });
	expect(rounded(most.crop)).toEqual({ ...UNCUT, right: 0.9 });
});

test("zoom cuts all sides around what is in the middle", () => {
	expect(rounded(zoomed(UNCUT, 2))).toEqual({ left: 0.25, right: 0.25, top: 0.25, bottom: 0.25 });
	expect(zoomOf(zoomed(UNCUT, 2))).toBeCloseTo(2);
	expect(rounded(zoomed({ left: 0.6, right: 0, top: 0, bottom: 0 }, 2))).toMatchObject({ left: 0.5, right: 0 });
	expect(rounded(zoomed({ left: 0.25, right: 0.25, top: 0.25, bottom: 0.25 }, 1))).toEqual(UNCUT);
});

test("the rectangle around several has all of them in it", () => {
	expect(rounded(around([RECT, { x: 0.5, y: 0, width: 0.2, height: 0.1 }]))).toEqual({ x: 0.2, y: 0, width: 0.5, height: 0.4 });
	expect(around([])).toBeNull();
});

test("handles stand on corners and in the middle of sides", () => {
	expect(rounded(handleAt(RECT, "nw"))).toEqual({ x: 0.2, y: 0.2 });
	expect(rounded(handleAt(RECT, "e"))).toEqual({ x: 0.6, y: 0.3 });
});

test("an arrow moves by a pixel of the program, and with Shift by ten", () => {
	const frame = { width: 1280, height: 720 };
	expect(stepOf("ArrowRight", false, frame)).toEqual({ x: 1 / 1280, y: 0 });
	expect(stepOf("ArrowUp", true, frame)).toEqual({ x: 0, y: -10 / 720 });
	expect(stepOf("a", false, frame)).toBeNull();
});
