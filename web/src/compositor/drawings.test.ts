import { beforeEach, expect, test, vi } from "vitest";
import type { Drawing } from "../source/source";
import { Drawings, type Wish } from "./drawings";

/** A bitmap that knows whether it was closed. */
class FakeBitmap {
	closed = false;

	constructor(readonly name: string) {}

	close = () => {
		this.closed = true;
	};
}

type Answer = (bitmap: FakeBitmap | null) => void;

let asked: { name: string; answer: Answer }[];
let sent: [string, string | null][];
let forgotten: string[];
let drawings: Drawings;

beforeEach(() => {
	asked = [];
	sent = [];
	forgotten = [];
	drawings = new Drawings(
		(id, bitmap) => sent.push([id, (bitmap as FakeBitmap | null)?.name ?? null]),
		(id) => forgotten.push(id),
	);
});

function drawing(key: string): Drawing {
	const draw = (width: number, height: number, frame: number) =>
		new Promise<FakeBitmap | null>((answer) => asked.push({ name: `${key} ${width}x${height}/${frame}`, answer }));
	return { key, draw: draw as unknown as Drawing["draw"] };
}

const want = (wishes: Record<string, Wish>) => drawings.want(new Map(Object.entries(wishes)));
const wish = (key: string, width = 10, height = 10): Wish => ({ drawing: drawing(key), width, height, frame: 720 });
const turn = () => new Promise((done) => setTimeout(done));

async function answer(at: number): Promise<FakeBitmap> {
	const bitmap = new FakeBitmap(asked[at]?.name ?? "");
	asked[at]?.answer(bitmap);
	await turn();
	return bitmap;
}

test("a picture is drawn at its exact size, once for a key and a size", async () => {
	want({ a: wish("text", 320, 80) });
	const bitmap = await answer(0);
	want({ a: wish("text", 320, 80) });
	await turn();
	expect(asked).toHaveLength(1);
	expect(sent).toEqual([["a", "text 320x80/720"]]);
	expect(bitmap.closed).toBe(false);
});

test("another key or another size is drawn again, and nothing is forgotten until then", async () => {
	want({ a: wish("4:59") });
	await answer(0);
	want({ a: wish("4:58") });
	await answer(1);
	want({ a: wish("4:58", 20, 20) });
	await answer(2);
	expect(sent.map(([, name]) => name)).toEqual(["4:59 10x10/720", "4:58 10x10/720", "4:58 20x20/720"]);
	expect(forgotten).toEqual([]);
});

test("a late answer is closed, and only the newest wish is drawn after it", async () => {
	want({ a: wish("one") });
	want({ a: wish("two") });
	want({ a: wish("three") });
	const late = await answer(0);
	expect(late.closed).toBe(true);
	expect(asked.map(({ name }) => name)).toEqual(["one 10x10/720", "three 10x10/720"]);
	await answer(1);
	expect(sent).toEqual([["a", "three 10x10/720"]]);
});

test("a picture that nobody wants any more is forgotten, and its late answer closed", async () => {
	want({ a: wish("one"), b: wish("two") });
	want({ b: wish("two") });
	expect(forgotten).toEqual(["a"]);
	expect((await answer(0)).closed).toBe(true);
	expect((await answer(1)).closed).toBe(false);
	drawings.close();
});

test("an answer after the end is closed", async () => {
	want({ a: wish("one") });
	drawings.close();
	expect((await answer(0)).closed).toBe(true);
	expect(sent).toEqual([]);
});

test("a drawing that fails counts as one that cannot be drawn", async () => {
	want({ a: { ...wish("one"), drawing: { key: "one", draw: async () => Promise.reject(new Error("no file")) } } });
	await turn();
	expect(sent).toEqual([["a", null]]);
	drawings.close();
});

test("a picture that could not be drawn is tried again later", async () => {
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	want({ a: wish("text") });
	asked[0]?.answer(null);
	await vi.advanceTimersByTimeAsync(5000);
	asked[1]?.answer(new FakeBitmap("late"));
	await vi.advanceTimersByTimeAsync(10_000);
	expect(sent).toEqual([
		["a", null],
		["a", "late"],
	]);
	vi.useRealTimers();
});
