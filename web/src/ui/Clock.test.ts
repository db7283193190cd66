import { expect, test } from "vitest";
import { clock } from "./Clock";

test.each([
	[0, "00:00:00"],
	[2538.9, "00:42:18"],
	[-3, "00:00:00"],
	[360_000, "100:00:00"],
])("%d s", (seconds, shown) => {
	expect(clock(seconds)).toBe(shown);
});
