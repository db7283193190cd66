// @vitest-environment happy-dom
import "../testing/setup";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { Decks } from "./decks";
import type { SlidesAnswer, SlidesOrder } from "./orders";

const FILE = { file: "hash", width: 960, height: 540 };
let workers: FakeWorker[];
/** The worker's answer to an order. */
let answer: (order: SlidesOrder) => Omit<SlidesAnswer, "id">;

class FakeWorker {
	onmessage: ((event: { data: SlidesAnswer }) => void) | null = null;
	onerror: (() => void) | null = null;
	ended = false;
	orders: SlidesOrder[] = [];
	constructor() {
		workers.push(this);
	}
	postMessage(order: SlidesOrder): void {
		this.orders.push(order);
		queueMicrotask(() => this.onmessage?.({ data: { id: order.id, ...answer(order) } as SlidesAnswer }));
	}
	terminate(): void {
		this.ended = true;
	}
}

const close = vi.fn();
const bitmap = { width: 160, height: 90, close };
const open = vi.fn();

beforeEach(() => {
	workers = [];
	close.mockClear();
	open.mockReset().mockResolvedValue(new Blob(["%PDF-"]));
	answer = ({ do: what }) => ({
		result: what === "open" ? { pages: 12, width: 960, height: 540 } : (bitmap as unknown as ImageBitmap),
	});
	vi.stubGlobal("Worker", FakeWorker);
});
afterEach(() => {
	vi.unstubAllGlobals();
});

test("a drawing opens its file when it is first drawn, and once for all pages", async () => {
	const decks = new Decks(open);
	const [second, third] = [decks.drawing(FILE, 2), decks.drawing(FILE, 3)];
	expect([second.key === third.key, second.ratio, workers.length]).toEqual([false, 960 / 540, 0]);
	expect(await Promise.all([second.draw(1280, 720, 720), third.draw(1280, 720, 720)])).toEqual([bitmap, bitmap]);
	expect(open.mock.calls).toEqual([["hash"]]);
	expect(workers.map(({ orders }) => orders.map(({ do: what }) => what))).toEqual([["open", "page", "page"]]);
});

test("a file that is missing or refused draws nothing, and is tried again", async () => {
	const decks = new Decks(open);
	open.mockResolvedValueOnce(null);
	expect(await decks.drawing(FILE, 1).draw(1, 1, 1)).toBeNull();
	answer = () => ({ refused: "encrypted" });
	expect(await decks.drawing(FILE, 1).draw(1, 1, 1)).toBeNull();
	expect(workers[0]?.ended).toBe(true);
	answer = ({ do: what }) => ({ result: what === "open" ? { pages: 1, width: 4, height: 3 } : null });
	await decks.drawing(FILE, 1).draw(1, 1, 1);
	expect(open).toHaveBeenCalledTimes(3);
});

test("a thumbnail is drawn once, and closed with its file", async () => {
	const decks = new Decks(open);
	await decks.thumbnail("hash", 1);
	await decks.thumbnail("hash", 1);
	expect(workers[0]?.orders.filter(({ do: what }) => what === "thumbnail")).toHaveLength(1);
	decks.keep(new Set(["hash"]));
	await pass();
	expect(workers[0]?.ended).toBe(false);
	decks.keep(new Set());
	await pass();
	expect([workers[0]?.ended, close.mock.calls.length]).toEqual([true, 1]);
});

test("a file that comes into the design is opened once: to read it and to draw it", async () => {
	const decks = new Decks(open);
	const results = { open: { pages: 12, width: 960, height: 540 }, fonts: ["Heiti"], page: bitmap, thumbnail: bitmap };
	answer = ({ do: what }) => {
		if (what === "fonts") decks.keep(new Set()); // the design does not have it yet
		return { result: results[what] as never };
	};
	const read = decks.inspect("hash", new Blob(["%PDF-"]));
	expect(await read).toEqual({ pages: 12, width: 960, height: 540, fontsOutside: ["Heiti"] });
	await decks.drawing(FILE, 1).draw(1, 1, 1);
	await decks.inspect("hash", new Blob(["%PDF-"]));
	expect([workers.length, open.mock.calls.length, workers[0]?.ended]).toEqual([1, 0, false]);
	decks.keep(new Set());
	await pass();
	expect(workers[0]?.ended).toBe(true);
});

test("a refused file says why, and is opened again", async () => {
	const decks = new Decks(open);
	answer = () => ({ refused: "encrypted" });
	await expect(decks.inspect("hash", new Blob())).rejects.toMatchObject({ why: "encrypted" });
	await expect(decks.inspect("hash", new Blob())).rejects.toMatchObject({ why: "encrypted" });
	expect(workers.map(({ ended }) => ended)).toEqual([true, true]);
});

test("what is drawn while a file is closed ends with nothing", async () => {
	const decks = new Decks(open);
	await decks.thumbnail("hash", 1);
	const worker = workers[0] as FakeWorker;
	worker.postMessage = (order) => worker.orders.push(order) as unknown as undefined;
	const drawn = decks.drawing(FILE, 1).draw(1, 1, 1);
	await pass();
	decks.close();
	expect(await drawn).toBeNull();
});

test("a file whose worker the browser ended is opened again", async () => {
	const decks = new Decks(open);
	await decks.drawing(FILE, 1).draw(1, 1, 1);
	workers[0]?.onerror?.();
	await decks.drawing(FILE, 1).draw(1, 1, 1);
	expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
});

test("a file whose worker answers nothing for a minute is given up", async () => {
	const decks = new Decks(open);
	await decks.drawing(FILE, 1).draw(1, 1, 1);
	const worker = workers[0] as FakeWorker;
	worker.postMessage = () => {};
	const drawn = decks.drawing(FILE, 2).draw(1, 1, 1);
	await pass(59_000);
	expect(worker.ended).toBe(false);
	await pass(1_000);
	expect([worker.ended, await drawn]).toEqual([true, null]);
});
