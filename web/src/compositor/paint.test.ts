import { beforeEach, expect, test, vi } from "vitest";
import { sourcesOf } from "../stage/guests";
import { TYPED, TYPED_LINE } from "../testing/typed";
import type { NamedBox } from "./orders";
import { scenery } from "./paint";

const FORMAT = { width: 1280, height: 720, fps: 30 };
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

const box = (name: string, initial = ""): NamedBox => ({
	id: "guest",
	x: 0,
	y: 0,
	width: 1280,
	height: 720,
	fit: "contain",
	tile: true,
	name,
	initial,
});

test("a name is drawn as one line that turns nothing around", () => {
	scenery([box(TYPED)], FORMAT);
	expect(drawn).toEqual([TYPED_LINE]);
});

test("a person without a camera is one letter that shows", () => {
	const [host] = sourcesOf({ name: `\u202e\x1b\r\n${TYPED}`, show: "", camera: null }, [], null);
	scenery([{ ...box(""), fit: "cover", initial: host?.initial ?? "" }], FORMAT);
	expect(drawn).toEqual(["<"]);
});

test("a name that is too long ends in three dots, on one line", () => {
	scenery([{ ...box(`${TYPED}\r\n${TYPED}`), width: 300 }], FORMAT);
	expect(drawn).toEqual(["</script><b onx=1> X-Evi…"]);
});

test("a name of marks alone has no plate", () => {
	scenery([box("\u202e\u2066\x1b")], FORMAT);
	expect(drawn).toEqual([]);
});

test("names in any writing are drawn as they are", () => {
	for (const name of ["陈一鸣 🎉", "שלום", "علی\u200cرضا", "Zoë"]) scenery([box(name)], FORMAT);
	expect(drawn).toEqual(["陈一鸣 🎉", "שלום", "علی\u200cرضا", "Zoë"]);
});
