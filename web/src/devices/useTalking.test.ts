// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { pass } from "../testing/act";
import { FakeTrack } from "../testing/media";
import { FakeSound } from "../testing/sound";
import { scoreOf, useTalking } from "./useTalking";

let sound: FakeSound;
beforeEach(() => {
	sound = new FakeSound();
});

test("a person who talks into a muted microphone is told after half a second, and while they pause", async () => {
	const mic = new FakeTrack("audio", "mic");
	mic.enabled = false;
	const { result, rerender } = renderHook(({ track }: { track: FakeTrack | null }) => useTalking(track?.track ?? null), {
		initialProps: { track: mic as FakeTrack | null },
	});
	await pass(2_000);
	expect(result.current).toBe(false);
	sound.peak = 0.5;
	await pass(160);
	expect(result.current).toBe(false);
	await pass(1_000);
	expect(result.current).toBe(true);
	sound.peak = 0;
	await pass(200);
	await pass(3_000);
	expect(result.current).toBe(true);
	await pass(1_000);
	expect(result.current).toBe(false);
	const [copy] = mic.clones;
	expect([copy?.enabled, copy?.readyState, mic.enabled]).toEqual([true, "live", false]);
	sound.peak = 0.5;
	await pass(1_000);
	rerender({ track: null });
	expect(result.current).toBe(false);
	expect([copy?.readyState, mic.readyState]).toEqual(["ended", "live"]);
});

test("a knock is no talk, and a hum of quiet looks takes loud ones back", () => {
	expect([10, 10, 0, 0, 0].reduce(scoreOf, 0)).toBe(0);
	expect([5, 5, 5, 5, 0, 5, 5, 5].reduce(scoreOf, 0)).toBe(6);
});
