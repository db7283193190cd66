import { describe, expect, test } from "vitest";
import first from "../../../server/kaibo/features/design/first.json";
import type { Design, DesignSource, Fit, Item, Scene, Shape } from "../design/document";
import type { Source } from "../source/source";
import type { Cast } from "./cast";
import { type Box, place } from "./place";

const SIZE = { width: 1280, height: 720 };
const design = first as Design;
const track = (readyState = "live") => ({ readyState }) as MediaStreamTrack;
const camera: Source = { id: "camera", kind: "host", name: "Ana", initial: "A", track: track() };
const screen: Source = { id: "screen", kind: "screen", name: "", initial: "", track: track() };
const guest = (at: number): Source => ({ id: `guest-${at}`, kind: "guest", name: `G${at}`, initial: "G", track: track() });
const guests = (count: number) => Array.from({ length: count }, (_, at) => guest(at + 1));
const drawn = (id: string, ratio?: number): Source => {
	const drawing = { key: id, draw: async () => null, ...(ratio && { ratio }) };
	return { id, kind: "drawn", name: "", initial: "", track: null, drawing };
};
const cast = (own: Source[], count = 0, spoken: string[] = []): Cast => ({
	own: new Map(own.map((source) => [source.id, source])),
	guests: guests(count),
	spoken,
});

const SOURCES: Record<string, DesignSource> = {
	...design.sources,
	one: { kind: "guest", seat: 1 },
	two: { kind: "guest", seat: 2 },
	mia: { kind: "person", who: "G3" },
	logo: { kind: "picture", name: "", file: "", width: 400, height: 100 },
	deck: { kind: "slides", name: "", file: "", pages: 12, width: 1600, height: 900 },
	title: { kind: "text", text: "Hi", size: 0.1, colour: "#ffffff", back: "", align: "center", bold: true },
	mic: { kind: "microphone", name: "", device: "", label: "" },
};
const plain = (design.scenes[0] as Scene).items[0] as Item;
const item = (source: string, more: Partial<Item> = {}): Item => ({ ...plain, id: `i-${source}`, source, ...more });
const scene = (items: Item[], more: Partial<Scene> = {}): Scene => ({ ...(design.scenes[1] as Scene), items, ...more });
const named = (id: string) => design.scenes.find((one) => one.id === id) as Scene;
const boxes = (of: Scene, who: Cast, seats = false) => place(of, SOURCES, [], who, SIZE, seats);
const shown = (found: Box[]) => found.map(({ source }) => source);
const RIGHT = { x: 0.5, y: 0, width: 0.5, height: 1 };

const overlap = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe("boxes of an arranged scene stay apart, whole and inside the frame", () => {
	for (const [width, height] of [
		[1280, 720],
		[640, 360],
		[160, 90],
		[1080, 1920],
	] as const) {
		for (const which of ["solo", "grid", "large"]) {
			test.each(Array.from({ length: 26 }, (_, count) => count))(`${which} ${width}: host, screen and %i guests`, (count) => {
				const found = place(named(which), SOURCES, [], cast([camera, screen], count), { width, height });
				expect(found.length).toBeGreaterThan(0);
				expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
				for (const [index, box] of found.entries()) {
					for (const side of [box.x, box.y, box.width, box.height]) expect(Number.isInteger(side)).toBe(true);
					expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
					expect(box.x + box.width).toBeLessThanOrEqual(width);
					expect(box.y + box.height).toBeLessThanOrEqual(height);
					expect(box.width * box.height).toBeGreaterThan(0);
					for (const other of found.slice(index + 1)) expect(overlap(box, other)).toBe(false);
				}
			});
		}
	}
});

test("the scene solo shows the host alone, the scene grid all people, the scene large the screen too", () => {
	const all = cast([camera, screen], 2);
	expect(shown(boxes(named("solo"), all))).toEqual(["camera"]);
	expect(shown(boxes(named("grid"), all))).toEqual(["camera", "guest-1", "guest-2"]);
	expect(shown(boxes(named("large"), all))).toEqual(["camera", "guest-1", "guest-2", "screen"]);
});

test("a host alone fills the frame without a plate, and with a guest both have one", () => {
	const [alone] = boxes(named("grid"), cast([camera])) as [Box];
	expect(alone).toMatchObject({ x: 0, y: 0, ...SIZE, name: "", shape: "square", card: "A", awaits: true });
	const both = boxes(named("grid"), cast([camera], 1));
	expect(both.map(({ name, shape }) => [name, shape])).toEqual([
		["Ana", "rounded"],
		["G1", "rounded"],
	]);
});

test("a further camera has a card while it has no picture, and a plate when it has a name", () => {
	const sources = { ...SOURCES, desk: { kind: "camera", name: "", device: "c2", label: "Desk" } as const };
	const desk = (name: string): Source => ({ id: "desk", kind: "camera", name, initial: name.charAt(0), track: null });
	const at = (name: string) => place(scene([item("camera"), item("desk")]), sources, [], cast([camera, desk(name)]), SIZE)[1];
	expect(at("Bo")).toMatchObject({ name: "Bo", card: "B", awaits: false });
	expect(at("")).toMatchObject({ name: "", card: "" });
});

test("a screen that nobody shares takes no place", () => {
	expect(shown(boxes(named("large"), cast([camera])))).toEqual(["camera"]);
	const free = scene([item("screen"), item("camera", { rect: RIGHT })], { free: true });
	expect(shown(boxes(free, cast([camera])))).toEqual(["camera"]);
});

test("the large source is the named one, else the screen, else the first guest", () => {
	const largest = (large: string, who: Cast) =>
		boxes({ ...named("large"), large }, who).sort((a, b) => b.width * b.height - a.width * a.height)[0]?.source;
	expect(largest("", cast([camera, screen], 2))).toBe("screen");
	expect(largest("", cast([camera], 2))).toBe("guest-1");
	expect(largest("guest-2", cast([camera, screen], 2))).toBe("guest-2");
	expect(largest("camera", cast([camera, screen], 2))).toBe("camera");
	expect(largest("gone", cast([camera, screen], 2))).toBe("screen");
});

test("slides are arranged as a screen, and each of their pixels is one of the box", () => {
	const slides = scene([item("camera"), item("deck", { fit: "contain" })], { layout: "large" });
	const [, deck] = boxes(slides, cast([camera, drawn("deck", 16 / 9)])) as [Box, Box];
	expect([deck.width, deck.height]).toEqual([976, 688]);
	expect(deck.drawn).toEqual({ width: 976, height: 549 });
});

describe("many guests", () => {
	const all = (count: number, spoken: string[] = [], large = "") =>
		boxes({ ...named("large"), large }, cast([camera, screen], count, spoken));

	test("seven guests all stand in the strip", () => {
		expect(all(7)).toHaveLength(9);
	});

	test.each([8, 12, 25])("of %i guests the strip shows the four people who spoke last, and how many more there are", (count) => {
		const spoken = ["guest-8", "guest-2", "camera", "guest-5", "guest-1"];
		const found = all(count, spoken);
		expect(shown(found)).toEqual(["camera", "guest-2", "guest-5", "guest-8", "screen", ""]);
		expect(found.at(-1)?.card).toBe(`+${count + 1 - 4}`);
		const strip = found.filter(({ source }) => source !== "screen");
		for (const box of strip) expect(box.height).toBeGreaterThan(110);
	});

	test("nobody changes place when a person in the strip speaks again", () => {
		const before = all(9, ["guest-8", "guest-2", "camera", "guest-5"]);
		expect(all(9, ["guest-5", "camera", "guest-8", "guest-2"])).toEqual(before);
	});

	test("the first people stand in the strip until another one speaks", () => {
		expect(shown(all(8))).toEqual(["camera", "guest-1", "guest-2", "guest-3", "screen", ""]);
		expect(shown(all(8, ["guest-7"]))).toEqual(["camera", "guest-1", "guest-2", "guest-7", "screen", ""]);
	});

	test("a large guest is not in the strip too", () => {
		const found = all(8, ["guest-3"], "guest-3");
		expect(found.filter(({ source }) => source === "guest-3")).toHaveLength(1);
		expect(found.at(-1)?.card).toBe("+4");
	});
});

describe("a free scene", () => {
	test.each([
		["cover", "square", "square"],
		["cover", "rounded", "rounded"],
		["contain", "square", "square"],
		["contain", "circle", "circle"],
	] as [Fit, Shape, Shape][])("an item with %s and %s stands in its rectangle", (fit, shape, wanted) => {
		const look = { rect: { x: 0.25, y: 0.5, width: 0.5, height: 0.25 }, fit, shape, mirror: true, opacity: 0.5 };
		const [box] = boxes(scene([item("camera", look)], { free: true }), cast([camera])) as [Box];
		expect(box).toMatchObject({ fit, shape: wanted, mirror: true, opacity: 0.5, y: 360, height: 180 });
		expect([box.x, box.width]).toEqual(shape === "circle" ? [550, 180] : [320, 640]);
	});

	test("items are painted in their order, and the overlays above them", () => {
		const free = scene([item("title"), item("camera"), item("logo")], { free: true });
		const own = cast([camera, drawn("title"), drawn("logo", 4)]);
		const found = place(free, SOURCES, [item("title"), item("logo", { seen: false })], own, SIZE);
		expect(found.map(({ id }) => id)).toEqual(["i-title", "i-camera", "i-logo", "overlay/i-title"]);
	});

	test("a hidden item takes no place, and an unknown source neither", () => {
		const free = scene([item("camera", { seen: false }), item("nothing"), item("mic")], { free: true });
		expect(boxes(free, cast([camera]))).toEqual([]);
	});

	test("the guests share one rectangle, but for those who have their own", () => {
		const free = scene([item("guests", { rect: RIGHT }), item("one"), item("mia")], { free: true });
		const found = boxes(free, cast([camera], 5));
		expect(shown(found)).toEqual(["guest-2", "guest-4", "guest-5", "guest-1", "guest-3"]);
		for (const box of found.slice(0, 3)) expect(box.x).toBeGreaterThanOrEqual(640);
	});

	test("one guest has the whole rectangle of the guests", () => {
		const [box] = boxes(scene([item("guests", { rect: RIGHT })], { free: true }), cast([], 1)) as [Box];
		expect(box).toMatchObject({ x: 640, y: 0, width: 640, height: 720, name: "G1" });
	});

	test("a rectangle may reach over the edges, and is never empty", () => {
		const rect = { x: -0.5, y: 0.9, width: 0.00001, height: 2 };
		expect(boxes(scene([item("camera", { rect })], { free: true }), cast([camera]))).toMatchObject([
			{ x: -640, y: 648, width: 1, height: 1440 },
		]);
	});
});

describe("empty seats", () => {
	const interview = scene([item("camera"), item("one"), item("two")]);

	test("a seat without a guest takes no place in the picture", () => {
		expect(shown(boxes(interview, cast([camera], 1)))).toEqual(["camera", "guest-1"]);
	});

	test("a thumbnail shows a seat where nobody is", () => {
		const found = boxes(interview, cast([camera], 1), true);
		expect(found.map(({ source, seat }) => [source, seat])).toEqual([
			["camera", false],
			["guest-1", false],
			["", true],
		]);
		expect(boxes(named("large"), cast([camera]), true)).toHaveLength(2);
	});
});

test("an arranged scene places its texts and pictures by their rectangles", () => {
	const rect = { x: 0, y: 0.9, width: 1, height: 0.1 };
	const found = boxes(scene([item("camera"), item("title", { rect })]), cast([camera, drawn("title")]));
	expect(found).toMatchObject([{ ...SIZE }, { x: 0, y: 648, width: 1280, height: 72, drawn: { width: 1280, height: 72 } }]);
});

test("a picture is drawn whole, at the size of which the box shows a part", () => {
	const half = { left: 0.5, top: 0, right: 0, bottom: 0 };
	const rect = { x: 0, y: 0, width: 0.25, height: 0.25 };
	const size = (more: Partial<Item>) =>
		boxes(scene([item("logo", { rect, ...more })], { free: true }), cast([drawn("logo", 4)]))[0]?.drawn;
	expect(size({ fit: "contain" })).toEqual({ width: 320, height: 80 });
	expect(size({ fit: "cover" })).toEqual({ width: 720, height: 180 });
	expect(size({ fit: "cover", crop: half })).toEqual({ width: 720, height: 180 });
	expect(size({ fit: "contain", crop: half })).toEqual({ width: 640, height: 160 });
});

test("a very deep crop does not ask for a huge picture", () => {
	const deep = { left: 0.9, top: 0.9, right: 0.05, bottom: 0.05 };
	const [box] = boxes(scene([item("logo", { crop: deep })], { free: true }), cast([drawn("logo", 4)])) as [Box];
	expect(box.drawn).toEqual({ width: 4096, height: 1024 });
});
