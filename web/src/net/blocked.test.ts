import { expect, test } from "vitest";
import { blockedBy } from "./blocked";

const FINE = { waiting: true, offline: false, webRtc: true, socketBlocked: false, fault: "" } as const;

test.each([
	["nothing", {}, ""],
	["WebRTC off", { webRtc: false }, "webrtc"],
	["WebRTC off and no server", { webRtc: false, offline: true }, "webrtc"],
	["no server", { offline: true, fault: "signal" }, "server"],
	["sockets blocked", { socketBlocked: true, fault: "signal" }, "websocket"],
	["a signal that fails while sockets get through", { fault: "signal" }, ""],
	["a signal that works and a connection that fails", { fault: "media" }, "media"],
	["a picture that comes all the same", { waiting: false, socketBlocked: true, webRtc: false }, ""],
] as const)("%s is told", (_, observed, blocked) => {
	expect(blockedBy({ ...FINE, ...observed })).toBe(blocked);
});
