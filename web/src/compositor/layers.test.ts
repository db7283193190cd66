import { expect, test } from "vitest";
import { bitrate, layers } from "./layers";

const sizes = (width: number, height: number, fps = 30) =>
	layers({ width, height, fps }).map((layer) => [layer.width, layer.height, layer.fps]);

test("720p has three layers", () => {
	expect(layers({ width: 1280, height: 720, fps: 30 })).toEqual([
		{ width: 320, height: 180, fps: 20, bits: 150_000 },
		{ width: 640, height: 360, fps: 30, bits: 622_080 },
		{ width: 1280, height: 720, fps: 30, bits: 2_488_320 },
	]);
});

test("1080p keeps the lower layers and adds its own", () => {
	expect(sizes(1920, 1080)).toEqual([
		[320, 180, 20],
		[640, 360, 30],
		[1920, 1080, 30],
	]);
});

test("360p has two layers, and a smaller program one", () => {
	expect(sizes(640, 360)).toEqual([
		[320, 180, 20],
		[640, 360, 30],
	]);
	expect(sizes(426, 240)).toEqual([[426, 240, 30]]);
});

test("an upright program keeps its shape in all layers", () => {
	expect(sizes(1080, 1920)).toEqual([
		[180, 320, 20],
		[360, 640, 30],
		[1080, 1920, 30],
	]);
});

test("no layer has more frames than the program", () => {
	expect(sizes(1280, 720, 10).map(([, , fps]) => fps)).toEqual([10, 10, 10]);
});

test("each layer has fewer bits than the next", () => {
	for (const height of [270, 360, 540, 720, 1080, 2160]) {
		const bits = layers({ width: (height * 16) / 9, height, fps: 30 }).map((layer) => layer.bits);
		expect(bits).toEqual([...bits].sort((a, b) => a - b));
		expect(new Set(bits).size).toBe(bits.length);
	}
});

test("a small program gets the least bits", () => {
	expect(bitrate({ width: 320, height: 180, fps: 15 })).toBe(600_000);
});
