import { expect, test } from "vitest";
import { beatOf, NO_BEAT, type Second, standsStill } from "./beat";

const MOVING: Second = { pictures: 30, repeated: false, muted: false };
const SAME: Second = { pictures: 30, repeated: true, muted: false };
const NONE: Second = { pictures: 0, repeated: false, muted: false };
const MUTED: Second = { pictures: 0, repeated: false, muted: true };

/** Tell after each second whether the screen stands still. */
function through(...seconds: Second[]): boolean[] {
	let beat = NO_BEAT;
	return seconds.map((second) => {
		beat = beatOf(beat, second);
		return standsStill(beat, second);
	});
}

const times = (count: number, second: Second) => Array<Second>(count).fill(second);

test("a screen that repeated a still picture, and gives none for three seconds, stands still", () => {
	const found = through(...times(4, SAME), ...times(4, NONE), MOVING);
	expect(found).toEqual([...Array(6).fill(false), true, true, false]);
});

test("a screen that sends nothing for a still slide never stands still", () => {
	expect(through(...times(60, MOVING), ...times(600, NONE))).not.toContain(true);
	expect(through(...times(3, { ...SAME, pictures: 2 }), ...times(600, NONE))).not.toContain(true);
});

test("a picture that comes twice by chance proves nothing", () => {
	expect(through(SAME, SAME, MOVING, SAME, SAME, ...times(10, NONE))).not.toContain(true);
});

test("a screen that the browser mutes stands still after three seconds", () => {
	expect(through(MOVING, ...times(4, MUTED), MOVING)).toEqual([false, false, false, true, true, false]);
});
