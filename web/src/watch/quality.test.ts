import { expect, test } from "vitest";
import { type Choice, choiceIn, type Layer, layerFor, offerOf } from "./quality";

/** Make the layers of a wide picture from their lines, the smallest first. */
const layersOf = (...lines: number[]): Layer[] =>
	lines.map((height, quality) => ({ quality, width: Math.round((height * 16) / 9), height }));

const HD = layersOf(180, 360, 720);
const FULL_HD = layersOf(270, 540, 1080);
const SMALL = layersOf(180, 360);
const ONE = layersOf(720);

test.each([
	["three layers", HD, { lines: [720], saver: 360 }],
	["a large picture", FULL_HD, { lines: [1080, 540], saver: 270 }],
	["three large layers", layersOf(360, 720, 1080), { lines: [1080, 720], saver: 360 }],
	["large layers only", layersOf(540, 1080), { lines: [1080], saver: 540 }],
	["two layers", SMALL, { lines: [360], saver: 180 }],
	["one layer", ONE, { lines: [720], saver: null }],
	["no layer", [], { lines: [], saver: null }],
])("%s can be chosen from", (_, layers, offer) => {
	expect(offerOf(layers)).toEqual(offer);
});

test.each<[Choice, Choice, Layer[]]>([
	["auto", "auto", ONE],
	["sound", "sound", ONE],
	["save", "auto", ONE],
	[720, "auto", ONE],
	["save", "save", HD],
	[720, 720, HD],
	[1080, "auto", HD],
	[180, "auto", HD],
])("a kept choice of %s counts as %s where the host sends other pictures", (kept, counts, layers) => {
	expect(choiceIn(offerOf(layers), kept)).toBe(counts);
});

const wanted = (layers: Layer[], choice: Choice, width = 0, height = 0) =>
	layerFor(layers, { choice, place: width ? { width, height } : null, hidden: false })?.height;

test.each([
	[0, 0, 720],
	[1096, 616, 720],
	[1920, 1080, 720],
	[780, 438, 720],
	[640, 360, 360],
	[700, 394, 360],
	[480, 270, 360],
	[320, 180, 180],
	[1280, 180, 180],
])("by itself, a place of %i×%i gets %i lines", (width, height, lines) => {
	expect(wanted(HD, "auto", width, height)).toBe(lines);
});

test("a chosen picture does not follow the size of its place", () => {
	expect(wanted(HD, 720, 320, 180)).toBe(720);
	expect(wanted(HD, "save", 1920, 1080)).toBe(360);
	expect(wanted(SMALL, "save", 1920, 1080)).toBe(180);
});

test("the order of the layers does not count", () => {
	expect(wanted([...HD].reverse(), "auto", 640, 360)).toBe(360);
});

test("a tall picture is measured by its width", () => {
	const tall = HD.map(({ quality, width, height }) => ({ quality, width: height, height: width }));
	expect(offerOf(tall)).toEqual({ lines: [720], saver: 360 });
	expect(layerFor(tall, { choice: "auto", place: { width: 1096, height: 616 }, hidden: false })?.quality).toBe(1);
});

test("without layers there is none to take", () => {
	expect(wanted([], "auto", 640, 360)).toBeUndefined();
	expect(wanted([], "save")).toBeUndefined();
});
