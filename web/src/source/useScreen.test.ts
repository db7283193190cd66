// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeTrack } from "../testing/media";
import { useScreen } from "./useScreen";

let picture: FakeTrack;
let sound: FakeTrack;
let failure: Error | null;

beforeEach(() => {
	picture = new FakeTrack("video", "screen");
	sound = new FakeTrack("audio", "screen sound");
	failure = null;
	const getDisplayMedia = async () => {
		if (failure) throw failure;
		return { getVideoTracks: () => [picture], getAudioTracks: () => [sound] };
	};
	vi.stubGlobal("navigator", { mediaDevices: { getDisplayMedia } });
});

async function shared() {
	const hook = renderHook(({ active }) => useScreen(active, 30), { initialProps: { active: true } });
	await act(async () => hook.result.current.toggle());
	await pass();
	return hook;
}

test("a shared screen has picture and sound, and ends with the button", async () => {
	const { result } = await shared();
	expect(result.current.shared).toEqual({ picture, sound });
	expect(picture.contentHint).toBe("detail");
	act(() => result.current.toggle());
	expect(result.current.shared).toBeNull();
	expect([picture.readyState, sound.readyState]).toEqual(["ended", "ended"]);
});

test("a screen ends when the person ends it in the browser's own bar", async () => {
	const { result } = await shared();
	act(() => picture.end());
	expect(result.current.shared).toBeNull();
	expect(sound.readyState).toBe("ended");
});

test("a screen ends with the page's right to act", async () => {
	const { result, rerender } = await shared();
	rerender({ active: false });
	expect(result.current.shared).toBeNull();
	expect(picture.readyState).toBe("ended");
});

test.each([
	["AbortError", "closed", false],
	["NotAllowedError", "Permission denied", false],
	["NotAllowedError", "Permission denied by system", true],
	["NotReadableError", "Could not start", true],
])("%s (%s) counts as a refusal of the system: %s", async (name, message, refused) => {
	failure = Object.assign(new Error(message), { name });
	const { result } = await shared();
	expect(result.current.shared).toBeNull();
	expect(result.current.refused).toBe(refused);
	failure = null;
	await act(async () => result.current.toggle());
	await pass();
	expect(result.current.refused).toBe(false);
	expect(result.current.shared).not.toBeNull();
});
