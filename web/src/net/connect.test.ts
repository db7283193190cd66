// @vitest-environment happy-dom
import "../testing/setup";
import { DisconnectReason } from "livekit-client";
import { expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeRoom } from "../testing/room";
import { ApiError } from "./call";
import { keepConnected } from "./connect";

function kept(room = new FakeRoom()) {
	let tokens = 0;
	const getToken = vi.fn(async () => `token ${++tokens}`);
	const onRefused = vi.fn();
	const onFault = vi.fn();
	const stop = keepConnected(room.room, getToken, "/s/1", { options: { autoSubscribe: false }, onRefused, onFault });
	return { room, getToken, onRefused, onFault, stop };
}

test("a room is joined at once, with a token, at the page's own address", async () => {
	const { room } = kept();
	await pass();
	const url = `${location.origin.replace("http", "ws")}/s/1`;
	expect(room.connections).toEqual([{ url, token: "token 1", options: { autoSubscribe: false } }]);
});

test("a room that LiveKit lost is joined again with a new token", async () => {
	const { room, onRefused } = kept();
	await pass();
	room.drop(DisconnectReason.SERVER_SHUTDOWN);
	await pass(299);
	expect(room.connections).toHaveLength(1);
	await pass(1);
	expect(room.connections.map(({ token }) => token)).toEqual(["token 1", "token 2"]);
	expect(onRefused).not.toHaveBeenCalled();
});

test("a connection that fails is tried again with growing pauses, then with short ones", async () => {
	const { room } = kept();
	room.failures = [new Error("404"), new Error("404")];
	await pass();
	await pass(300);
	expect(room.connections).toHaveLength(2);
	await pass(599);
	expect(room.connections).toHaveLength(2);
	await pass(1);
	expect(room.state).toBe("connected");
	room.drop();
	await pass(300);
	expect(room.connections).toHaveLength(4);
});

test.each([DisconnectReason.PARTICIPANT_REMOVED, DisconnectReason.ROOM_DELETED, DisconnectReason.DUPLICATE_IDENTITY])(
	"a participant that LiveKit removed for good (%i) is reported and stays out",
	async (reason) => {
		const { room, onRefused } = kept();
		await pass();
		room.drop(reason);
		await pass(10_000);
		expect(onRefused.mock.calls).toEqual([[]]);
		expect(room.connections).toHaveLength(1);
	},
);

test("a token that the server refuses is reported and asked for again", async () => {
	const { room, getToken, onRefused } = kept();
	const refusal = new ApiError("NotOnStage", "", 403);
	getToken.mockRejectedValueOnce(refusal);
	room.state = "disconnected";
	await pass();
	room.drop();
	getToken.mockRejectedValueOnce(refusal);
	await pass(300);
	expect(onRefused.mock.calls).toEqual([[refusal]]);
	await pass(10_000);
	expect(room.state).toBe("connected");
});

test("a server that is away is asked again without a report", async () => {
	const { room, getToken, onRefused } = kept();
	await pass();
	getToken.mockRejectedValueOnce(new ApiError("ServiceUnavailable", "", 503)).mockRejectedValueOnce(new TypeError());
	room.drop();
	await pass(10_000);
	expect(room.connections).toHaveLength(2);
	expect(onRefused).not.toHaveBeenCalled();
});

test("a room that is stopped is left, also while its token is on the way", async () => {
	const { room, stop } = kept();
	stop();
	await pass(10_000);
	expect(room.connections).toHaveLength(0);
	expect(room.disconnections).toBe(1);
	expect(room.heard).toBe(0);
});

test("a room that is stopped while it waits is not joined again", async () => {
	const { room, stop } = kept();
	await pass();
	room.drop();
	stop();
	await pass(10_000);
	expect(room.connections).toHaveLength(1);
});

test.each([
	["the signalling", "signal"],
	["the media", "media"],
] as const)("a join where %s fails says so, until one succeeds", async (_, fault) => {
	FakeRoom.broken = fault;
	const { onFault } = kept();
	await pass();
	FakeRoom.broken = "";
	expect(onFault.mock.calls).toEqual([[fault]]);
	await pass(300);
	expect(onFault.mock.calls).toEqual([[fault], [""]]);
});

test("a token that does not come is no fault of the network's media", async () => {
	const { room, getToken, onFault } = kept();
	await pass();
	getToken.mockRejectedValueOnce(new TypeError());
	room.drop();
	await pass(300);
	expect(onFault.mock.calls).toEqual([[""], [""]]);
});

test("a browser without WebRTC asks for no token until it has it", async () => {
	vi.stubGlobal("RTCPeerConnection", undefined);
	const { room, getToken } = kept();
	await pass(10_000);
	expect(getToken).not.toHaveBeenCalled();
	vi.stubGlobal("RTCPeerConnection", class {});
	await pass(2000);
	expect(room.state).toBe("connected");
});
