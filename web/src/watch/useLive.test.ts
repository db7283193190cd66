// @vitest-environment happy-dom
import "../testing/setup";
import "livekit-client"; // before the modules are reset: the room of the mock is the room of this file
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { HlsPlayer } from "../hls/player";
import type { WatchView } from "../net/types";
import { pass } from "../testing/act";
import { FakeStream, publish } from "../testing/program";
import { FakeRoom } from "../testing/room";
import { FakeServer } from "../testing/server";

vi.mock("livekit-client", async (original) => ({
	...(await original<typeof import("livekit-client")>()),
	Room: (await import("../testing/room")).FakeRoom,
}));
vi.mock("../timeshift/Timeshift", () => ({ default: {} }));

const BASE = "/w/tea";
const LIVE = { Hls: `${BASE}/hls/main.m3u8`, Dvr: `${BASE}/hls/dvr.m3u8`, Since: 1000 };
const WEBRTC = { Token: "t", Mode: "webrtc", Publisher: "program-1", Watermark: "" };
const FULL = { ...WEBRTC, Token: "", Mode: "hls", Watermark: "Ada" };
const ON_AIR = { Status: 1, Starting: false, Away: false, Publisher: "program-1", Live: LIVE } as WatchView;

let video: HTMLVideoElement;
let server: FakeServer;
let frame = () => {};

/** The first answer is kept by its module: each test is a page load of its own. */
beforeEach(async () => {
	FakeRoom.made = [];
	FakeRoom.broken = "";
	vi.stubGlobal("MediaStream", FakeStream);
	vi.stubGlobal(
		"ResizeObserver",
		class {
			observe() {}
			disconnect() {}
		},
	);
	video = document.createElement("video");
	document.body.replaceChildren(video);
	Object.defineProperty(video, "srcObject", { value: null, writable: true });
	video.play = vi.fn(async () => void video.dispatchEvent(new Event("play")));
	video.requestVideoFrameCallback = (onFrame) => {
		frame = () => onFrame(0, {} as VideoFrameCallbackMetadata);
		return 1;
	};
	video.cancelVideoFrameCallback = () => {};
	vi.resetModules();
});

async function open(answer: object = WEBRTC, view: Partial<WatchView> | null = {}, socketBlocked = false) {
	server = new FakeServer({ WatchShow: answer });
	const { firstAnswer, watermark } = await import("./token");
	const { useLive } = await import("./useLive");
	await import("./program");
	await firstAnswer(BASE);
	const watched = (part: Partial<WatchView> | null, blocked = socketBlocked) => ({
		view: part && { ...ON_AIR, ...part },
		early: true,
		socketBlocked: blocked,
	});
	const hook = renderHook((props) => useLive(BASE, video, props), { initialProps: watched(view) });
	await pass();
	return {
		now: () => hook.result.current,
		source: () => hook.result.current.source,
		become: async (part: Partial<WatchView>, blocked = socketBlocked) => {
			hook.rerender(watched(part, blocked));
			await pass();
		},
		run: (work: (live: typeof hook.result.current) => void) => act(async () => work(hook.result.current)),
		watermark,
	};
}

/** Let the host's picture come by WebRTC. */
async function publishes(): Promise<void> {
	await act(async () => {
		publish("program-1");
		frame();
	});
	await act(async () => frame());
}

const remembered = () => localStorage.getItem("kaibo.webrtc-failed") !== null;

test("a picture that comes by WebRTC stays there, and HLS is not loaded without a way back", async () => {
	const { now, source } = await open(WEBRTC, { Live: { ...LIVE, Dvr: "" } });
	await publishes();
	await pass(20_000);
	expect([source(), now().parts, now().frames, remembered()]).toEqual(["webrtc", null, "coming", false]);
});

test("the server sends a viewer to HLS before the view, and no connection is made", async () => {
	const { now, source, watermark } = await open(FULL, null);
	expect([source(), now().playlist, FakeRoom.made.length]).toEqual(["hls", LIVE.Hls, 0]);
	expect([watermark.get(), remembered(), now().parts]).toEqual(["Ada", false, {}]);
});

test("no first picture within six seconds of the token leads to HLS, and the device remembers it", async () => {
	const { source } = await open();
	await pass(5900);
	expect(source()).toBeNull();
	await pass(200);
	expect([source(), remembered()]).toEqual(["hls", true]);
	expect(FakeRoom.last.state).toBe("disconnected");
});

test.each([
	["the host is away", { Away: true }],
	["the show only starts", { Status: 2, Starting: true, Live: null }],
	["there is no HLS", { Live: null }],
])("a missing picture leads nowhere while %s", async (_, part) => {
	const { source, become } = await open(WEBRTC, part);
	await pass(20_000);
	expect(source()).toBeNull();
	await become({});
	await pass(5900);
	expect(source()).toBeNull();
	await pass(200);
	expect(source()).toBe("hls");
});

test("a device that remembers a failure waits for the view, and takes HLS at once", async () => {
	localStorage.setItem("kaibo.webrtc-failed", String(Date.now()));
	const { source, become } = await open(WEBRTC, null);
	expect([source(), FakeRoom.made.length]).toEqual([null, 0]);
	await become({});
	expect([source(), FakeRoom.made.length]).toEqual(["hls", 0]);
});

test("a device that remembers a failure connects where there is no HLS", async () => {
	localStorage.setItem("kaibo.webrtc-failed", String(Date.now()));
	await open(WEBRTC, { Live: null });
	expect(FakeRoom.made).toHaveLength(1);
});

test("a browser without WebRTC takes HLS at once", async () => {
	vi.stubGlobal("RTCPeerConnection", undefined);
	const { now, source } = await open();
	await pass(1);
	expect([source(), now().blocked.webRtc]).toEqual(["hls", true]);
});

test("blocked WebSockets lead to HLS at once", async () => {
	const { source, become } = await open();
	await become({}, true);
	await pass(1);
	expect(source()).toBe("hls");
});

test("two failures of the media within a minute lead to HLS, and a click on live leads back", async () => {
	const { now, source, run } = await open();
	await publishes();
	await act(async () => {
		FakeRoom.broken = "media";
		FakeRoom.last.drop();
	});
	await pass(3000);
	expect([source(), remembered()]).toEqual(["hls", true]);
	FakeRoom.broken = "";
	await run((live) => live.goLive());
	await pass();
	// HLS plays until the stream is there.
	expect([source(), FakeRoom.last.state]).toEqual(["hls", "connected"]);
	await publishes();
	expect([source(), now().back]).toEqual(["webrtc", 0]);
});

test("a click on live leads to no connection where WebRTC never worked, or has no place", async () => {
	const never = await open(FULL);
	await never.run((live) => live.goLive());
	expect([never.source(), FakeRoom.made.length]).toEqual(["hls", 0]);
});

test("a server that is full again keeps the viewer at HLS", async () => {
	const { source, run } = await open();
	await publishes();
	server.answers = { WatchShow: FULL };
	await act(async () => FakeRoom.last.drop());
	await pass(1000);
	expect(source()).toBe("hls");
	await run((live) => live.goLive());
	await pass(5000);
	expect(source()).toBe("hls");
	expect(server.calls.length).toBeLessThan(5);
});

test("HLS that ends leads to WebRTC, and is tried again after a rest", async () => {
	const { source, run } = await open();
	await pass(6100);
	await run((live) => live.onEnded());
	await pass();
	expect([source(), FakeRoom.last.state]).toEqual([null, "connected"]);
	await pass(29_000);
	expect(FakeRoom.last.state).toBe("connected");
	await pass(2000);
	expect([source(), FakeRoom.last.state]).toEqual(["hls", "disconnected"]);
});

test("a viewer goes back in time and to live again, and keeps the connection for a minute", async () => {
	const { now, source, run } = await open();
	await publishes();
	await run((live) => live.goBack(10));
	expect([source(), now().playlist, video.srcObject]).toEqual(["hls", LIVE.Dvr, null]);
	await pass(59_000);
	expect([source(), FakeRoom.last.state]).toEqual(["hls", "connected"]);
	await run((live) => live.goLive());
	expect([source(), video.srcObject !== null]).toEqual(["webrtc", true]);
	await run((live) => live.goBack(10));
	await pass(61_000);
	expect([source(), FakeRoom.last.state]).toEqual(["hls", "disconnected"]);
	await run((live) => live.goLive());
	await pass();
	expect([source(), now().playlist]).toEqual(["hls", LIVE.Hls]);
	await publishes();
	expect(source()).toBe("webrtc");
});

test("a paused viewer who goes to live plays it", async () => {
	const { now, run } = await open();
	await publishes();
	await run((live) => live.goBack(10));
	await act(async () => void video.dispatchEvent(new Event("pause")));
	expect(now().playback.paused).toBe(true);
	vi.mocked(video.play).mockClear();
	await run((live) => live.goLive());
	expect([now().back, now().playback.paused, now().source]).toEqual([0, false, "webrtc"]);
	// The second time for the stream: the first one was for the recording.
	expect(video.play).toHaveBeenCalledTimes(2);
});

test("a show that ends leaves HLS and the place", async () => {
	const { now, source, run, become } = await open(FULL);
	await run((live) => live.goBack(10));
	vi.setSystemTime(1_100_000);
	await become({ Status: 3, Live: null });
	expect([source(), now().back, now().left]).toEqual([null, 0, { moment: 1_090_000, paused: true }]);
});

test("the place of a viewer who is back when the show ends is kept until it begins again", async () => {
	const { now, run, become } = await open(FULL);
	await run((live) => live.goBack(10));
	now().player.current = { moment: () => 1_764_300_075_000 } as HlsPlayer;
	expect(now().left).toBeNull();
	await become({ Status: 3, Live: null });
	expect([now().back, now().left]).toEqual([0, { moment: 1_764_300_075_000, paused: true }]);
	await become({});
	expect(now().left).toBeNull();
});
