// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { pass } from "../testing/act";
import { useSound } from "./useSound";

/** A video whose browser plays sound only after a tap, or at once. `interrupted`: its first stream is replaced at once. */
function videoOf(allowed: { sound: boolean; interrupted?: boolean }) {
	const element = {
		muted: false,
		srcObject: null as MediaStream | null,
		playing: false,
		play: async () => {
			if (allowed.interrupted) {
				allowed.interrupted = false;
				throw new DOMException("", "AbortError");
			}
			if (!allowed.sound && !element.muted) throw new DOMException("", "NotAllowedError");
			element.playing = true;
		},
	};
	return element;
}

async function sound(allowed: Parameters<typeof videoOf>[0]) {
	const element = videoOf(allowed);
	const video = { current: element as unknown as HTMLVideoElement };
	const stream = {} as MediaStream;
	const hook = renderHook(({ stream }) => useSound(video, stream), { initialProps: { stream } });
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

test("a tap that the browser does not accept leaves the button", async () => {
	const { result } = await sound({ sound: false });
	await act(async () => result.current.open());
	expect(result.current.needsTap).toBe(true);
});

test("a stream that another one replaces at once keeps the sound on", async () => {
	const { element, result, rerender } = await sound({ sound: true, interrupted: true });
	const next = {} as MediaStream;
	rerender({ stream: next });
	await pass();
	expect(element).toMatchObject({ srcObject: next, playing: true, muted: false });
	expect(result.current.needsTap).toBe(false);
});
