// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { everySecond } from "./seconds";

/** Runs the worker's code in the page. */
class FakeWorker {
	onmessage: (() => void) | null = null;
	private timer = setTimeout(() => {}, 0);
	postMessage(ms: number): void {
		this.timer = setTimeout(() => this.onmessage?.(), ms);
	}
	terminate(): void {
		clearTimeout(this.timer);
	}
}

test("each second begins on the server's clock, until it is stopped", async () => {
	vi.stubGlobal("Worker", FakeWorker);
	vi.setSystemTime(Date.UTC(2030, 0, 2, 12) + 400);
	const seen: number[] = [];
	const stop = everySecond((now) => seen.push(now % 60_000));
	await pass(2000);
	expect(seen).toEqual([1005, 2005]);
	stop();
	await pass(5000);
	expect(seen).toHaveLength(2);
});
