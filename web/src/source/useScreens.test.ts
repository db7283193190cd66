// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeTrack } from "../testing/media";
import { type ScreensControl, useScreens } from "./useScreens";

let picture: FakeTrack;
let sound: FakeTrack;
let failure: Error | null;
/** The options of each question. */
let asked: Record<string, unknown>[];
let supported: Record<string, boolean>;

beforeEach(() => {
	picture = new FakeTrack("video", "screen");
	sound = new FakeTrack("audio", "screen sound");
	failure = null;
	asked = [];
	supported = {};
	const getDisplayMedia = async (options: Record<string, unknown>) => {
		asked.push(options);
		if (failure) throw failure;
		return { getVideoTracks: () => [picture], getAudioTracks: () => [sound] };
	};
	vi.stubGlobal("navigator", { mediaDevices: { getDisplayMedia, getSupportedConstraints: () => supported } });
});

const screenOf = ({ current }: { current: ScreensControl }, id = "screen") => current.shared.get(id);

async function shared() {
	const hook = renderHook(({ active }) => useScreens(active, 30), { initialProps: { active: true } });
	await act(async () => hook.result.current.toggle("screen"));
	await pass();
	return hook;
}

test("a shared screen has picture and sound, and ends with the button", async () => {
	const { result } = await shared();
	expect(screenOf(result)).toEqual({ picture, sound });
	expect(picture.contentHint).toBe("detail");
	act(() => result.current.toggle("screen"));
	expect(screenOf(result)).toBeUndefined();
	expect([picture.readyState, sound.readyState]).toEqual(["ended", "ended"]);
});

test("a screen ends when the person ends it in the browser's own bar", async () => {
	const { result } = await shared();
	act(() => picture.end());
	expect(screenOf(result)).toBeUndefined();
	expect(sound.readyState).toBe("ended");
});

test("a screen ends with the page's right to act", async () => {
	const { result, rerender } = await shared();
	rerender({ active: false });
	expect(screenOf(result)).toBeUndefined();
	expect(picture.readyState).toBe("ended");
});

/** Let the browser give other tracks to the next question. */
function another() {
	picture = new FakeTrack("video", "window");
	sound = new FakeTrack("audio", "window sound");
}

test("each source has its screen, and one ends without the others", async () => {
	const first = picture;
	const { result } = await shared();
	another();
	await act(() => result.current.share(() => "screen-2"));
	expect([...result.current.shared.keys()]).toEqual(["screen", "screen-2"]);
	act(() => picture.end());
	expect([...result.current.shared.keys()]).toEqual(["screen"]);
	expect([sound.readyState, first.readyState]).toEqual(["ended", "live"]);
	another();
	await act(() => result.current.share(() => "screen-2"));
	act(() => result.current.keep((id) => id === "screen-2"));
	expect([...result.current.shared.keys()]).toEqual(["screen-2"]);
	expect([first.readyState, picture.readyState]).toEqual(["ended", "live"]);
});

test("a screen that is shared again ends the one before", async () => {
	const first = picture;
	const { result } = await shared();
	another();
	await act(() => result.current.share(() => "screen"));
	expect(screenOf(result)?.picture).toBe(picture);
	expect([first.readyState, picture.readyState]).toEqual(["ended", "live"]);
});

test("a screen without a place ends at once, and so does one that comes after the right to act", async () => {
	const { result, rerender } = renderHook(({ active }) => useScreens(active, 30), { initialProps: { active: true } });
	await act(() => result.current.share(() => ""));
	expect([result.current.shared.size, picture.readyState]).toEqual([0, "ended"]);
	another();
	const place = vi.fn(() => "screen");
	const late = result.current.share(place);
	rerender({ active: false });
	await act(() => late);
	expect([result.current.shared.size, picture.readyState, place.mock.calls.length]).toEqual([0, "ended", 0]);
});

test.each([
	["AbortError", "closed", false],
	["NotAllowedError", "Permission denied", false],
	["NotAllowedError", "Permission denied by system", true],
	["NotReadableError", "Could not start", true],
])("%s (%s) counts as a refusal of the system: %s", async (name, message, refused) => {
	failure = Object.assign(new Error(message), { name });
	const { result } = await shared();
	expect(screenOf(result)).toBeUndefined();
	expect(result.current.refused).toBe(refused);
	failure = null;
	await act(async () => result.current.toggle("screen"));
	await pass();
	expect(result.current.refused).toBe(false);
	expect(screenOf(result)).toBeDefined();
});

test("the computer's sound is offered only where the browser leaves the page's own sound out", async () => {
	await shared();
	expect(asked[0]).toMatchObject({ audio: true, systemAudio: "exclude", windowAudio: "exclude" });
	supported = { restrictOwnAudio: true };
	await shared();
	expect(asked[1]).toMatchObject({ audio: { restrictOwnAudio: true }, systemAudio: "include", windowAudio: "window" });
});

test("screen, window and tab are offered, and the host stays in the studio after the choice of a tab", async () => {
	class Controller {
		behavior = "";
		setFocusBehavior(behavior: string) {
			this.behavior = behavior;
		}
	}
	await shared();
	expect(asked[0]).not.toHaveProperty("controller");
	vi.stubGlobal("CaptureController", Controller);
	await shared();
	expect(asked[1]).toMatchObject({ controller: { behavior: "no-focus-change" }, monitorTypeSurfaces: "include" });
	expect(asked[1]?.video).not.toHaveProperty("displaySurface");
});
