import { expect, test } from "vitest";
import { levelOf } from "./level";

const tone = (amplitude: number) => Float32Array.from({ length: 1024 }, (_, i) => amplitude * Math.sin(i / 5));

test("silence has level 0, full scale has level 10, and louder never has less", () => {
	expect(levelOf(new Float32Array(1024))).toBe(0);
	expect(levelOf(tone(1))).toBe(10);
	const levels = [0.001, 0.01, 0.05, 0.1, 0.3, 0.6].map((amplitude) => levelOf(tone(amplitude)));
	expect(levels).toEqual([...levels].sort((a, b) => a - b));
	expect(levelOf(tone(0.05))).toBeGreaterThan(3);
});
