// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { DisconnectReason } from "livekit-client";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeRoom } from "../testing/room";
import { useRoom } from "./useRoom";

vi.mock("livekit-client", async (original) => ({
	...(await original<typeof import("livekit-client")>()),
	Room: (await import("../testing/room")).FakeRoom,
}));

beforeEach(() => {
	FakeRoom.made = [];
});

async function roomOf(identity: string) {
	const hook = renderHook(({ identity }) => useRoom(identity, "/s/1", async () => `token of ${identity}`), {
		initialProps: { identity },
	});
	await pass();
	return hook;
}

test("without an identity there is no room", async () => {
	const { result } = await roomOf("");
	expect(FakeRoom.made).toHaveLength(0);
	expect(result.current).toEqual({ room: null, connected: false, resuming: false, weak: false, fault: "" });
});

test("an identity is in its room, and another identity in another room", async () => {
	const { result, rerender } = await roomOf("host-1");
	const first = FakeRoom.last;
	expect(result.current).toMatchObject({ room: first, connected: true });
	rerender({ identity: "host-2" });
	await pass();
	expect(first.state).toBe("disconnected");
	expect(FakeRoom.last).not.toBe(first);
	expect(FakeRoom.last.connections[0]?.token).toBe("token of host-2");
	expect(result.current.room).toBe(FakeRoom.last);
});

test("a room whose signalling is gone is resuming", async () => {
	const { result } = await roomOf("host-1");
	FakeRoom.last.become("signalReconnecting");
	await pass();
	expect(result.current).toMatchObject({ connected: false, resuming: true });
	FakeRoom.last.become("connected");
	await pass();
	expect(result.current).toMatchObject({ connected: true, resuming: false });
});

test.each([
	["excellent", false],
	["poor", true],
	["lost", true],
])("a connection of %s quality is weak: %s", async (quality, weak) => {
	const { result } = await roomOf("host-1");
	FakeRoom.last.localParticipant.emit("connectionQualityChanged", quality);
	await pass();
	expect(result.current.weak).toBe(weak);
});

test("a participant that LiveKit removed, and that the view still wants, comes back in a new room", async () => {
	const { result } = await roomOf("host-1");
	const first = FakeRoom.last;
	first.drop(DisconnectReason.PARTICIPANT_REMOVED);
	await pass(1_999);
	expect(FakeRoom.last).toBe(first);
	await pass(1);
	expect(FakeRoom.last).not.toBe(first);
	expect(result.current.connected).toBe(true);
});

test("a participant that got another identity meanwhile makes no third room", async () => {
	const { rerender } = await roomOf("host-1");
	FakeRoom.last.drop(DisconnectReason.PARTICIPANT_REMOVED);
	rerender({ identity: "host-2" });
	await pass(10_000);
	expect(FakeRoom.made).toHaveLength(2);
});

test("a participant that the view no longer wants stays out", async () => {
	const { result, rerender } = await roomOf("host-1");
	FakeRoom.last.drop(DisconnectReason.PARTICIPANT_REMOVED);
	rerender({ identity: "" });
	await pass(10_000);
	expect(FakeRoom.made).toHaveLength(1);
	expect(result.current.room).toBeNull();
});

test("a room whose media does not get through says so", async () => {
	FakeRoom.broken = "media";
	const { result } = await roomOf("host-1");
	expect(result.current).toMatchObject({ connected: false, fault: "media" });
	FakeRoom.broken = "";
	await pass(300);
	expect(result.current).toMatchObject({ connected: true, fault: "" });
});
