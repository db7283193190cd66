// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { keepVolume } from "../player/volume";
import { pass } from "../testing/act";
import { play } from "./play";
import { useSound } from "./useSound";

/** A video whose browser plays sound only after a tap, or at once. */
function videoOf(allowed: { sound: boolean }) {
	const element = Object.assign(new EventTarget(), {
		muted: false,
		volume: 1,
		loads: 0,
		stream: null as MediaStream | null,
		playing: false,
		play: async () => {
			if (!allowed.sound && !element.muted) throw new DOMException("", "NotAllowedError");
			element.playing = true;
		},
	});
	return Object.defineProperty(element, "srcObject", {
		get: () => element.stream,
		set: (stream) => {
			element.loads += 1;
			element.stream = stream;
		},
	}) as typeof element & { srcObject: MediaStream | null };
}

async function sound(allowed: { sound: boolean }, early = false, paused = false) {
	const element = videoOf(allowed);
	const video = element as unknown as HTMLVideoElement;
	const stream = {} as MediaStream;
	if (early) await play(video, stream);
	const hook = renderHook(() => useSound(video, stream, paused));
	await pass();
	return { element, stream, ...hook };
}

test("a browser that allows sound plays at once", async () => {
	const { element, stream, result } = await sound({ sound: true });
	expect(element).toMatchObject({ srcObject: stream, playing: true, muted: false });
	expect(result.current.needsTap).toBe(false);
});

test("a browser that wants a tap plays without sound until then", async () => {
	const allowed = { sound: false };
	const { element, result } = await sound(allowed);
	expect(element).toMatchObject({ playing: true, muted: true });
	expect(result.current.needsTap).toBe(true);
	allowed.sound = true;
	await act(async () => result.current.open());
	expect(element.muted).toBe(false);
	expect(result.current.needsTap).toBe(false);
});

test.each([true, false])("a stream that played before React plays on, and still wants its tap", async (allowed) => {
	const { element, result } = await sound({ sound: allowed }, true);
	expect(element).toMatchObject({ playing: true, muted: !allowed, loads: 1 });
	expect(result.current.needsTap).toBe(!allowed);
});

test("a stream that another one replaced does not turn the sound off", async () => {
	const element = videoOf({ sound: true });
	const video = element as unknown as HTMLVideoElement;
	const [first, second] = [{} as MediaStream, {} as MediaStream];
	element.play = async () => {
		if (video.srcObject === first) await Promise.reject(new DOMException("", "AbortError"));
	};
	const before = play(video, first);
	await play(video, second);
	expect([await before, element.muted]).toEqual([false, false]);
});

test("a tap that the browser does not accept leaves the button", async () => {
	const { result } = await sound({ sound: false });
	await act(async () => result.current.open());
	expect(result.current.needsTap).toBe(true);
});

test("a viewer who turned the sound off before hears nothing, and no button asks", async () => {
	keepVolume({ level: 1, muted: true });
	const element = videoOf({ sound: false });
	element.muted = true;
	expect(await play(element as unknown as HTMLVideoElement, {} as MediaStream)).toBe(false);
	expect(element).toMatchObject({ playing: true, muted: true });
});

test("the button goes when the sound is turned on in another way", async () => {
	const { element, result } = await sound({ sound: false });
	element.muted = false;
	act(() => void element.dispatchEvent(new Event("volumechange")));
	expect(result.current.needsTap).toBe(false);
});

test("a new stream of a paused picture waits for the viewer", async () => {
	const { element, stream } = await sound({ sound: true }, false, true);
	expect(element).toMatchObject({ srcObject: stream, playing: false });
});
