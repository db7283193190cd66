// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { usePlayback } from "./usePlayback";

let video: HTMLVideoElement;
let state: { paused: boolean; ended: boolean };
let visibility: string;

beforeEach(() => {
	state = { paused: false, ended: false };
	visibility = "visible";
	video = document.createElement("video");
	document.body.append(video);
	Object.defineProperties(video, {
		paused: { get: () => state.paused },
		ended: { get: () => state.ended },
		play: { value: async () => become(false) },
		pause: { value: () => become(true) },
	});
	Object.defineProperty(document, "visibilityState", { get: () => visibility, configurable: true });
});

function become(paused: boolean): void {
	state.paused = paused;
	video.dispatchEvent(new Event(paused ? "pause" : "play"));
}

function turn(next: string): void {
	visibility = next;
	act(() => void document.dispatchEvent(new Event("visibilitychange")));
}

const playback = () => renderHook(({ active }) => usePlayback(video, active), { initialProps: { active: true } });

test("a viewer pauses and plays", () => {
	const { result } = playback();
	act(() => result.current.toggle());
	expect([result.current.paused, video.paused]).toEqual([true, true]);
	act(() => result.current.toggle());
	expect([result.current.paused, video.paused]).toEqual([false, false]);
});

test("a stream that ends is no pause", () => {
	const { result } = playback();
	state.ended = true;
	act(() => become(true));
	expect(result.current.paused).toBe(false);
});

test("a pause that a phone made while the page was hidden ends when it is seen again", () => {
	const { result } = playback();
	turn("hidden");
	act(() => become(true));
	turn("visible");
	expect(result.current.paused).toBe(false);
});

test("a viewer's own pause outlasts another tab", () => {
	const { result } = playback();
	act(() => result.current.pause());
	turn("hidden");
	turn("visible");
	expect(result.current.paused).toBe(true);
});

test("the pause ends with the show", () => {
	const { result, rerender } = playback();
	act(() => result.current.pause());
	rerender({ active: false });
	expect(result.current.paused).toBe(false);
});
