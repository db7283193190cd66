// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test, vi } from "vitest";
import { FakeEventSource } from "../testing/server";
import { follow } from "./events";

beforeEach(() => FakeEventSource.install());

function followed() {
	const onData = vi.fn();
	const onBroken = vi.fn();
	return { onData, onBroken, stop: follow("/s/1/events", "view", { onData, onBroken }) };
}

test("data of the named kind arrives, other kinds do not", () => {
	const { onData } = followed();
	expect(FakeEventSource.last.url).toBe("/s/1/events");
	FakeEventSource.last.send("view", { Viewers: 3 });
	FakeEventSource.last.send("other", {});
	expect(onData.mock.calls).toEqual([[{ Viewers: 3 }]]);
});

test("a broken stream is closed and opened again with growing pauses", () => {
	const { onBroken } = followed();
	for (const pause of [300, 600, 1200, 2000, 2000]) {
		const broken = FakeEventSource.last;
		broken.break();
		expect(broken.closed).toBe(true);
		vi.advanceTimersByTime(pause - 1);
		expect(FakeEventSource.last).toBe(broken);
		vi.advanceTimersByTime(1);
		expect(FakeEventSource.last).not.toBe(broken);
	}
	expect(onBroken).toHaveBeenCalledTimes(5);
});

test("data after a break makes the next pause short again", () => {
	followed();
	FakeEventSource.last.break();
	vi.advanceTimersByTime(300);
	FakeEventSource.last.break();
	vi.advanceTimersByTime(600);
	FakeEventSource.last.send("view", {});
	FakeEventSource.last.break();
	vi.advanceTimersByTime(300);
	expect(FakeEventSource.opened).toHaveLength(4);
});

test("a stopped stream is closed and stays closed", () => {
	const { stop } = followed();
	FakeEventSource.last.break();
	stop();
	vi.advanceTimersByTime(10_000);
	expect(FakeEventSource.opened).toHaveLength(1);
	const { stop: stopOpen } = followed();
	stopOpen();
	expect(FakeEventSource.last.closed).toBe(true);
});
