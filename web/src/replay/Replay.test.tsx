// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { ReplayFacts } from "../net/types";
import { pass } from "../testing/act";
import { FakeHls } from "../testing/hls";
import { Replay } from "./Replay";
import type { Left } from "./useLeft";

const { library } = vi.hoisted(() => ({ library: { current: {} as object } }));
vi.mock("../hls/library", () => ({
	get Hls() {
		return (library.current as { Hls: object }).Hls;
	},
	get makeHls() {
		return (library.current as { makeHls: object }).makeHls;
	},
}));

const FACTS: ReplayFacts = {
	State: "online",
	StartTime: 1764300000,
	Duration: 600,
	Playlist: "/w/demo/replay/main.m3u8",
	Download: "",
	Storyboard: "",
	Cover: "/w/demo/replay/key/cover.jpg",
};

let video: HTMLVideoElement;
let duration = Number.NaN;

beforeEach(() => {
	library.current = FakeHls.library();
	duration = Number.NaN;
	document.body.innerHTML = '<div id="box" tabindex="-1"><div id="root"></div></div>';
	video = document.createElement("video");
	Object.defineProperty(video, "duration", { get: () => duration });
	Object.defineProperty(video, "buffered", { get: () => ({ length: 0 }) });
	video.play = vi.fn(async () => void video.dispatchEvent(new Event("play")));
	video.pause = vi.fn(() => void video.dispatchEvent(new Event("pause")));
	vi.stubGlobal("MediaMetadata", class {});
});

const find = <Found extends HTMLElement>(selector: string) => document.querySelector(selector) as Found;
const place = () => find("#place").textContent;

async function show(part: Partial<ReplayFacts> = {}, left: Left | null = null) {
	const facts = { ...FACTS, ...part };
	const ui = (replay: ReplayFacts) => (
		<Replay {...{ replay, video, left }} box={{ current: find("#box") }} name="Talk" theatre={false} onTheatre={() => {}} />
	);
	const container = find("#root").appendChild(document.createElement("div"));
	const page = render(ui(facts), { container });
	await pass();
	return { become: (next: Partial<ReplayFacts>) => page.rerender(ui({ ...facts, ...next })), end: page.unmount };
}

/** Press play, and let the first part come. */
async function begin(): Promise<FakeHls> {
	fireEvent.click(find("#watch-replay"));
	await pass();
	await act(async () => {
		duration = 600;
		FakeHls.last.come();
		video.dispatchEvent(new Event("durationchange"));
		video.dispatchEvent(new Event("loadeddata"));
	});
	return FakeHls.last;
}

test("nothing loads before the viewer plays the replay", async () => {
	await show();
	expect([FakeHls.made.length, place()]).toEqual([0, "0:00 / 10:00"]);
	expect(find("img").getAttribute("src")).toBe(FACTS.Cover);
	const hls = await begin();
	expect([hls.urls, hls.mode]).toEqual([[FACTS.Playlist], "replay"]);
	expect(find("#watch-replay")).toBeNull();
	expect(find("img")).toBeNull();
});

test("a place that is chosen first is where the replay begins", async () => {
	await show();
	fireEvent.change(find("#seek"), { target: { value: "300" } });
	await pass();
	expect([FakeHls.last.at, place()]).toEqual([300, "5:00 / 10:00"]);
});

test("a viewer who comes back goes on where they stopped, or begins again", async () => {
	const { end } = await show();
	await begin();
	video.currentTime = 75;
	act(() => void video.dispatchEvent(new Event("timeupdate")));
	end();
	const second = await show();
	expect([find("#watch-replay").textContent, place()]).toEqual(["Continue from 1:15", "1:15 / 10:00"]);
	fireEvent.click(find("#watch-replay"));
	await pass();
	expect(FakeHls.last.at).toBe(75);
	second.end();
	await show();
	fireEvent.click(find("#from-beginning"));
	await pass();
	expect(FakeHls.last.at).toBe(0);
});

const PLAYLIST = "#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2025-11-28T03:20:00Z\n#EXTINF:600,\na.m4s\n#EXT-X-ENDLIST\n";
const at = (seconds: number) => ({ moment: (FACTS.StartTime + seconds) * 1000, paused: false });
const playlist = (text = PLAYLIST, status = 200) => vi.stubGlobal("fetch", async () => new Response(text, { status }));

test("a viewer who was back in time at the end of the show goes on there", async () => {
	playlist();
	await show({}, at(75));
	expect([FakeHls.last.at, find("#watch-replay")]).toEqual([75, null]);
});

test("a viewer who had paused plays on from there with a click", async () => {
	playlist();
	await show({}, { ...at(75), paused: true });
	expect([FakeHls.made.length, find("#watch-replay").textContent]).toEqual([0, "Continue from 1:15"]);
	fireEvent.click(find("#watch-replay"));
	await pass();
	expect(FakeHls.last.at).toBe(75);
});

test("the replay of an earlier airing, or none, begins with a click", async () => {
	playlist();
	const { end } = await show({}, at(9000));
	expect([FakeHls.made.length, place()]).toEqual([0, "0:00 / 10:00"]);
	expect(find("#watch-replay").textContent).toBe("Watch the replay");
	end();
	playlist("", 404);
	await show({}, at(75));
	expect(find("#watch-replay").textContent).toBe("Watch the replay");
});

test("another show at the same address begins at its beginning", async () => {
	const { end } = await show();
	await begin();
	video.currentTime = 75;
	end();
	await show({ StartTime: FACTS.StartTime + 9000 });
	expect([find("#from-beginning"), place()]).toEqual([null, "0:00 / 10:00"]);
});

test.each([
	["ArrowRight", 105],
	["ArrowLeft", 95],
	["l", 110],
	["j", 90],
	["Home", 0],
	["End", 600],
	["3", 180],
	["0", 0],
])("the key %s moves from 100 to %i seconds", async (key, to) => {
	await show();
	await begin();
	video.currentTime = 100;
	act(() => void video.dispatchEvent(new Event("timeupdate")));
	fireEvent.keyDown(find("#seek"), { key, code: /\d/.test(key) ? `Digit${key}` : "" });
	expect(video.currentTime).toBe(to);
});

test("arrows, Home and End move the page outside of the player, and letters act there too", async () => {
	await show();
	await begin();
	video.currentTime = 100;
	act(() => void video.dispatchEvent(new Event("timeupdate")));
	for (const key of ["ArrowRight", "Home"]) expect(fireEvent.keyDown(document.body, { key })).toBe(true);
	expect(video.currentTime).toBe(100);
	fireEvent.keyDown(document.body, { key: "l" });
	expect(video.currentTime).toBe(110);
});

test("a drag goes to its end alone", async () => {
	await show();
	await begin();
	const bar = find<HTMLInputElement>("#seek");
	fireEvent.pointerDown(bar);
	for (const value of ["100", "200", "250"]) fireEvent.change(bar, { target: { value } });
	expect([video.currentTime, place()]).toEqual([0, "0:00 / 10:00"]);
	expect(bar.getAttribute("aria-valuetext")).toMatch(/4:10/);
	fireEvent.pointerUp(bar);
	expect([video.currentTime, place()]).toEqual([250, "4:10 / 10:00"]);
});

test("the keys < and > change the speed", async () => {
	await show();
	await begin();
	fireEvent.keyDown(document.body, { key: ">", shiftKey: true });
	expect([video.playbackRate, find("#speed").textContent]).toEqual([1.25, "1.25×"]);
	for (let turn = 0; turn < 2; turn += 1) fireEvent.keyDown(document.body, { key: "<", shiftKey: true });
	expect(video.playbackRate).toBe(0.75);
});

test("a replay that the server refuses says so, and a click tries again", async () => {
	await show();
	const hls = await begin();
	await act(async () => hls.lose(404));
	await pass();
	await act(async () => FakeHls.last.lose(404));
	expect(find("#replay-again")).not.toBeNull();
	fireEvent.click(find("#replay-again"));
	await pass();
	expect(FakeHls.made).toHaveLength(3);
	expect(find("#replay-again")).toBeNull();
});

test.each(["preparing", "offline", "gone"] as const)("a replay that is %s has words, and nothing to play", async (State) => {
	const { become } = await show();
	const hls = await begin();
	become({ State, Playlist: "" });
	await pass();
	expect(hls.acts.at(-1)).toBe("destroy");
	expect(find("#seek")).toBeNull();
	expect(find("[role=status] p").textContent).not.toBe("");
});

test("a new address of the playlist goes on at the same place", async () => {
	const { become } = await show();
	await begin();
	video.currentTime = 42;
	become({ Playlist: "/w/demo/replay/other.m3u8" });
	await pass();
	expect([FakeHls.last.urls, FakeHls.last.at]).toEqual([["/w/demo/replay/other.m3u8"], 42]);
});
