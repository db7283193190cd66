import { expect, test } from "vitest";
import { networkOf, soundOnlyState } from "./network";

test("LiveKit's ratings are three words, and none before the first", () => {
	expect((["excellent", "good", "poor", "lost", "unknown"] as const).map(networkOf)).toEqual([
		"good",
		"good",
		"weak",
		"lost",
		"",
	]);
});

test("sound only is offered on a weak connection, and taken back with it", () => {
	expect(soundOnlyState(false, "weak", true)).toBe("offered");
	expect(soundOnlyState(false, "good", true)).toBe("");
});

test("sound only is not offered where no picture costs anything, nor while nothing gets through", () => {
	expect(soundOnlyState(false, "weak", false)).toBe("");
	expect(soundOnlyState(false, "lost", true)).toBe("");
});

test("sound only stays until the person takes it back, who hears when it is needless", () => {
	expect(soundOnlyState(true, "weak", false)).toBe("on");
	expect(soundOnlyState(true, "", false)).toBe("on");
	expect(soundOnlyState(true, "good", false)).toBe("needless");
});
