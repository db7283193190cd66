import { expect, test } from "vitest";
import { seenOf } from "./chip";

test.each([
	["backstage", false, "notLive"],
	["air", false, "seenSoon"],
	["backstage", true, "backstage"],
	["air", true, "seen"],
	["waiting", true, "backstage"],
	["", true, "backstage"],
] as const)("at %j, on air %j, the chip says %s", (place, live, said) => {
	expect(seenOf(place, live)).toBe(said);
});
