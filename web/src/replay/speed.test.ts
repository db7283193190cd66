// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { keptSpeed, stepped } from "./speed";
import { useSpeed } from "./useSpeed";

test("this device keeps the speed, and a later show plays at its own", () => {
	const video = document.createElement("video");
	const { result, unmount } = renderHook(() => useSpeed(video));
	act(() => result.current.set(1.5));
	expect([video.playbackRate, video.defaultPlaybackRate, keptSpeed()]).toEqual([1.5, 1.5, 1.5]);
	unmount();
	expect(video.playbackRate).toBe(1);
	expect(renderHook(() => useSpeed(video)).result.current.speed).toBe(1.5);
});

test.each(["", "3", "fast"])("a kept value %j is no speed", (value) => {
	localStorage.setItem("kaibo.speed", value);
	expect(keptSpeed()).toBe(1);
});

test("a step goes to the next speed, and not beyond the last", () => {
	expect([stepped(1, 1), stepped(1, -1), stepped(2, 1), stepped(0.5, -1)]).toEqual([1.25, 0.75, 2, 0.5]);
});
