// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { HlsPlayer } from "../hls/player";
import { setLanguage } from "../i18n/language";
import { Edge } from "../player/PlayerBar";
import { pass } from "../testing/act";
import { FakeHls } from "../testing/hls";
import { HlsPicture } from "./HlsPicture";
import { LiveSeek } from "./LiveSeek";
import { LiveTime } from "./LiveTime";
import type { LiveShow } from "./liveShow";

const { library } = vi.hoisted(() => ({ library: { current: {} as object } }));
vi.mock("../hls/library", () => ({
	get Hls() {
		return (library.current as { Hls: object }).Hls;
	},
	get makeHls() {
		return (library.current as { makeHls: object }).makeHls;
	},
}));

let video: HTMLVideoElement;
let live: LiveShow;
let duration = Number.NaN;

/** The show runs for 100 s. */
beforeEach(() => {
	library.current = FakeHls.library();
	setLanguage("en");
	vi.setSystemTime(1_100_000);
	duration = Number.NaN;
	document.body.innerHTML = '<div id="box" tabindex="-1"><div id="root"></div></div>';
	video = document.createElement("video");
	Object.defineProperty(video, "duration", { get: () => duration });
	Object.defineProperty(video, "buffered", { get: () => ({ length: 0 }) });
	live = {
		back: 0,
		goBack: vi.fn(),
		goLive: vi.fn(),
		playlist: "/w/tea/hls/main.m3u8",
		player: { current: null },
		onEnded: vi.fn(),
		playback: { paused: false },
		sound: { start: vi.fn() },
	};
});

const find = <Found extends HTMLElement>(selector: string) => document.querySelector(selector) as Found;
const box = () => ({ current: find("#box") });
const press = (key: string) => fireEvent.keyDown(find("#box"), { key, code: `Key${key.toUpperCase()}` });

async function show(part: Partial<LiveShow> = {}) {
	const now = { ...live, ...part };
	const page = render(
		<>
			<HlsPicture key={now.back} video={video} live={now} />
			<LiveSeek box={box()} video={video} live={now} since={1000} keys />
			<LiveTime video={video} live={now} since={1000} Edge={Edge} />
		</>,
		{ container: find("#root") },
	);
	await pass();
	return page;
}

const said = () => find("#seek").getAttribute("aria-valuetext");
const isGrey = () => find("#live-edge").title === "Back to live";

test("a live viewer stands at the edge, and goes back by keys and by the bar", async () => {
	await show();
	expect([said(), isGrey(), find("#behind")]).toEqual(["Live", false, null]);
	press("j");
	press("ArrowLeft");
	press("5");
	expect(vi.mocked(live.goBack).mock.calls).toEqual([[10], [10], [50]]);
	press("l");
	press("End");
	expect(live.goLive).toHaveBeenCalledTimes(2);
	await pass(20_000);
	press("Home");
	expect(live.goBack).toHaveBeenLastCalledWith(120);
});

test("a viewer who went back reads how far, and moves in what was recorded", async () => {
	await show({ back: 10, playlist: "/w/tea/hls/dvr.m3u8" });
	expect([FakeHls.last.mode, FakeHls.last.at, FakeHls.last.urls]).toEqual(["back", -10, ["/w/tea/hls/dvr.m3u8"]]);
	expect([said(), find("#behind").textContent, isGrey()]).toEqual(["0:10 behind live", "−0:10", true]);
	await act(async () => {
		duration = 98;
		video.currentTime = 80;
		video.dispatchEvent(new Event("timeupdate"));
	});
	expect(said()).toBe("0:18 behind live");
	press("j");
	expect([video.currentTime, live.goBack]).toEqual([70, live.goBack]);
	expect(live.goBack).not.toHaveBeenCalled();
	video.currentTime = 86;
	fireEvent(video, new Event("timeupdate"));
	press("l");
	expect(live.goLive).toHaveBeenCalledOnce();
	fireEvent.click(find("#live-edge"));
	expect(live.goLive).toHaveBeenCalledTimes(2);
});

test("the words are Chinese on a Chinese page", async () => {
	setLanguage("zh");
	await show({ back: 10 });
	expect(said()).toBe("比直播晚 0:10");
});

test("a picture that plays late is grey at the edge, and a pause leads to what is live then", async () => {
	await show();
	expect([FakeHls.last.mode, FakeHls.last.at, live.player.current]).toEqual(["live", -0, expect.anything()]);
	Object.assign(FakeHls.last, { latency: 20, liveSyncPosition: 42 });
	fireEvent(video, new Event("timeupdate"));
	expect(isGrey()).toBe(true);
	video.play = vi.fn(async () => {});
	fireEvent(video, new Event("play"));
	expect(video.currentTime).toBe(42);
});

test("the last picture stands until the next one is there", async () => {
	await show();
	const still = find<HTMLCanvasElement>("canvas");
	expect(still.hidden).toBe(false);
	expect(live.sound.start).toHaveBeenCalledOnce();
	fireEvent(video, new Event("loadeddata"));
	expect(still.hidden).toBe(true);
});

test("a playlist that does not go on is told once", async () => {
	await show();
	FakeHls.last.lose(403);
	await pass();
	FakeHls.last.lose(403);
	await pass();
	expect(live.onEnded).toHaveBeenCalledOnce();
});

test("the player goes with its page", async () => {
	const { unmount } = await show();
	unmount();
	expect([FakeHls.last.acts.at(-1), live.player.current as HlsPlayer | null]).toEqual(["destroy", null]);
});
