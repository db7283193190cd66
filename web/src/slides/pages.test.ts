import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type DrawPage, Pages, type Size } from "./pages";

const SIZE = { width: 1280, height: 720 };
const flush = () => new Promise((done) => setTimeout(done));

/** Each picture that was made, until it is closed. */
let open: string[];
/** Pages that wait to be drawn, in this order. */
let waiting: { page: number; size: Size; signal: AbortSignal; done: () => void; fail: () => void }[];

class Bitmap {
	width = 1;
	constructor(readonly name: string) {
		open.push(name);
	}
	close() {
		this.width = 0;
		open = open.filter((name) => name !== this.name);
	}
}

const draw: DrawPage = (page, size, signal) =>
	new Promise((done, fail) => {
		signal.addEventListener("abort", () => done(null));
		const name = `${page} at ${size.width}`;
		waiting.push({
			page,
			size,
			signal,
			done: () => done(new Bitmap(name) as unknown as ImageBitmap),
			fail: () => fail(new Error()),
		});
	});

/** Draw all that is asked for, and return the numbers of the pages. */
async function drawAll(): Promise<number[]> {
	const drawn: number[] = [];
	for (await flush(); waiting.length; await flush()) {
		const next = waiting.shift();
		if (next?.signal.aborted) continue;
		drawn.push(next?.page ?? 0);
		next?.done();
	}
	return drawn;
}

beforeEach(() => {
	open = [];
	waiting = [];
	vi.stubGlobal("createImageBitmap", async ({ name }: Bitmap) => ({ name }));
});
afterEach(() => {
	vi.unstubAllGlobals();
});

test("a page comes first, its neighbours are drawn ahead, and come without being drawn again", async () => {
	const pages = new Pages(12, draw);
	const second = pages.page(2, SIZE);
	expect(await drawAll()).toEqual([2, 3, 1]);
	expect(await second).toEqual({ name: "2 at 1280" });
	expect(await pages.page(3, SIZE)).toEqual({ name: "3 at 1280" });
	expect(await drawAll()).toEqual([4]);
});

test("only the page and its neighbours stay open", async () => {
	const pages = new Pages(12, draw);
	for (const page of [1, 2, 3, 8, 9]) {
		void pages.page(page, SIZE);
		await drawAll();
	}
	expect(open.sort()).toEqual(["10 at 1280", "8 at 1280", "9 at 1280"]);
});

test("no page is drawn before the first one or after the last one", async () => {
	const pages = new Pages(1, draw);
	void pages.page(1, SIZE);
	expect(await drawAll()).toEqual([1]);
});

test("a page far away stops what is drawn", async () => {
	const pages = new Pages(12, draw);
	const first = pages.page(1, SIZE);
	await flush();
	const ninth = pages.page(9, SIZE);
	expect(await first).toBeNull();
	expect(await drawAll()).toEqual([9, 10, 8]);
	expect(await ninth).toEqual({ name: "9 at 1280" });
});

test("small sizes are kept beside the program's, and the oldest goes when they are too much", async () => {
	const pages = new Pages(1, draw);
	const ask = async (width: number, height: number) => {
		void pages.page(1, { width, height });
		return drawAll();
	};
	for (const [width, height] of [
		[1920, 1080],
		[1280, 720],
		[160, 90],
		[320, 180],
	] as const) {
		await ask(width, height);
	}
	expect(open).toEqual(["1 at 1920", "1 at 1280", "1 at 160", "1 at 320"]);
	await ask(1919, 1079);
	await ask(1918, 1078);
	expect(open).toEqual(["1 at 1280", "1 at 160", "1 at 320", "1 at 1919", "1 at 1918"]);
	await ask(4096, 4096);
	expect(open).toEqual(["1 at 4096"]);
});

test("neighbours wait until the page is there in all sizes", async () => {
	const pages = new Pages(12, draw);
	void pages.page(5, SIZE);
	void pages.page(5, { width: 160, height: 90 });
	expect(await drawAll()).toEqual([5, 5, 6, 6, 4, 4]);
});

test("a page that could not be drawn is null, and is tried again", async () => {
	const pages = new Pages(1, draw);
	const first = pages.page(1, SIZE);
	await flush();
	waiting.shift()?.fail();
	expect(await first).toBeNull();
	const again = pages.page(1, SIZE);
	expect(await drawAll()).toEqual([1]);
	expect(await again).toEqual({ name: "1 at 1280" });
});
