// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { useVolume } from "./useVolume";
import { keepVolume, keptVolume } from "./volume";

let video: HTMLVideoElement;

beforeEach(() => {
	const element = Object.assign(new EventTarget(), { volume: 1, muted: false });
	video = element as unknown as HTMLVideoElement;
});

const volume = () => renderHook(() => useVolume(video));
const changed = () => act(() => void video.dispatchEvent(new Event("volumechange")));

test("this device keeps the level and the mute", () => {
	const { result } = volume();
	act(() => result.current.set(0.35));
	changed();
	expect(result.current).toMatchObject({ level: 0.35, muted: false });
	expect(keptVolume()).toEqual({ level: 0.35, muted: false });
	act(() => result.current.toggle());
	expect(keptVolume()).toEqual({ level: 0.35, muted: true });
	expect(video.muted).toBe(true);
});

test("a mute by the browser is not kept", () => {
	keepVolume({ level: 0.5, muted: false });
	const { result } = volume();
	video.muted = true;
	changed();
	expect(result.current.muted).toBe(true);
	expect(keptVolume()).toEqual({ level: 0.5, muted: false });
});

test("the level has ends, and its lower end is silence", () => {
	const { result } = volume();
	act(() => result.current.step(1));
	expect(video.volume).toBe(1);
	act(() => result.current.set(0.05));
	act(() => result.current.step(-1));
	expect([video.volume, video.muted]).toEqual([0, true]);
	act(() => result.current.toggle());
	expect([video.volume, video.muted]).toEqual([0.5, false]);
});

test("a step of a muted video begins at silence", () => {
	const { result } = volume();
	video.muted = true;
	act(() => result.current.step(1));
	expect([video.volume, video.muted]).toEqual([0.1, false]);
});

test.each(["", "101", "-1", "loud", "50 quiet", "1000"])("what another release wrote (%j) is the usual volume", (text) => {
	localStorage.setItem("kaibo.volume", text);
	expect(keptVolume()).toEqual({ level: 1, muted: false });
});
