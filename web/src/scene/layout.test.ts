import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/layout.json";
import type { Layout } from "../design/document";
import { arrange, type Cell, crop, type Placed } from "./layout";

const LAYOUTS: Layout[] = ["grid", "large"];
const host: Placed = { id: "host", kind: "host" };
const screen: Placed = { id: "screen", kind: "screen" };
const guests = (count: number): Placed[] =>
	Array.from({ length: count }, (_, index) => ({ id: `guest-${index}`, kind: "guest" }));

const overlap = (a: Cell, b: Cell) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe("boxes stay apart, whole and inside the frame", () => {
	for (const [width, height] of [
		[1280, 720],
		[640, 360],
	] as const) {
		for (const layout of LAYOUTS) {
			test.each([0, 1, 2, 3, 4, 7, 12, 24])(`${layout} ${width}: host and %i guests, with a screen`, (count) => {
				const boxes = arrange(layout, [host, ...guests(count), screen], width, height);
				expect(boxes.length).toBeGreaterThan(0);
				for (const [index, box] of boxes.entries()) {
					for (const side of [box.x, box.y, box.width, box.height]) expect(Number.isInteger(side)).toBe(true);
					expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
					expect(box.x + box.width).toBeLessThanOrEqual(width);
					expect(box.y + box.height).toBeLessThanOrEqual(height);
					expect(box.width * box.height).toBeGreaterThan(0);
					for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
				}
			});
		}
	}
});

test("a grid of one fills the frame", () => {
	expect(arrange("grid", [host], 1280, 720)).toEqual([
		{ id: "host", x: 0, y: 0, width: 1280, height: 720, fit: "cover", tile: false },
	]);
});

test.each([
	[1280, 720],
	[640, 360],
	[1920, 1080],
])("two people use the height of a frame of %ix%i", (width, height) => {
	const [left, right] = arrange("grid", [host, ...guests(1)], width, height) as [Cell, Cell];
	expect([left.width, left.height]).toEqual([right.width, right.height]);
	expect((2 * left.width * left.height) / (width * height)).toBeGreaterThan(0.9);
	expect(left.width / left.height).toBeCloseTo(8 / 9, 1);
});

test("a screen beside one person is not as narrow as two people", () => {
	const [left] = arrange("grid", [host, screen], 1280, 720) as [Cell];
	expect(left.width / left.height).toBeCloseTo(4 / 3, 1);
});

test("a grid has equal boxes and centres its short last row", () => {
	const boxes = arrange("grid", [host, ...guests(2)], 1280, 720) as [Cell, Cell, Cell];
	expect(new Set(boxes.map((box) => `${box.width}x${box.height}`)).size).toBe(1);
	expect(boxes[2].x + boxes[2].width / 2).toBe(640);
});

test("a screen fills the frame while its host has no camera and no guest is on air", () => {
	const off = (source: Placed) => ({ ...source, track: null });
	const shown = (sources: Placed[], large = "") => arrange("large", sources, 1280, 720, large);
	const whole = { id: "screen", x: 0, y: 0, width: 1280, height: 720, fit: "contain", tile: false };
	expect(shown([off(host), screen])).toEqual([whole]);
	expect(shown([host, screen])).toHaveLength(2);
	expect(shown([off(host), ...guests(1).map(off), screen])).toHaveLength(3);
	expect(shown([off(host), screen], "host")).toHaveLength(2);
	expect(shown([off(host), ...guests(1)])).toHaveLength(2);
});

test("the layout large shows the named source large, else the screen, else the first guest", () => {
	const first = (sources: Placed[], large = "") => arrange("large", sources, 1280, 720, large)[0]?.id;
	expect(first([host, ...guests(2), screen])).toBe("screen");
	expect(first([host, ...guests(2)])).toBe("guest-0");
	expect(first([host, ...guests(2), screen], "host")).toBe("host");
	expect(first([host, ...guests(2)], "gone")).toBe("guest-0");
});

test("the large source is larger than each in the strip, and a screen is never cropped", () => {
	const [main, ...strip] = arrange("large", [host, ...guests(3), screen], 1280, 720) as [Cell, ...Cell[]];
	expect(main.fit).toBe("contain");
	for (const box of strip) expect(box.width * box.height).toBeLessThan((main.width * main.height) / 4);
});

test("a crop with cover fills the box, one with contain shows the whole picture", () => {
	const box: Cell = { id: "a", x: 10, y: 20, width: 400, height: 300, fit: "cover", tile: true };
	expect(crop(box, 1600, 900)).toEqual([200, 0, 1200, 900, 10, 20, 400, 300]);
	expect(crop({ ...box, fit: "contain" }, 1600, 900)).toEqual([0, 0, 1600, 900, 10, 57.5, 400, 225]);
});

test.each(vectors)("boxes equal those of spec/vectors/layout.json: $layout $width, $sources.length sources", (vector) => {
	const { layout, sources, width, height, boxes } = vector;
	expect(arrange(layout as Layout, sources as Placed[], width, height)).toEqual(boxes);
});

test("a crop leaves the middle that the item keeps, and fits that into the box", () => {
	const box: Cell = { id: "a", x: 0, y: 0, width: 400, height: 400, fit: "cover", tile: true };
	const half = { left: 0.25, top: 0, right: 0.25, bottom: 0 };
	expect(crop({ ...box, crop: half }, 1600, 800)).toEqual([400, 0, 800, 800, 0, 0, 400, 400]);
	const top = { left: 0, top: 0.5, right: 0, bottom: 0 };
	expect(crop({ ...box, fit: "contain", crop: top }, 800, 800)).toEqual([0, 400, 800, 400, 0, 100, 400, 200]);
});

test("a crop from both sides always leaves something", () => {
	const box: Cell = { id: "a", x: 0, y: 0, width: 400, height: 400, fit: "cover", tile: true };
	const [, , width, height] = crop({ ...box, crop: { left: 0.9, top: 0.9, right: 0.9, bottom: 0.9 } }, 1000, 1000);
	expect([width > 0, height > 0]).toEqual([true, true]);
});
