// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test, vi } from "vitest";
import { sessionOf } from "../testing/session";
import { roomsBlocked } from "./blocked";
import type { RoomState } from "./useRoom";

const OUT: RoomState = { room: null, connected: false, resuming: false, weak: false, fault: "" };
const IN: RoomState = { ...OUT, connected: true };
const { session } = sessionOf();

test("a page that is in its rooms, or wants none, is not blocked", () => {
	const blocked = sessionOf({ socketBlocked: true }).session;
	vi.stubGlobal("RTCPeerConnection", undefined);
	expect(roomsBlocked(blocked, [])).toBe("");
	expect(roomsBlocked(blocked, [IN])).toBe("");
	expect(roomsBlocked(blocked, [{ ...OUT, resuming: true }])).toBe("");
});

test("a page that is out of a room says why", () => {
	expect(roomsBlocked(session, [OUT])).toBe("");
	expect(roomsBlocked(session, [IN, { ...OUT, fault: "media" }])).toBe("media");
	expect(roomsBlocked(sessionOf({ socketBlocked: true }).session, [IN, OUT])).toBe("websocket");
	vi.stubGlobal("RTCPeerConnection", undefined);
	expect(roomsBlocked(session, [OUT])).toBe("webrtc");
});
