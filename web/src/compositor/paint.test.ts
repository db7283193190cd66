import { beforeEach, expect, test, vi } from "vitest";
import type { Picture } from "../scene/picture";
import type { Box } from "../scene/place";
import { sourcesOf } from "../stage/guests";
import { boxOf } from "../testing/box";
import { TYPED, TYPED_LINE } from "../testing/typed";
import type { Canvas2D } from "./paint";
import { Scenery } from "./scenery";

const SIZE = { width: 1280, height: 720 };
let drawn: string[];

/** A canvas that remembers the texts that are drawn on it. A letter is 10 px wide. */
class FakeCanvas {
	getContext = () =>
		new Proxy(
			{
				createLinearGradient: () => ({ addColorStop: () => {} }),
				measureText: (text: string) => ({ width: 10 * text.length }),
				fillText: (text: string) => drawn.push(text),
			} as Record<string, unknown>,
			{ get: (known, name: string) => known[name] ?? (() => {}), set: () => true },
		);
}

beforeEach(() => {
	drawn = [];
	vi.stubGlobal("OffscreenCanvas", FakeCanvas);
});

function paint(...boxes: Box[]): void {
	const picture: Picture = { scene: "", size: SIZE, ground: { first: "#000000", last: "#000000" }, boxes };
	const scenery = new Scenery("program", SIZE);
	scenery.build(picture, { frames: new Map(), stills: new Map() });
	scenery.paint(new FakeCanvas().getContext() as unknown as Canvas2D, new Map());
}

const named = (name: string, card = "") => boxOf("guest", { ...SIZE, name, card });

test("a name is drawn as one line that turns nothing around", () => {
	paint(named(TYPED));
	expect(drawn).toEqual(["", TYPED_LINE]);
});

test("a person without a camera is one letter that shows", () => {
	const [host] = sourcesOf({ name: `\u202e\x1b\r\n${TYPED}`, role: "", camera: null }, [], null);
	paint(named("", host?.initial));
	expect(drawn).toEqual(["<"]);
});

test("a name that is too long ends in three dots, on one line", () => {
	paint({ ...named(`${TYPED}\r\n${TYPED}`), width: 300 });
	expect(drawn).toEqual(["", "</script><b onx=1> X-Evi…"]);
});

test("a name of marks alone has no plate", () => {
	paint(named("\u202e\u2066\x1b"));
	expect(drawn).toEqual([""]);
});

test("names in any writing are drawn as they are", () => {
	for (const name of ["陈一鸣 🎉", "שלום", "علی\u200cرضا", "Zoë"]) paint(named(name));
	expect(drawn.filter(Boolean)).toEqual(["陈一鸣 🎉", "שלום", "علی\u200cرضا", "Zoë"]);
});

test("a person without a picture has a card with a letter, and a screen has none", () => {
	paint(named("Ana", "A"), boxOf("screen", { ...SIZE, card: null }));
	expect(drawn).toEqual(["A", "Ana"]);
});

test("a name that is too long ends in three dots, on one line", () => {
	paint({ ...named(`${TYPED}\r\n${TYPED}`), width: 300 });
	expect(drawn.at(-1)).toMatch(/^<\/script><b onx=1> X-E\w*…$/);
});
