import { describe, expect, test } from "vitest";
import { FIRST } from "./first";
import { checked } from "./validate";

const json = (value: unknown) => JSON.parse(JSON.stringify(value));

test("the first design is whole as it is", () => {
	expect(checked(json(FIRST))).toEqual(FIRST);
});

test("absent fields and nulls get their defaults at every depth", () => {
	const item = { id: "a", source: "t", crop: null, rect: { x: 0.5 } };
	const given = {
		v: null,
		sources: { t: { kind: "text", text: "Hi" }, s: { kind: "screen" } },
		scenes: [{ id: "one", items: [item], background: { first: "#000000" } }],
		air: { scene: "one", shown: null },
	};
	const design = checked(given);
	expect(design?.sources.t).toMatchObject({ size: 0.08, colour: "#ffffff", align: "center", bold: true });
	expect(design?.scenes[0]?.items[0]).toMatchObject({ rect: { x: 0.5, y: 0, width: 1 }, crop: { left: 0 }, plate: true });
	expect(design?.scenes[0]?.background).toEqual({ first: "#000000", last: "#151f27", file: "" });
	expect(design).toMatchObject({ v: 1, overlays: [], brand: FIRST.brand });
	expect(design?.air).toEqual({ scene: "one", pages: {}, overlays: [], ends: {} });
});

test("a show has several screens and microphones", () => {
	const own = { a: { kind: "screen" }, b: { kind: "screen" }, c: { kind: "microphone" }, d: { kind: "microphone" } };
	const items = ["a", "b", "screen"].map((id) => ({ id, source: id }));
	const design = checked({ ...json(FIRST), sources: { ...FIRST.sources, ...own }, overlays: items });
	expect(Object.keys(design?.sources ?? {})).toEqual([...Object.keys(FIRST.sources), "a", "b", "c", "d"]);
});

describe("a document that breaks a rule is not read", () => {
	type Path = (string | number)[];
	const changed = (path: Path, value: unknown) => {
		const design = json(FIRST);
		const last = path.at(-1) as string;
		const parent = path.slice(0, -1).reduce((at, key) => at[key], design);
		parent[last] = value;
		return design;
	};

	test.each<[string, Path, unknown]>([
		["of a newer version", ["v"], 2],
		["with an unknown field", ["mix"], {}],
		["with an unknown kind of source", ["sources", "film"], { kind: "film" }],
		["with a bad key", ["sources", "a b"], { kind: "screen" }],
		["with a source of the wrong kind", ["sources", "camera"], { kind: "screen" }],
		["without scenes", ["scenes"], []],
		["with an unknown scene on air", ["air", "scene"], "gone"],
		["with two scenes of one id", ["scenes", 1, "id"], "solo"],
		["with two items of one id", ["scenes", 1, "items", 1, "id"], "camera"],
		["with an item without its source", ["scenes", 0, "items", 0, "source"], "constructor"],
		["with a crop that leaves nothing", ["scenes", 0, "items", 0, "crop"], { left: 0.5, right: 0.5 }],
		["with a place that is no number", ["scenes", 0, "items", 0, "rect", "x"], "0"],
		["with a name that is too long", ["scenes", 0, "name"], "x".repeat(101)],
		["with a broken draft", ["air", "shown"], { scene: FIRST.scenes[0], sources: {}, overlays: [], brand: {} }],
	])("%s", (_, path, value) => {
		expect(checked(changed(path, value))).toBeNull();
	});

	test.each([null, undefined, 7, "{}", [], {}])("%j", (value) => {
		expect(checked(value)).toBeNull();
	});
});

test("a name may hold as many characters as the server counts", () => {
	const design = json(FIRST);
	design.scenes[0].name = "🎬".repeat(100);
	expect(checked(design)).not.toBeNull();
});
