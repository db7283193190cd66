// @vitest-environment happy-dom
import "../testing/setup";
import { afterEach, expect, test, vi } from "vitest";
import { canFillScreen, toggleFullScreen } from "./fullScreen";

const NAMES = ["fullscreenEnabled", "fullscreenElement", "exitFullscreen"];
const browser = (has: object) => {
	for (const [name, value] of Object.entries(has)) Object.defineProperty(document, name, { configurable: true, value });
};
afterEach(() => {
	for (const name of NAMES) Reflect.deleteProperty(document, name);
});

function player(video: object = {}) {
	const requestFullscreen = vi.fn(async () => {});
	const box = Object.assign(document.createElement("div"), { requestFullscreen });
	return { box, requestFullscreen, video: Object.assign(document.createElement("video"), video) };
}

test("a browser that fills the screen with any element does so, and stops on the next click", () => {
	const exitFullscreen = vi.fn(async () => {});
	browser({ fullscreenEnabled: true, fullscreenElement: null, exitFullscreen });
	const { box, video, requestFullscreen } = player();
	expect(canFillScreen(video)).toBe(true);
	toggleFullScreen(box, video);
	expect(requestFullscreen).toHaveBeenCalledOnce();
	browser({ fullscreenElement: box });
	toggleFullScreen(box, video);
	expect(exitFullscreen).toHaveBeenCalledOnce();
	expect(requestFullscreen).toHaveBeenCalledOnce();
});

test("an iPhone fills the screen with the video alone", () => {
	browser({ fullscreenEnabled: undefined, fullscreenElement: undefined });
	const webkitEnterFullscreen = vi.fn();
	const { box, video } = player({ webkitSupportsFullscreen: true, webkitEnterFullscreen });
	expect(canFillScreen(video)).toBe(true);
	toggleFullScreen(box, video);
	expect(webkitEnterFullscreen).toHaveBeenCalledOnce();
});

test("a page without the permission has no full screen", () => {
	browser({ fullscreenEnabled: false, fullscreenElement: null });
	expect(canFillScreen(player().video)).toBe(false);
	expect(canFillScreen(player({ webkitSupportsFullscreen: false }).video)).toBe(false);
	expect(canFillScreen(null)).toBe(false);
});
