// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeHls } from "../testing/hls";
import { HlsPlayer } from "./player";

const URL = "/w/demo/replay/main.m3u8";
const load = vi.fn();
const states: string[] = [];
let video: HTMLVideoElement;
let player: HlsPlayer;

beforeEach(() => {
	const library = FakeHls.library();
	load.mockReset().mockResolvedValue(library);
	states.length = 0;
	video = document.createElement("video");
	video.play = vi.fn(async () => {});
	player = new HlsPlayer(video, (state) => states.push(state), load);
});

const open = async (at = 0) => {
	await player.open({ url: URL, mode: "replay", at });
	return FakeHls.last;
};

test("a replay plays from the place that the viewer chose", async () => {
	const hls = await open(12.5);
	expect([hls.mode, hls.at, hls.urls, hls.acts]).toEqual(["replay", 12.5, [URL], ["attach"]]);
	expect(video.play).toHaveBeenCalledOnce();
	hls.come();
	expect(states).toEqual(["loading", "playing"]);
});

test("after a lost network the player loads on, with growing pauses", async () => {
	const hls = await open();
	hls.come();
	hls.lose(0);
	expect(states.at(-1)).toBe("slow");
	await pass(300);
	expect(hls.acts).toEqual(["attach", "load"]);
	hls.lose(503);
	await pass(300);
	expect(hls.acts).toEqual(["attach", "load"]);
	await pass(300);
	expect(hls.acts).toEqual(["attach", "load", "load"]);
	hls.come();
	expect(states.at(-1)).toBe("playing");
});

test("a playlist that never came is read again", async () => {
	(await open()).lose(0);
	await pass(300);
	expect(FakeHls.made).toHaveLength(2);
	expect(FakeHls.last.urls).toEqual([URL]);
});

test("a refusal reads the playlist again at the same place, and a second one ends", async () => {
	const first = await open();
	first.come();
	video.currentTime = 30;
	first.lose(403);
	await pass();
	expect(first.acts.at(-1)).toBe("destroy");
	expect(FakeHls.last.at).toBe(30);
	FakeHls.last.lose(403);
	await pass();
	expect(FakeHls.last.acts.at(-1)).toBe("stop");
	expect(FakeHls.made).toHaveLength(2);
	expect(states.at(-1)).toBe("gone");
});

test("a decoder that fails is reset, and breaks the second time", async () => {
	const hls = await open();
	hls.fail(false);
	expect(hls.acts).toEqual(["attach"]);
	hls.fail();
	expect(hls.acts.at(-1)).toBe("recover");
	hls.fail();
	expect([hls.acts.at(-1), states.at(-1)]).toEqual(["stop", "broken"]);
});

test("code of the library that does not come is asked for again", async () => {
	load.mockRejectedValueOnce(new TypeError("no network"));
	await player.open({ url: URL, mode: "live", at: 0 });
	expect(states).toEqual(["loading", "slow"]);
	await pass(300);
	expect(FakeHls.last.urls).toEqual([URL]);
});

test("a browser without Media Source Extensions plays HLS itself, or none at all", async () => {
	FakeHls.supported = false;
	const can = vi.spyOn(video, "canPlayType").mockReturnValue("");
	await player.open({ url: URL, mode: "replay", at: 5 });
	expect(states.at(-1)).toBe("unsupported");
	can.mockReturnValue("maybe");
	await player.open({ url: URL, mode: "replay", at: 5 });
	expect(video.getAttribute("src")).toBe(URL);
	video.dispatchEvent(new Event("loadeddata"));
	expect([video.currentTime, states.at(-1)]).toEqual([5, "playing"]);
	player.close();
	expect([video.hasAttribute("src"), states.at(-1)]).toEqual([false, "idle"]);
});

test("a live show is late after a stall, and the viewer goes to its edge as it was at first", async () => {
	await player.open({ url: URL, mode: "live", at: 0 });
	const hls = FakeHls.last;
	hls.come();
	expect(player.isLate()).toBe(false);
	Object.assign(hls, { latency: 8, targetLatency: 3.5, liveSyncPosition: 42, latestLevelDetails: { partHoldBack: 1.5 } });
	expect(player.isLate()).toBe(true);
	player.toEdge();
	expect([hls.targetLatency, video.currentTime]).toEqual([1.5, 42]);
	expect(video.play).toHaveBeenCalledTimes(2);
});

test("after a long stall a live show goes on at its edge, and becomes as live as at first", async () => {
	await player.open({ url: URL, mode: "live", at: 0 });
	const hls = FakeHls.last;
	const paused = vi.spyOn(video, "paused", "get").mockReturnValue(false);
	const late = { latency: 8, targetLatency: 2.5, liveSyncPosition: 42, latestLevelDetails: { partHoldBack: 1.5 } };
	Object.assign(hls, late);
	hls.come();
	expect(video.currentTime, "the viewer paused, and nothing stalled").toBe(0);
	hls.stall();
	paused.mockReturnValue(true);
	hls.come();
	expect(video.currentTime, "the viewer pauses").toBe(0);
	paused.mockReturnValue(false);
	hls.come();
	expect([video.currentTime, hls.targetLatency]).toEqual([42, 2.5]);
	await pass(9000);
	hls.stall();
	await pass(9000);
	expect(hls.targetLatency, "a second stall").toBe(2.5);
	await pass(1000);
	expect(hls.targetLatency).toBe(1.5);
	Object.assign(hls, { latency: 3, liveSyncPosition: 60 });
	hls.come();
	hls.latency = 8;
	hls.come();
	expect(video.currentTime, "the stall is over").toBe(42);
});

test("a live show is read again at its edge, and a viewer who went back at the same place", async () => {
	await player.open({ url: URL, mode: "live", at: 0 });
	FakeHls.last.come();
	video.currentTime = 30;
	FakeHls.last.lose(403);
	await pass();
	expect(FakeHls.last.at).toBe(0);
	await player.open({ url: URL, mode: "back", at: -10 });
	expect([FakeHls.last.at, player.isLate()]).toEqual([-10, false]);
	FakeHls.last.come();
	video.currentTime = 30;
	FakeHls.last.lose(403);
	await pass();
	expect([FakeHls.last.at, FakeHls.last.mode]).toEqual([30, "back"]);
});

test("a browser that plays HLS itself begins before the end, and goes to the edge", async () => {
	FakeHls.supported = false;
	vi.spyOn(video, "canPlayType").mockReturnValue("maybe");
	Object.defineProperty(video, "seekable", { value: { length: 1, end: () => 100 } });
	await player.open({ url: URL, mode: "back", at: -10 });
	video.dispatchEvent(new Event("loadeddata"));
	expect(video.currentTime).toBe(90);
	player.toEdge();
	expect(video.currentTime).toBe(97);
});

test("a close ends all, also what waits", async () => {
	const hls = await open();
	hls.come();
	hls.lose(0);
	player.close();
	await pass(5000);
	expect(hls.acts).toEqual(["attach", "destroy"]);
	load.mockReturnValueOnce(new Promise(() => {}));
	void player.open({ url: URL, mode: "replay", at: 0 });
	player.close();
	await pass();
	expect(FakeHls.made).toHaveLength(1);
});
