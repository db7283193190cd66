// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test, vi } from "vitest";
import { FakeTrack } from "../testing/media";
import { Mixer } from "./mixer";

const mixed = new FakeTrack("audio", "mixed").track;
const person = { hasBeenActive: false };
let contexts: FakeAudio[] = [];

/** The browser's sound. It starts only after the person acted, as Chromium does without an open microphone. */
class FakeAudio {
	state = person.hasBeenActive ? "running" : "suspended";
	resume = vi.fn(async () => {});
	close = vi.fn(async () => {});
	createMediaStreamDestination = () => ({ stream: { getAudioTracks: () => [mixed] } });
	createMediaStreamSource = () => ({ connect: () => {}, disconnect: () => {} });

	constructor() {
		contexts.push(this);
	}
}

beforeEach(() => {
	contexts = [];
	person.hasBeenActive = false;
	vi.stubGlobal("navigator", { userActivation: person });
	vi.stubGlobal("AudioContext", FakeAudio);
	vi.stubGlobal(
		"DynamicsCompressorNode",
		class {
			connect() {}
		},
	);
	vi.stubGlobal("MediaStream", class {});
});

const none = new Map<string, MediaStreamTrack>();
const voice = new Map([["host", new FakeTrack("audio", "mic").track]]);

test("a page that nobody touched and nothing sounds in starts no sound", async () => {
	const onTrack = vi.fn();
	const mixer = new Mixer(onTrack);
	mixer.hear(none);
	await mixer.wake();
	mixer.close();
	expect([contexts.length, onTrack.mock.calls.length]).toEqual([0, 0]);
});

test("the first gesture starts the sound, once", async () => {
	const onTrack = vi.fn();
	const mixer = new Mixer(onTrack);
	person.hasBeenActive = true;
	await mixer.wake();
	await mixer.wake();
	expect(onTrack.mock.calls).toEqual([[mixed]]);
	expect(contexts).toHaveLength(1);
});

test("an open microphone starts the sound without a gesture: a reloaded studio goes on", () => {
	const onTrack = vi.fn();
	new Mixer(onTrack).hear(voice);
	expect(onTrack.mock.calls).toEqual([[mixed]]);
});

test("a sound that the browser holds starts with the next gesture", async () => {
	const mixer = new Mixer(() => {});
	mixer.hear(voice);
	contexts[0]?.resume.mockClear();
	await mixer.wake();
	expect(contexts[0]?.resume).toHaveBeenCalledOnce();
});

test.each([
	["the person acted already", true, false],
	["the browser never refuses", false, true],
])("the sound is there at once when %s", (_, active, allowed) => {
	person.hasBeenActive = active;
	const onTrack = vi.fn();
	new Mixer(onTrack, allowed);
	expect(onTrack).toHaveBeenCalledOnce();
});
