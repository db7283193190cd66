import { expect, test } from "vitest";
import { clock, shortClock } from "./Clock";

test.each([
	[0, "00:00:00", "00:00"],
	[2538.9, "00:42:18", "42:18"],
	[-3, "00:00:00", "00:00"],
	[12_250, "03:24:10", "3:24:10"],
	[360_000, "100:00:00", "100:00:00"],
])("%d s are written as %s and, short, as %s", (seconds, long, short) => {
	expect(clock(seconds)).toBe(long);
	expect(shortClock(seconds)).toBe(short);
});
