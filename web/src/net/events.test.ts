// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeLocks, FakeSocket, FakeTicks } from "../testing/carriers";
import { FakeEventSource } from "../testing/server";
import { talkEvent } from "../testing/talk";
import { follow } from "./events";
import { Talk } from "./talk";

let asked: string[];
let answer: () => Response;

beforeEach(() => {
	FakeSocket.install();
	FakeEventSource.install();
	FakeTicks.install();
	new FakeLocks().install();
	asked = [];
	answer = () => new Response(JSON.stringify({ Event: "view", Data: { Viewers: 7 } }));
	vi.stubGlobal("fetch", async (url: string, { body }: { body: string }) => {
		asked.push(`${url} ${body}`);
		return answer();
	});
});

function followed(tab = "tab-1") {
	const onData = vi.fn();
	const onBroken = vi.fn();
	const onBlocked = vi.fn();
	const stop = follow({ url: "/s/1/events", name: "view", tab }, { onData, onBroken, onBlocked });
	return { onData, onBroken, onBlocked, stop };
}

const streams = () => FakeEventSource.opened.filter(({ closed }) => !closed).length;

test("data of the named kind arrives by WebSocket, other kinds do not", () => {
	const { onData } = followed();
	expect(FakeSocket.last.url).toBe(`${location.origin.replace("http", "ws")}/s/1/events`);
	FakeSocket.last.send("view", { Viewers: 3 });
	FakeSocket.last.send("here");
	expect(onData.mock.calls).toEqual([[{ Viewers: 3 }]]);
});

test("a socket that breaks is opened again with growing pauses, and takes no other carrier's place", async () => {
	const { onBroken } = followed();
	for (const pause of [300, 300]) {
		const broken = FakeSocket.last;
		broken.send("view", {});
		broken.break();
		await pass(pause - 1);
		expect(FakeSocket.last).toBe(broken);
		await pass(1);
		expect(FakeSocket.last).not.toBe(broken);
	}
	expect(onBroken).toHaveBeenCalledTimes(2);
	expect(FakeEventSource.opened).toHaveLength(0);
});

test("a server that is away is tried with growing pauses", async () => {
	FakeSocket.rule = "refused";
	const { onBroken, onBlocked } = followed();
	for (const pause of [300, 600, 1200, 2000, 2000]) {
		await pass();
		const count = FakeSocket.opened.length;
		FakeEventSource.last.break();
		await pass(pause - 1);
		expect(FakeSocket.opened).toHaveLength(count);
		await pass(1);
		expect(FakeSocket.opened).toHaveLength(count + 1);
	}
	expect(onBroken).toHaveBeenCalledTimes(5);
	expect(onBlocked).not.toHaveBeenCalled();
});

test("a socket that says nothing is found and replaced", async () => {
	const { onBroken } = followed();
	FakeSocket.last.send("view", {});
	for (let beat = 0; beat < 5; beat += 1) {
		await pass(10_000);
		FakeSocket.last.send("here");
	}
	expect(onBroken).not.toHaveBeenCalled();
	await pass(35_300);
	expect(onBroken).toHaveBeenCalledTimes(1);
	expect(FakeSocket.opened).toHaveLength(2);
});

test.each(["refused", "forbidden"] as const)("a socket that is %s gives way to an event stream", async (rule) => {
	FakeSocket.rule = rule;
	const { onData, onBroken } = followed();
	await pass();
	FakeEventSource.last.send("view", { Viewers: 3 });
	expect(onData.mock.calls).toEqual([[{ Viewers: 3 }]]);
	expect(onBroken).not.toHaveBeenCalled();
	await pass(60_000);
	expect(asked).toEqual([]);
	expect(FakeEventSource.opened).toHaveLength(1);
});

test("a handshake that hangs gives way to an event stream", async () => {
	followed();
	await pass(2999);
	expect(FakeEventSource.opened).toHaveLength(0);
	await pass(1);
	expect(FakeSocket.opened[0]?.closed).toBe(true);
	expect(FakeEventSource.opened).toHaveLength(1);
});

test("two tabs of a browser hold a stream, the others ask every three seconds", async () => {
	FakeSocket.rule = "refused";
	const tabs = Array.from({ length: 10 }, (_, number) => followed(`tab-${number}`));
	await pass(300);
	expect(streams()).toBe(2);
	expect(asked).toEqual(Array.from({ length: 8 }, (_, at) => `/s/1/events {"Tab":"tab-${at + 2}"}`));
	await pass(3000);
	expect(asked).toHaveLength(16);
	expect(tabs[9]?.onData).toHaveBeenLastCalledWith({ Viewers: 7 });
	for (const { stop } of tabs) stop();
	await pass(10_000);
	expect(asked).toHaveLength(16);
	expect(streams()).toBe(0);
});

test("a tab that goes passes its stream on", async () => {
	FakeSocket.rule = "refused";
	const [first, , third] = [followed("tab-1"), followed("tab-2"), followed("tab-3")];
	await pass(300);
	first?.stop();
	await pass();
	expect(streams()).toBe(2);
	const count = asked.length;
	await pass(10_000);
	expect(asked).toHaveLength(count);
	FakeEventSource.last.send("view", { Viewers: 9 });
	expect(third?.onData).toHaveBeenLastCalledWith({ Viewers: 9 });
});

test("a page without Web Locks asks", async () => {
	vi.spyOn(navigator, "locks", "get").mockReturnValue(undefined as never);
	FakeSocket.rule = "refused";
	followed();
	await pass(300 + 3000);
	expect(asked).toHaveLength(2);
	expect(streams()).toBe(0);
});

test("a question that the server refuses is a break", async () => {
	FakeSocket.rule = "refused";
	for (const tab of ["tab-1", "tab-2"]) followed(tab);
	answer = () => new Response("{}", { status: 503 });
	const { onBroken } = followed("tab-3");
	await pass(300);
	expect(onBroken).toHaveBeenCalledTimes(1);
});

test("sockets count as blocked when HTTP works and a second one fails", async () => {
	FakeSocket.rule = "refused";
	const { onBlocked } = followed();
	await pass();
	FakeEventSource.last.send("view", {});
	expect(onBlocked).not.toHaveBeenCalled();
	await pass(3000);
	expect(onBlocked.mock.calls).toEqual([[true]]);
	await pass(60_000);
	expect(onBlocked).toHaveBeenCalledTimes(1);
});

test("a socket that opens later takes over, and the stream is closed", async () => {
	FakeSocket.rule = "refused";
	const { onData, onBlocked, onBroken } = followed();
	await pass();
	FakeEventSource.last.send("view", { Viewers: 1 });
	await pass(3000);
	FakeSocket.rule = "";
	await pass(30_000);
	expect(streams()).toBe(1);
	FakeSocket.last.send("view", { Viewers: 2 });
	expect(streams()).toBe(0);
	expect(onData).toHaveBeenLastCalledWith({ Viewers: 2 });
	expect(onBlocked.mock.calls).toEqual([[true], [false]]);
	FakeSocket.last.break();
	await pass(300);
	expect(onBroken).toHaveBeenCalledTimes(1);
	expect(FakeSocket.last.closed).toBe(false);
});

test("a stopped page opens nothing more", async () => {
	const { stop } = followed();
	FakeSocket.last.send("view", {});
	FakeSocket.last.break();
	stop();
	await pass(60_000);
	expect(FakeSocket.opened).toHaveLength(1);
	const { stop: stopOpen } = followed();
	stopOpen();
	expect(FakeSocket.last.closed).toBe(true);
	FakeSocket.rule = "refused";
	const { stop: stopWaiting } = followed();
	await pass();
	stopWaiting();
	const count = FakeSocket.opened.length;
	await pass(60_000);
	expect(FakeSocket.opened).toHaveLength(count);
	expect(streams()).toBe(0);
});

test("each carrier brings the conversation, and asks for what came after the last event", async () => {
	const talk = new Talk();
	const stop = follow({ url: "/w/a/events", name: "view", tab: "tab-1", talk }, { onData: () => {}, onBroken: () => {} });
	expect(FakeSocket.last.url.endsWith("/w/a/events")).toBe(true);
	FakeSocket.last.send("talk", talkEvent({ Seq: 7 }));
	FakeSocket.last.break();
	await pass(300);
	expect(FakeSocket.last.url.endsWith("/w/a/events?after=7")).toBe(true);
	FakeSocket.last.break();
	await pass(300);
	expect(FakeEventSource.last.url).toBe("/w/a/events?after=7");
	FakeEventSource.last.send("talk", talkEvent({ Seq: 9 }));
	expect(talk.after).toBe(9);
	stop();
});

test("a page that asks by short requests sends its cursor, and gets the conversation with the view", async () => {
	FakeSocket.rule = "forbidden";
	vi.spyOn(navigator, "locks", "get").mockReturnValue(undefined as unknown as LockManager);
	const talk = new Talk();
	answer = () => new Response(JSON.stringify({ Event: "view", Data: {}, Talk: talkEvent({ Seq: 12 }) }));
	const stop = follow({ url: "/w/a/events", name: "view", tab: "tab-1", talk }, { onData: () => {}, onBroken: () => {} });
	await pass(4000);
	expect(asked.slice(0, 2)).toEqual(['/w/a/events {"Tab":"tab-1"}', '/w/a/events {"Tab":"tab-1","After":12}']);
	stop();
});
