import { expect, test } from "vitest";
import type { DesignSource, Item, Shown } from "../design/document";
import { backgroundId, changesBySecond, drawnSources, type Files, type Moment } from "./sources";

const HASH = "a".repeat(64);
const NOW = Date.UTC(2030, 0, 2, 12);
const MOMENT: Moment = { air: { pages: {}, ends: {}, overlays: [] }, now: NOW, startsAt: 0 };
const FILES: Files = {
	absent: new Set(),
	open: async () => null,
	slides: ({ file }, page) => ({ key: `${file} ${page}`, draw: async () => null }),
};
const TEXT: DesignSource = { kind: "text", text: "Hi", size: 0.1, colour: "#ffffff", back: "", align: "left", bold: true };
const SOURCES: Record<string, DesignSource> = {
	camera: { kind: "camera", name: "", device: "", label: "" },
	hello: TEXT,
	logo: { kind: "picture", name: "logo.png", file: HASH, width: 400, height: 200 },
	deck: { kind: "slides", name: "", file: HASH, pages: 12, width: 960, height: 540 },
	left: { kind: "countdown", title: "", seconds: 60, nextScene: "" },
	third: { kind: "lowerThird", title: "Lin Xiao", line: "" },
};

const item = (source: string, seen = true): Item => ({
	id: `item-${source}`,
	source,
	rect: { x: 0, y: 0, width: 1, height: 1 },
	crop: { left: 0, top: 0, right: 0, bottom: 0 },
	fit: "cover",
	shape: "square",
	mirror: false,
	opacity: 1,
	seen,
	locked: false,
	plate: true,
});

function shown(items: Item[], overlays: Item[] = []): Shown {
	return {
		scene: { id: "one", name: "", template: "", layout: "grid", large: "", free: true, items },
		sources: SOURCES,
		overlays,
		brand: { colour: "#2f6f62", background: { first: "#22343a", last: "#151f27", file: "" } },
	};
}

const ids = (seen: Shown, moment = MOMENT) => [...drawnSources(seen, moment, FILES).keys()];

test("the drawn sources are those of the scene that are seen, and of the overlays that are up", () => {
	const seen = shown([item("camera"), item("hello"), item("deck", false)], [item("logo"), item("third")]);
	expect(ids(seen)).toEqual(["hello"]);
	expect(ids(seen, { ...MOMENT, air: { ...MOMENT.air, overlays: ["item-logo"] } })).toEqual(["hello", "logo"]);
});

test("a background's picture is drawn, the scene's before the brand's", () => {
	const brand = { colour: "#000000", background: { first: "#000000", last: "#000000", file: HASH } };
	const seen = { ...shown([]), brand };
	expect(ids(seen)).toEqual([backgroundId(HASH)]);
	const own = { ...seen, scene: { ...seen.scene, background: { first: "#000000", last: "#000000", file: "" } } };
	expect(ids(own)).toEqual([]);
});

test("what did not change is the same object", () => {
	const seen = shown([item("hello"), item("left")]);
	const started = (now: number): Moment => ({ ...MOMENT, now, air: { ...MOMENT.air, ends: { left: NOW + 60_000 } } });
	const first = drawnSources(seen, started(NOW), FILES);
	expect(drawnSources(seen, started(NOW + 10), FILES, first)).toBe(first);
	const second = drawnSources(seen, started(NOW + 1000), FILES, first);
	expect(drawnSources(structuredClone(seen), started(NOW + 1999), FILES, second).get("hello")).toBe(first.get("hello"));
	expect(second.get("left")).not.toBe(first.get("left"));
	expect(drawnSources(seen, started(NOW + 1000), FILES, second)).toBe(second);
});

test("the page of slides and the brand's colour are in the picture's key", () => {
	const seen = shown([item("deck"), item("third")]);
	const keys = (one: Shown, pages: Record<string, number>) =>
		[...drawnSources(one, { ...MOMENT, air: { ...MOMENT.air, pages } }, FILES).values()].map(({ drawing }) => drawing?.key);
	const [deck, third] = keys(seen, {});
	expect(deck).toBe(`${HASH} 1`);
	expect(keys(seen, { deck: 2 })).toEqual([`${HASH} 2`, third]);
	const red = { ...seen, brand: { ...seen.brand, colour: "#aa0000" } };
	expect(keys(red, {})[1]).not.toBe(third);
});

test("slides that a shorter file replaced show their last page", () => {
	const air = { ...MOMENT.air, pages: { deck: 40 } };
	const [deck] = drawnSources(shown([item("deck")]), { ...MOMENT, air }, FILES).values();
	expect(deck?.drawing?.key).toBe(`${HASH} 12`);
});

test("a file that comes is drawn at once", () => {
	const background = { first: "#000000", last: "#000000", file: HASH };
	const seen = shown([item("logo"), item("deck"), item("hello")]);
	const scene = { ...seen, scene: { ...seen.scene, background } };
	const before = drawnSources(scene, MOMENT, { ...FILES, absent: new Set([HASH]) });
	const after = drawnSources(scene, MOMENT, FILES, before);
	expect([...after.keys()].filter((id) => after.get(id) !== before.get(id))).toEqual([backgroundId(HASH), "logo", "deck"]);
});

test("a picture has its own proportions, and a text fills its box", () => {
	const sources = drawnSources(shown([item("logo"), item("hello")]), MOMENT, FILES);
	expect([sources.get("logo")?.drawing?.ratio, sources.get("hello")?.drawing?.ratio]).toEqual([2, undefined]);
});

test("only a clock or a countdown changes by itself", () => {
	expect(changesBySecond(shown([item("hello"), item("deck")]), MOMENT.air)).toBe(false);
	expect(changesBySecond(shown([item("left")]), MOMENT.air)).toBe(true);
	expect(changesBySecond(shown([], [item("left")]), MOMENT.air)).toBe(false);
});
