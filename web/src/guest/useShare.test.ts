// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { FakeTrack } from "../testing/media";
import { useShare } from "./useShare";

let picture: FakeTrack;
let sound: FakeTrack;
let answer: () => Promise<object>;

beforeEach(() => {
	picture = new FakeTrack("video", "screen");
	sound = new FakeTrack("audio", "screen sound");
	answer = async () => ({ getVideoTracks: () => [picture], getAudioTracks: () => [sound] });
	vi.stubGlobal("navigator", { mediaDevices: { getDisplayMedia: () => answer(), getSupportedConstraints: () => ({}) } });
});

async function shared() {
	const hook = renderHook(({ active }) => useShare(active, 15), { initialProps: { active: true } });
	await act(async () => hook.result.current.toggle());
	return hook;
}
const states = () => [picture.readyState, sound.readyState];

test("a shared screen has picture and sound, and ends with the button", async () => {
	const { result } = await shared();
	expect(result.current.screen).toEqual({ picture, sound });
	act(() => result.current.toggle());
	expect([result.current.screen, ...states()]).toEqual([null, "ended", "ended"]);
});

test("a screen ends in the browser's own bar", async () => {
	const { result } = await shared();
	act(() => picture.end());
	expect([result.current.screen, ...states()]).toEqual([null, "ended", "ended"]);
});

test("a screen ends with the guest's place on the stage, and does not come back with it", async () => {
	const { result, rerender } = await shared();
	rerender({ active: false });
	expect([result.current.screen, ...states()]).toEqual([null, "ended", "ended"]);
	rerender({ active: true });
	expect(result.current.screen).toBeNull();
});

test("a system that forbids sharing is named; a person who closes the question is not told so", async () => {
	answer = async () => {
		throw Object.assign(new Error("Permission denied by system"), { name: "NotAllowedError" });
	};
	const { result } = await shared();
	expect(result.current.refused).toBe(true);
	answer = async () => {
		throw Object.assign(new Error("Permission denied"), { name: "NotAllowedError" });
	};
	await act(async () => result.current.toggle());
	expect([result.current.refused, result.current.screen]).toEqual([false, null]);
});

test("a phone's browser, which cannot share, is not asked", async () => {
	vi.stubGlobal("navigator", { mediaDevices: {} });
	const { result } = await shared();
	expect([result.current.refused, result.current.screen]).toEqual([false, null]);
});
