// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeTicks } from "../testing/carriers";
import { FakeTrack } from "../testing/media";
import { FakeSound } from "../testing/sound";
import { useSilence } from "./useSilence";

let sound: FakeSound;
beforeEach(() => {
	sound = new FakeSound();
	FakeTicks.install();
	vi.stubGlobal("navigator", { userActivation: { hasBeenActive: true } });
});

function ear() {
	const mic: FakeTrack | null = new FakeTrack("audio", "mic");
	return renderHook(({ mic }) => useSilence(mic?.track ?? null), { initialProps: { mic: mic as FakeTrack | null } });
}

test("a microphone without any sound for five seconds is silent, until there is sound", async () => {
	const { result } = ear();
	await pass(5_000);
	expect(result.current).toBe(false);
	await pass(1_000);
	expect(result.current).toBe(true);
	sound.peak = 0.0001;
	await pass(1_000);
	expect(result.current).toBe(false);
	sound.peak = 0;
	await pass(6_000);
	expect(result.current).toBe(true);
});

test("a quiet room is not silent", async () => {
	const { result } = ear();
	for (let second = 0; second < 20; second += 1) {
		sound.peak = second % 4 ? 0 : 0.00003; // -90 dB
		await pass(1_000);
		expect(result.current).toBe(false);
	}
});

test("sound that the browser holds until a click is not silence", async () => {
	sound.state = "suspended";
	const { result } = ear();
	await pass(20_000);
	expect(result.current).toBe(false);
	expect(sound.resumed).toBeGreaterThan(0);
	sound.state = "running";
	await pass(7_000);
	expect(result.current).toBe(true);
});

test("a microphone that is closed is not listened to", async () => {
	const { result, rerender } = ear();
	await pass(7_000);
	expect([result.current, sound.ears, FakeTicks.running]).toEqual([true, 1, 1]);
	rerender({ mic: null });
	expect([result.current, sound.ears, FakeTicks.running]).toEqual([false, 0, 0]);
});
