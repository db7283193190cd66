// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { FakeTrack } from "../testing/media";
import { useOneSound } from "./useOneSound";

const mixed = new FakeTrack("audio", "mixed").track;
const [mic, hand] = [new FakeTrack("audio", "mic").track, new FakeTrack("audio", "hand").track];
const NONE = new Map<string, MediaStreamTrack>();
const HAND = new Map([["hand", hand]]);
/** The tracks that the mixer hears now. */
let heard: Set<MediaStreamTrack>;
let closed: number;

class FakeAudio {
	state = "running";
	close = async () => {
		closed += 1;
	};
	createMediaStreamDestination = () => ({ stream: { getAudioTracks: () => [mixed] } });
	createMediaStreamSource = ({ tracks: [track] }: { tracks: MediaStreamTrack[] }) => ({
		connect: () => heard.add(track as MediaStreamTrack),
		disconnect: () => heard.delete(track as MediaStreamTrack),
	});
}

beforeEach(() => {
	heard = new Set();
	closed = 0;
	vi.stubGlobal("navigator", { userActivation: { hasBeenActive: true } });
	vi.stubGlobal("AudioContext", FakeAudio);
	vi.stubGlobal(
		"DynamicsCompressorNode",
		class {
			connect() {}
		},
	);
	vi.stubGlobal(
		"MediaStream",
		class {
			constructor(readonly tracks: MediaStreamTrack[]) {}
		},
	);
});

test("guests hear the first microphone as it is, or all of them in one sound", () => {
	const { result, rerender } = renderHook(({ first, further }) => useOneSound(first, further), {
		initialProps: { first: mic as MediaStreamTrack | null, further: NONE },
	});
	expect(result.current).toBe(mic);
	rerender({ first: mic, further: HAND });
	expect(result.current).toBe(mixed);
	expect(heard).toEqual(new Set([mic, hand]));
	rerender({ first: null, further: HAND });
	expect(heard).toEqual(new Set([hand]));
	expect(closed).toBe(0);
	rerender({ first: mic, further: NONE });
	expect([result.current, closed]).toEqual([mic, 1]);
});
