// @vitest-environment happy-dom
import "../testing/setup";
import { afterEach, expect, test, vi } from "vitest";
import { hasSmallWindow, toggleSmallWindow } from "./pictureInPicture";

const NAMES = ["pictureInPictureEnabled", "pictureInPictureElement", "exitPictureInPicture"];
const browser = (has: object) => {
	for (const [name, value] of Object.entries(has)) Object.defineProperty(document, name, { configurable: true, value });
};
afterEach(() => {
	for (const name of NAMES) Reflect.deleteProperty(document, name);
});

test("Firefox, and a page without the permission, have no small window", () => {
	expect(hasSmallWindow()).toBe(false);
	browser({ pictureInPictureEnabled: false });
	expect(hasSmallWindow()).toBe(false);
	browser({ pictureInPictureEnabled: true });
	expect(hasSmallWindow()).toBe(true);
});

test("a video goes into its small window and comes back, and a refusal is no error", async () => {
	const requestPictureInPicture = vi.fn(async () => {});
	const exitPictureInPicture = vi.fn(async () => {});
	const video = Object.assign(document.createElement("video"), { requestPictureInPicture }) as unknown as HTMLVideoElement;
	await toggleSmallWindow(video);
	expect(requestPictureInPicture).toHaveBeenCalledOnce();
	browser({ pictureInPictureElement: video, exitPictureInPicture });
	await toggleSmallWindow(video);
	expect(exitPictureInPicture).toHaveBeenCalledOnce();
	browser({ pictureInPictureElement: null });
	requestPictureInPicture.mockRejectedValueOnce(new DOMException("", "InvalidStateError"));
	await expect(toggleSmallWindow(video)).resolves.toBeUndefined();
});
