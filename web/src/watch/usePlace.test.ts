// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { usePlace } from "./usePlace";
import { wish, wished } from "./wish";

let resized: () => void;
let visibility: string;
let small: Element | null;
let video: HTMLVideoElement;

beforeEach(() => {
	visibility = "visible";
	wish({ place: null, hidden: false });
	small = null;
	video = document.createElement("video");
	size(640, 360);
	Object.defineProperty(document, "visibilityState", { get: () => visibility, configurable: true });
	Object.defineProperty(document, "pictureInPictureElement", { get: () => small, configurable: true });
	vi.stubGlobal("devicePixelRatio", 1);
	vi.stubGlobal(
		"ResizeObserver",
		class {
			constructor(listener: () => void) {
				resized = listener;
			}
			observe = () => resized();
			disconnect = () => {};
		},
	);
});

function size(width: number, height: number): void {
	Object.defineProperty(video, "clientWidth", { value: width, configurable: true });
	Object.defineProperty(video, "clientHeight", { value: height, configurable: true });
}

const place = () => renderHook(() => usePlace(video));

function turn(next: string): void {
	visibility = next;
	act(() => void document.dispatchEvent(new Event("visibilitychange")));
}

test.each([
	[1, 360],
	[1.5, 540],
	[2, 720],
	[3, 720],
])("on a screen of density %d, 360 px have room for %i lines", (density, lines) => {
	vi.stubGlobal("devicePixelRatio", density);
	place();
	expect(wished.get().place).toEqual({ width: (lines * 16) / 9, height: lines });
});

test("the place follows its element, and keeps its size while the element is away", () => {
	place();
	size(1280, 720);
	act(() => resized());
	expect(wished.get().place).toEqual({ width: 1280, height: 720 });
	size(0, 0);
	act(() => resized());
	expect(wished.get().place).toEqual({ width: 1280, height: 720 });
});

test("a tab that comes back soon was never hidden", async () => {
	place();
	turn("hidden");
	await pass(4000);
	turn("visible");
	await pass(60_000);
	expect(wished.get().hidden).toBe(false);
});

test("a tab that stays away is hidden until it comes back", async () => {
	place();
	turn("hidden");
	await pass(5000);
	expect(wished.get().hidden).toBe(true);
	turn("visible");
	expect(wished.get().hidden).toBe(false);
});

test("a picture in a small window is not hidden", async () => {
	place();
	small = video;
	turn("hidden");
	await pass(60_000);
	expect(wished.get().hidden).toBe(false);
	small = null;
	act(() => void video.dispatchEvent(new Event("leavepictureinpicture")));
	await pass(5000);
	expect(wished.get().hidden).toBe(true);
	small = video;
	act(() => void video.dispatchEvent(new Event("enterpictureinpicture")));
	expect(wished.get().hidden).toBe(false);
});

test("a browser that does not tell of small windows keeps the picture", async () => {
	Reflect.deleteProperty(document, "pictureInPictureElement");
	place();
	turn("hidden");
	await pass(60_000);
	expect(wished.get().hidden).toBe(false);
});

test("a pause that lasts takes no picture until it ends", async () => {
	let paused = true;
	Object.defineProperties(video, { srcObject: { value: {} }, paused: { get: () => paused } });
	place();
	act(() => void video.dispatchEvent(new Event("pause")));
	await pass(4000);
	expect(wished.get().hidden).toBe(false);
	await pass(1000);
	expect(wished.get().hidden).toBe(true);
	paused = false;
	act(() => void video.dispatchEvent(new Event("play")));
	expect(wished.get().hidden).toBe(false);
});
