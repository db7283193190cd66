import { expect, test } from "vitest";
import { placeAt, within, written } from "./time";

test.each([
	[0, "0:00"],
	[59.9, "0:59"],
	[1324, "22:04"],
	[3723, "1:02:03"],
	[-1, "0:00"],
])("%f seconds are written as %s", (seconds, text) => {
	expect(written(seconds)).toBe(text);
});

test("a place lies within the replay", () => {
	expect([within(-5, 10), within(5, 10), within(50, 10), within(5, 0)]).toEqual([0, 5, 10, 0]);
});

test("a point of the bar leads to the place under the middle of the knob", () => {
	const at = (x: number) => placeAt(x, 214, 14, 100);
	expect([at(0), at(7), at(107), at(207), at(214)]).toEqual([0, 0, 50, 100, 100]);
	expect(placeAt(5, 10, 14, 100)).toBe(0);
});
