// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeSocket, FakeTicks } from "../testing/carriers";
import { FakeEventSource, FakeServer } from "../testing/server";

const NOON = Date.UTC(2030, 0, 2, 12);
const SOURCE = { url: "/s/se_1/events", name: "view", tab: "tab-1" };
let clock: typeof import("../browser/clock");

/** The module keeps the time: each test is a page load of its own. */
beforeEach(async () => {
	vi.resetModules();
	clock = await import("../browser/clock");
});

test("the server's time replaces a wrong clock, and a clock that is set changes nothing", async () => {
	vi.setSystemTime(NOON + 7_200_000);
	clock.hear(NOON);
	expect(clock.serverNow()).toBe(NOON);
	await pass(10_000);
	vi.setSystemTime(NOON - 86_400_000);
	expect(clock.serverNow()).toBe(NOON + 10_000);
});

test("a late message does not put the time back, and a jump does", async () => {
	clock.hear(NOON);
	await pass(3_000);
	clock.hear(NOON + 1_000);
	expect(clock.serverNow()).toBe(NOON + 3_000);
	clock.hear(NOON + 4_000);
	expect(clock.serverNow()).toBe(NOON + 4_000);
	clock.hear(NOON + 600_000);
	expect(clock.serverNow()).toBe(NOON + 600_000);
	clock.hear(NOON);
	expect(clock.serverNow()).toBe(NOON);
});

test("calls and events tell the time, and what counts seconds follows it", async () => {
	vi.setSystemTime(NOON + 7_200_000);
	new FakeServer({ GetSession: {} }).time = NOON / 1000 - 100;
	FakeSocket.install();
	const { call } = await import("./call");
	const { follow } = await import("./events");
	const { useNow } = await import("../ui/useNow");
	await call("/s/se_1/call", "GetSession", {});
	expect(clock.serverNow()).toBe(NOON - 100_000);
	const stop = follow(SOURCE, { onData: () => {}, onBroken: () => {} });
	FakeSocket.last.send("view", {}, NOON);
	const { result } = renderHook(useNow);
	expect(result.current).toBe(NOON);
	await pass(1_000);
	expect(result.current).toBe(NOON + 1_000);
	FakeSocket.last.send("view", {});
	expect(clock.serverNow()).toBe(NOON + 1_000);
	stop();
});

test("an event stream and an answer tell the time too", async () => {
	const listeners = { onData: () => {}, onEnd: () => {} };
	const { byPolls, byStream } = await import("./carriers");
	FakeEventSource.install();
	const stopStream = byStream(SOURCE, listeners);
	FakeEventSource.last.send("view", {}, String(NOON));
	expect(clock.serverNow()).toBe(NOON);
	stopStream();
	FakeTicks.install();
	vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ Event: "view", At: NOON + 600_000, Data: {} })));
	const stopPolls = byPolls(SOURCE, listeners);
	await pass(0);
	expect(clock.serverNow()).toBe(NOON + 600_000);
	stopPolls();
});
