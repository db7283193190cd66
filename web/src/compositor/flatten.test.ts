import { expect, test } from "vitest";
import { flatten, type Layer } from "./flatten";

interface Named extends Layer {
	name: string;
}

type Sides = [x: number, y: number, width: number, height: number];

const layer = (name: string, [x, y, width, height]: Sides, kind: Partial<Layer> = {}): Named => ({
	name,
	x,
	y,
	width,
	height,
	moves: false,
	hides: false,
	...kind,
});
const FRAME: Sides = [0, 0, 100, 100];
const ground = layer("ground", FRAME);
const still = (name: string, ...sides: Sides) => layer(name, sides);
const moving = (name: string, ...sides: Sides) => layer(name, sides, { moves: true });

const names = (...layers: Named[]) => flatten(layers).map((flat) => flat.layers.map(({ name }) => name).join("+"));

test("still neighbours become one bitmap, below and above a moving source", () => {
	const above = [still("title", 10, 10, 40, 40), still("logo", 10, 20, 40, 30)];
	expect(names(ground, still("text", 60, 60, 10, 10), moving("camera", 0, 0, 50, 50), ...above)).toEqual([
		"ground+text",
		"camera",
		"title+logo",
	]);
});

test("a still layer joins the ground past a moving source that is not in its way", () => {
	expect(names(ground, moving("camera", 0, 0, 50, 50), still("text", 60, 60, 10, 10))).toEqual(["ground+text", "camera"]);
});

test("a still layer never sinks below a source that it covers", () => {
	expect(names(ground, moving("camera", 0, 0, 50, 50), still("plate", 0, 40, 20, 10))).toEqual(["ground", "camera", "plate"]);
	const under = [moving("camera", 0, 0, 50, 50), still("plate", 0, 40, 20, 10), moving("inset", 10, 40, 20, 20)];
	expect(names(ground, ...under, still("text", 5, 40, 10, 5))).toEqual(["ground", "camera", "plate", "inset", "text"]);
});

test("plates far apart stay apart, because painted area costs time", () => {
	const wide = moving("camera", 0, 0, 100, 100);
	expect(names(ground, wide, still("left", 0, 0, 10, 10), still("right", 90, 90, 10, 10))).toEqual([
		"ground",
		"camera",
		"left",
		"right",
	]);
});

test("what a source hides is not painted", () => {
	const full = layer("camera", FRAME, { moves: true, hides: true });
	expect(names(ground, moving("below", 0, 0, 50, 50), full, still("logo", 0, 0, 10, 10))).toEqual(["camera", "logo"]);
});

test("a flat is as large as its layers together", () => {
	const [, , flat] = flatten([ground, moving("camera", 0, 0, 100, 100), still("a", 10, 10, 40, 40), still("b", 10, 20, 40, 40)]);
	expect(flat).toMatchObject({ x: 10, y: 10, width: 40, height: 50 });
});
