import { expect, test } from "vitest";
import { type Encoding, type Look, nextEncoding, startEncoding } from "./encoder";

const RATES = [20, 30, 30];
const EVERY_MS = 3000;
const MINUTE_MS = 60_000;

type Limit = Look["layers"][number]["limit"];

/** A computer and its browser: counts frames as a sender does. */
class Computer {
	at = 0;
	counts = [0, 0, 0];
	encoding = startEncoding(3);
	/** Each number of sent layers, and when it came, in seconds. */
	changes: [number, number][] = [];

	/** Encode for a time, with so many frames per second in the top sent layer. */
	run(ms: number, fps: number, limit: Limit = "none"): this {
		for (const end = this.at + ms; this.at < end; ) {
			this.at += EVERY_MS;
			this.counts = this.counts.map((count, layer) => count + (layer < this.encoding.sent ? (fps * EVERY_MS) / 1000 : 0));
			this.look(limit);
		}
		return this;
	}

	/** The room connected again: the sender is another one. */
	reconnect(): this {
		this.counts = [0, 0, 0];
		this.look("none");
		return this;
	}

	get sent(): number {
		return this.encoding.sent;
	}

	private look(limit: Limit): void {
		const layers = this.counts.map((frames) => ({ frames, limit }));
		const next: Encoding = nextEncoding(this.encoding, { at: this.at, layers }, RATES);
		if (next.sent !== this.encoding.sent) this.changes.push([next.sent, this.at / 1000]);
		this.encoding = next;
	}
}

test("an encoder that keeps up sends all layers", () => {
	expect(new Computer().run(10 * MINUTE_MS, 30).changes).toEqual([]);
	expect(new Computer().run(10 * MINUTE_MS, 13).changes).toEqual([]);
});

test("a limit of the processor leaves out the top layer at the fifth look", () => {
	expect(new Computer().run(15_000, 25, "cpu").changes).toEqual([[2, 15]]);
});

test("less than two fifths of the frames leaves out the top layer", () => {
	expect(new Computer().run(15_000, 11).changes).toEqual([[2, 15]]);
});

test("a short stutter leaves no layer out", () => {
	const computer = new Computer().run(9_000, 30);
	for (let times = 0; times < 20; times++) computer.run(6_000, 5, "cpu").run(3_000, 30);
	expect(computer.changes).toEqual([]);
});

test("a slow network leaves no layer out", () => {
	expect(new Computer().run(MINUTE_MS, 0, "bandwidth").changes).toEqual([]);
});

test("the browser has time to recover before the next layer is left out", () => {
	const computer = new Computer().run(15_000, 25, "cpu").run(18_000, 20, "cpu");
	expect(computer.sent).toBe(2);
	expect(computer.run(21_000, 20, "cpu").sent).toBe(1);
});

test("the last layer is never left out", () => {
	expect(new Computer().run(MINUTE_MS, 1, "cpu").run(10 * MINUTE_MS, 0, "cpu").sent).toBe(1);
});

test("the top layer comes back after a minute and stays", () => {
	const computer = new Computer().run(15_000, 25, "cpu").run(10 * MINUTE_MS, 30);
	expect(computer.changes).toEqual([
		[2, 15],
		[3, 75],
	]);
});

test("a layer does not come back while the rest is too slow", () => {
	const computer = new Computer().run(15_000, 25, "cpu").run(MINUTE_MS, 30, "cpu");
	expect(computer.changes.every(([sent]) => sent < 3)).toBe(true);
});

test("each try that fails doubles the wait, up to sixteen minutes", () => {
	const computer = new Computer();
	/** All layers are too much, two are not. */
	while (computer.at < 120 * MINUTE_MS) computer.run(EVERY_MS, computer.sent === 3 ? 10 : 30);
	const out = computer.changes.filter(([sent]) => sent === 2).map(([, at]) => at);
	const back = computer.changes.filter(([sent]) => sent === 3).map(([, at]) => at);
	const waits = back.map((at, index) => Math.round((at - (out[index] ?? 0)) / 60));
	expect(waits.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 16, 16]);
});

test("a try that held lets the next wait be short again", () => {
	const computer = new Computer();
	while (computer.at < 10 * MINUTE_MS) computer.run(EVERY_MS, computer.sent === 3 ? 10 : 30);
	computer.run(40 * MINUTE_MS, 30);
	expect(computer.sent).toBe(3);
	computer.run(15_000, 10);
	expect([computer.sent, computer.encoding.waitMs]).toEqual([2, MINUTE_MS]);
});

test("the counts of another connection are not compared", () => {
	const computer = new Computer().run(30_000, 30);
	for (let times = 0; times < 5; times++) computer.reconnect().run(6_000, 30);
	expect(computer.changes).toEqual([]);
});
