// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeStream, publish } from "../testing/program";
import { FakeRoom } from "../testing/room";
import { FakeServer } from "../testing/server";
import { loadProgram } from "./load";
import { useProgramStream } from "./useProgramStream";

vi.mock("livekit-client", async (original) => ({
	...(await original<typeof import("livekit-client")>()),
	Room: (await import("../testing/room")).FakeRoom,
}));

const onFault = vi.fn();
let server: FakeServer;
beforeEach(() => {
	FakeRoom.made = [];
	server = new FakeServer({ WatchShow: { Token: "t" } });
	vi.stubGlobal("MediaStream", FakeStream);
});

async function watching(live = true, publisher = "program-1") {
	const hook = renderHook(({ live, publisher }) => useProgramStream("/w/tea", live, publisher, onFault), {
		initialProps: { live, publisher },
	});
	await loadProgram();
	await pass();
	return { ...hook, ids: () => hook.result.current?.getTracks().map(({ id }) => id) ?? null };
}

test("a show that is not live is not connected to", async () => {
	await watching(false);
	expect(FakeRoom.made).toHaveLength(0);
	expect(server.calls).toHaveLength(0);
});

test("the named publisher's tracks are subscribed and shown, and no others", async () => {
	const { ids } = await watching();
	expect(FakeRoom.last.connections[0]?.options).toEqual({ autoSubscribe: false });
	const strangers = publish("program-0");
	const named = publish("program-1");
	await pass();
	expect(ids()).toEqual(["program-1 video", "program-1 audio"]);
	for (const { setSubscribed } of named) expect(setSubscribed).toHaveBeenLastCalledWith(true);
	for (const { setSubscribed } of strangers) expect(setSubscribed).toHaveBeenLastCalledWith(false);
});

test("another publisher takes over without a new connection", async () => {
	const { ids, rerender } = await watching();
	const first = publish("program-1");
	publish("program-2");
	await pass();
	rerender({ live: true, publisher: "program-2" });
	expect(ids()).toEqual(["program-2 video", "program-2 audio"]);
	expect(first[0]?.setSubscribed).toHaveBeenLastCalledWith(false);
	expect(FakeRoom.made).toHaveLength(1);
});

test("the stream stays the same while its tracks do", async () => {
	const { result } = await watching();
	publish("program-1");
	await pass();
	const before = result.current;
	FakeRoom.last.emit("trackSubscribed");
	await pass();
	expect(result.current).toBe(before);
});

test("the last picture stays while the publisher is gone", async () => {
	const { result } = await watching();
	publish("program-1");
	await pass();
	const before = result.current;
	FakeRoom.last.remoteParticipants.clear();
	FakeRoom.last.emit("trackUnsubscribed");
	await pass();
	expect(result.current).toBe(before);
});

test("the end of the show leaves the room and the picture", async () => {
	const { result, rerender } = await watching();
	publish("program-1");
	await pass();
	rerender({ live: false, publisher: "" });
	await pass();
	expect(result.current).toBeNull();
	expect(FakeRoom.last.state).toBe("disconnected");
});
